import type { Role, WorkspaceLevel } from "../generated/graphql";

/** What a person's console offers. The server decides; this only hides what would be refused. */
export interface Access {
  canRegister: boolean;
  canSeeLedger: boolean;
}

interface PersonHere {
  memberships: readonly { role: Role }[];
}

const REGISTERING: ReadonlySet<Role> = new Set<Role>(["MANAGER", "DISPATCHER", "AGENT", "HANDLER"]);
const OVERSEEING: ReadonlySet<Role> = new Set<Role>([
  "MANAGER",
  "DISPATCHER",
  "LEADER",
  "SUPERVISOR",
  "EVALUATOR",
  "LEADING_GROUP",
]);

/** What the memberships of `person` in a workspace of `level` allow them to see. */
export function accessOf(person: PersonHere, level: WorkspaceLevel): Access {
  const has = (roles: ReadonlySet<Role>) => person.memberships.some(({ role }) => roles.has(role));
  return {
    canRegister: has(REGISTERING),
    canSeeLedger: level === "CITY" || has(OVERSEEING),
  };
}
