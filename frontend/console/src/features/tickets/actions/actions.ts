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
};

const USUAL_NEXT: readonly TicketAction[] = [
  "SIGN",
  "ACCEPT",
  "ADJUDICATE",
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
