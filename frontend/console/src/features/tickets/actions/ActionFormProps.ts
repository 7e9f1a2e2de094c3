import type { TicketDetail } from "../page/ticketTypes";

/** What every form of an action is given. */
export interface ActionFormProps {
  ticket: TicketDetail;
  /** The command was carried out. */
  done: () => void;
  cancel: () => void;
  /** Fetches the ticket anew and answers it. */
  refresh: () => Promise<TicketDetail | null>;
  /** Something was typed. */
  touched: () => void;
}
