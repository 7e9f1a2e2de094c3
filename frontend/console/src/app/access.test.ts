import { expect, test } from "vitest";
import { Role } from "../generated/graphql";
import { accessOf } from "./access";

const may = (role: Role) => accessOf({ memberships: [{ role }] });

test("who registers and who oversees, role by role", () => {
  const roles = Object.values(Role);
  expect(roles.filter((role) => may(role).canRegister)).toEqual(
    roles.filter((role) => ["MANAGER", "DISPATCHER", "AGENT", "HANDLER"].includes(role)),
  );
  expect(roles.filter((role) => may(role).canSeeLedger)).toEqual(
    roles.filter((role) =>
      ["MANAGER", "DISPATCHER", "LEADER", "SUPERVISOR", "LEADING_GROUP", "AUTHORITY"].includes(
        role,
      ),
    ),
  );
});

test("several offices add up; none gives nothing", () => {
  expect(accessOf({ memberships: [{ role: "AGENT" }, { role: "SUPERVISOR" }] })).toEqual({
    canRegister: true,
    canSeeLedger: true,
  });
  expect(accessOf({ memberships: [] })).toEqual({ canRegister: false, canSeeLedger: false });
});
