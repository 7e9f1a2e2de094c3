import type { Role } from "../generated/graphql";

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
  "LEADING_GROUP",
  "AUTHORITY",
]);

/** What the memberships of `person` in the current workspace let them do. */
export function accessOf(person: PersonHere): Access {
  const has = (roles: ReadonlySet<Role>) => person.memberships.some(({ role }) => roles.has(role));
  return { canRegister: has(REGISTERING), canSeeLedger: has(OVERSEEING) };
}
