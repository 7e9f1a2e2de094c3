import type { Role } from "../generated/graphql";

/** What a person's console offers. The server decides; this only hides what would be refused. */
export interface Access {
  canRegister: boolean;
  canSeeLedger: boolean;
  /** Finds a citizen's ticket again for a caller. */
  canFind: boolean;
  /** Rules on what other units ask for. */
  canDecide: boolean;
  canFollowUp: boolean;
  canSeeIncidents: boolean;
  /** Opens incidents; who may change and end one, the server says of each. */
  canOpenIncidents: boolean;
  canSeeCatalogue: boolean;
  /** Brings in units and people, and sees where nobody is at work. */
  canOnboard: boolean;
}

interface PersonHere {
  memberships: readonly { role: Role }[];
}

/** Which roles hold what, as `people/roles.py` has it. */
const ROLES: Record<keyof Access, ReadonlySet<Role>> = {
  canRegister: new Set<Role>(["MANAGER", "DISPATCHER", "AGENT", "HANDLER"]),
  canSeeLedger: new Set<Role>([
    "MANAGER",
    "DISPATCHER",
    "LEADER",
    "SUPERVISOR",
    "LEADING_GROUP",
    "AUTHORITY",
  ]),
  canFind: new Set<Role>(["MANAGER", "DISPATCHER", "AGENT"]),
  canDecide: new Set<Role>(["MANAGER", "DISPATCHER", "LEADER", "HANDLER"]),
  canFollowUp: new Set<Role>(["MANAGER", "DISPATCHER"]),
  canSeeIncidents: new Set<Role>([
    "MANAGER",
    "DISPATCHER",
    "AGENT",
    "LEADER",
    "HANDLER",
    "SUPERVISOR",
    "LEADING_GROUP",
    "AUTHORITY",
  ]),
  canOpenIncidents: new Set<Role>(["MANAGER", "DISPATCHER"]),
  canSeeCatalogue: new Set<Role>([
    "MANAGER",
    "DISPATCHER",
    "LEADER",
    "HANDLER",
    "SUPERVISOR",
    "ADMINISTRATOR",
    "LEADING_GROUP",
    "AUTHORITY",
  ]),
  canOnboard: new Set<Role>(["MANAGER", "DISPATCHER", "ADMINISTRATOR"]),
};

/** What the memberships of `person` in the current workspace let them do. */
export function accessOf(person: PersonHere): Access {
  const has = (right: keyof Access) =>
    person.memberships.some(({ role }) => ROLES[right].has(role));
  return {
    canRegister: has("canRegister"),
    canSeeLedger: has("canSeeLedger"),
    canFind: has("canFind"),
    canDecide: has("canDecide"),
    canFollowUp: has("canFollowUp"),
    canSeeIncidents: has("canSeeIncidents"),
    canOpenIncidents: has("canOpenIncidents"),
    canSeeCatalogue: has("canSeeCatalogue"),
    canOnboard: has("canOnboard"),
  };
}
