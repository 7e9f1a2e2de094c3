import type { GivingPartsFragment, TicketPartsFragment } from "../../../generated/graphql";

export type TicketDetail = TicketPartsFragment;
export type Giving = GivingPartsFragment;
