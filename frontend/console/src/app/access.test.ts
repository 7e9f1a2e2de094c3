import { expect, test } from "vitest";
import { Role } from "../generated/graphql";
import { type Access, accessOf } from "./access";

const OVERSIGHT: Role[] = ["SUPERVISOR", "LEADING_GROUP", "AUTHORITY"];
const EXPECTED: Record<keyof Access, Role[]> = {
  canRegister: ["MANAGER", "DISPATCHER", "AGENT", "HANDLER"],
  canSeeLedger: ["MANAGER", "DISPATCHER", "LEADER", ...OVERSIGHT],
  canFind: ["MANAGER", "DISPATCHER", "AGENT"],
  canDecide: ["MANAGER", "DISPATCHER", "LEADER", "HANDLER"],
  canFollowUp: ["MANAGER", "DISPATCHER"],
  canSeeIncidents: ["MANAGER", "DISPATCHER", "AGENT", "LEADER", "HANDLER", ...OVERSIGHT],
  canOpenIncidents: ["MANAGER", "DISPATCHER"],
  canSeeCatalogue: ["MANAGER", "DISPATCHER", "LEADER", "HANDLER", "ADMINISTRATOR", ...OVERSIGHT],
  canOnboard: ["MANAGER", "DISPATCHER", "ADMINISTRATOR"],
};

test.each(Object.keys(EXPECTED) as (keyof Access)[])("%s, role by role", (right) => {
  const allowed = Object.values(Role).filter(
    (role) => accessOf({ memberships: [{ role }] })[right],
  );
  expect([...allowed].sort()).toEqual([...EXPECTED[right]].sort());
});

test("several offices add up; none gives nothing", () => {
  const both = accessOf({ memberships: [{ role: "AGENT" }, { role: "SUPERVISOR" }] });
  expect(both).toMatchObject({ canRegister: true, canSeeLedger: true, canDecide: false });
  expect(Object.values(accessOf({ memberships: [] })).some(Boolean)).toBe(false);
});
