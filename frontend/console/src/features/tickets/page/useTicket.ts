import { useQueryClient } from "@tanstack/react-query";
import { operationName, useApiQuery, useRefreshWorkspace } from "../../../api/hooks";
import { execute } from "../../../api/session";
import { TicketDocument, type TicketQuery } from "../../../generated/graphql";
import { useWorkspace } from "../../../shared/workspace";
import type { TicketDetail } from "./ticketTypes";

/** A ticket, and the ways to fetch it anew: alone, or with all that a command may have changed. */
export function useTicket(ticketId: string) {
  const client = useQueryClient();
  const { slug, endpoint } = useWorkspace();
  const variables = { ticketId };
  // A case moves while one looks away: what is shown on return must be what is true then.
  const query = useApiQuery(TicketDocument, variables, { staleTime: 0 });
  const refreshAll = useRefreshWorkspace();
  const refresh = async (): Promise<TicketDetail | null> => {
    try {
      const fresh = await client.fetchQuery<TicketQuery>({
        queryKey: [slug, operationName(TicketDocument), variables],
        queryFn: ({ signal }) => execute({ endpoint, document: TicketDocument, variables, signal }),
        staleTime: 0,
      });
      return fresh.ticket;
    } catch {
      return null;
    }
  };
  return { query, refresh, refreshAll };
}
