import { expect, test } from "vitest";
import { TicketAction } from "../../../generated/graphql";
import { sampleGiving, sampleTicket } from "../../../testing/samples";
import { ACTION_FORMS } from "./actionForms";
import { ACTION_FRAMES, givingOf, reportedBelow, usualNext } from "./actions";

test("every action of the API has a form and a frame", () => {
  expect(Object.keys(ACTION_FORMS).sort()).toEqual(Object.values(TicketAction).sort());
  expect(Object.keys(ACTION_FRAMES).sort()).toEqual(Object.values(TicketAction).sort());
});

test.each([
  [["SIGN", "RETURN"], "SIGN"],
  [["DELEGATE", "ESCALATE", "RETURN", "REPORT"], "REPORT"],
  [["DELEGATE", "ESCALATE"], "DELEGATE"],
  [["FOLLOW_UP", "ARCHIVE"], "FOLLOW_UP"],
  [["ESCALATE"], undefined],
] as const)("of %j the usual next is %s", (allowed, next) => {
  expect(usualNext({ allowedActions: [...allowed], followUps: [] })).toBe(next);
});

test("after a follow-up the archive is next", () => {
  const followUp = {
    attempt: 1,
    at: "2026-03-06T09:00:00+08:00",
    reached: true,
    resolved: true,
    satisfaction: "SATISFIED" as const,
    opinion: "",
    actorName: "李红",
  };
  const allowedActions: TicketAction[] = ["FOLLOW_UP", "ARCHIVE"];
  expect(usualNext({ allowedActions, followUps: [followUp] })).toBe("ARCHIVE");
});

test("a reply builds on the latest report from below", () => {
  const earlier = { ...sampleGiving, id: "a-0", reportedAt: "2026-03-04T09:00:00+08:00" };
  const incoming = { ...sampleGiving, id: "a-2", incoming: true };
  const silent = { ...sampleGiving, id: "a-3", reportedAt: null, report: "" };
  const ticket = { ...sampleTicket, assignments: [sampleGiving, earlier, incoming, silent] };
  expect(reportedBelow(ticket)?.id).toBe("a-1");
  expect(reportedBelow({ ...ticket, assignments: [incoming, silent] })).toBeUndefined();
  expect(givingOf(ticket)?.id).toBe("a-1");
});
