import type { ApplicationKind } from "../../../generated/graphql";
import type { TicketDetail } from "../page/ticketTypes";

type Application = TicketDetail["applications"][number];
type SignOff = TicketDetail["signOffs"][number];

/** The application of a kind that waits for a decision. */
export function pendingApplication(
  { applications }: Pick<TicketDetail, "applications">,
  kind: ApplicationKind,
): Application | undefined {
  return applications.find((each) => each.kind === kind && each.state === "PENDING");
}

/** The act that waits for the leader. */
export function pendingSignOff({ signOffs }: Pick<TicketDetail, "signOffs">): SignOff | undefined {
  return signOffs.find(({ state }) => state === "PENDING");
}
