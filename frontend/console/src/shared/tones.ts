import type { TicketState, Urgency } from "../generated/graphql";

export type Tone = "waiting" | "working" | "elsewhere" | "closed" | "grave" | "plain";

/** waiting: somebody must decide or act first; working: in work; elsewhere: given on. */
export const STATE_TONES: Record<TicketState, Tone> = {
  REGISTERED: "waiting",
  ACCEPTED: "waiting",
  DELEGATED: "elsewhere",
  RECEIVED: "waiting",
  HANDLING: "working",
  RETURNED: "elsewhere",
  ADJUDICATING: "waiting",
  REPORTED: "elsewhere",
  REVIEWING: "waiting",
  REPLYING: "waiting",
  FOLLOWING_UP: "waiting",
  ARCHIVED: "closed",
  DECLINED: "closed",
  WITHDRAWN: "closed",
  TERMINATED: "closed",
  MERGED: "closed",
};

export const URGENCY_TONES: Record<Urgency, Tone> = {
  ORDINARY: "plain",
  URGENT: "waiting",
  EMERGENCY: "grave",
  MAJOR: "grave",
};

/** Nothing more happens to a ticket in such a state, so its limit no longer runs. */
export function isClosed(state: TicketState): boolean {
  return STATE_TONES[state] === "closed";
}
