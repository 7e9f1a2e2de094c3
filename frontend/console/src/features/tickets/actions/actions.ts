import type { TicketAction } from "../../../generated/graphql";
import type { Giving, TicketDetail } from "../page/ticketTypes";

/** Short acts stand in a dialog; texts in a drawer beside the ticket, which stays readable. */
export type ActionFrame = "dialog" | "drawer";

export const ACTION_FRAMES: Record<TicketAction, ActionFrame> = {
  ACCEPT: "dialog",
  DELEGATE: "drawer",
  ESCALATE: "drawer",
  SIGN: "dialog",
  RETURN: "drawer",
  ADJUDICATE: "drawer",
  REPORT: "drawer",
  REVIEW: "drawer",
  REPLY: "drawer",
  FOLLOW_UP: "drawer",
  ARCHIVE: "dialog",
  DECLINE: "drawer",
  ANSWER: "drawer",
  CONFERENCE: "drawer",
  HAND_OVER: "drawer",
  EXPRESS: "drawer",
  DISPUTE: "drawer",
  ADD_ASSIST: "drawer",
  WAIVE_ASSIST: "dialog",
  REQUEST_EXTENSION: "drawer",
  DECIDE_EXTENSION: "drawer",
  REQUEST_SUSPENSION: "drawer",
  DECIDE_SUSPENSION: "drawer",
  RESUME: "dialog",
  SPLIT: "drawer",
  MERGE: "drawer",
  UNMERGE: "dialog",
  SUPPLEMENT: "drawer",
  CHASE: "dialog",
  WITHDRAW: "dialog",
  TERMINATE: "drawer",
  REOPEN: "dialog",
  SUBMIT_FOR_SIGN_OFF: "drawer",
  DECIDE_SIGN_OFF: "drawer",
  INSTRUCT: "drawer",
  RECORD_CONTACT: "dialog",
  RELEASE_CONTACT: "dialog",
  MARK_SECRET: "drawer",
  FIRST_RESULT: "drawer",
  DELIVER_REPLY: "dialog",
};

/** What is done every day stands in the open; the rest is one click away. */
const DAILY: ReadonlySet<TicketAction> = new Set<TicketAction>([
  "ACCEPT",
  "ANSWER",
  "DELEGATE",
  "ESCALATE",
  "SIGN",
  "RETURN",
  "ADJUDICATE",
  "REPORT",
  "REVIEW",
  "REPLY",
  "DELIVER_REPLY",
  "FIRST_RESULT",
  "FOLLOW_UP",
  "ARCHIVE",
  "DECIDE_EXTENSION",
  "DECIDE_SUSPENSION",
  "DECIDE_SIGN_OFF",
  "RESUME",
  "CHASE",
]);

export function daily(actions: readonly TicketAction[]): TicketAction[] {
  return actions.filter((action) => DAILY.has(action));
}

export function seldom(actions: readonly TicketAction[]): TicketAction[] {
  return actions.filter((action) => !DAILY.has(action));
}

const USUAL_NEXT: readonly TicketAction[] = [
  "DECIDE_SIGN_OFF",
  "SIGN",
  "ACCEPT",
  "ADJUDICATE",
  "DECIDE_EXTENSION",
  "DECIDE_SUSPENSION",
  "REVIEW",
  "REPLY",
  "ARCHIVE",
  "FOLLOW_UP",
  "REPORT",
  "DELEGATE",
];

/** Which act is the expected next step, where several are allowed. The archive waits for a
 * follow-up. */
export function usualNext({
  allowedActions,
  followUps,
}: Pick<TicketDetail, "allowedActions" | "followUps">): TicketAction | undefined {
  return USUAL_NEXT.find(
    (action) => allowedActions.includes(action) && (action !== "ARCHIVE" || followUps.length > 0),
  );
}

/** The giving that the allowed actions concern. */
export function givingOf(ticket: TicketDetail): Giving | undefined {
  return ticket.assignments.find(({ id }) => id === ticket.actionAssignmentId);
}

/** The latest report from below that was not sent back: what a reply or a report upward builds
 * on. */
export function reportedBelow(ticket: TicketDetail): Giving | undefined {
  return ticket.assignments
    .filter(({ incoming, reportedAt, report }) => !incoming && reportedAt !== null && report !== "")
    .sort((a, b) => (a.reportedAt ?? "").localeCompare(b.reportedAt ?? ""))
    .at(-1);
}
