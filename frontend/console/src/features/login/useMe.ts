import { useQuery } from "@tanstack/react-query";
import { PUBLIC_ENDPOINT } from "../../api/client";
import { execute, session } from "../../api/session";
import { MeDocument } from "../../generated/graphql";

/** Who is logged in, asked once; an ended session shows itself as UNAUTHENTICATED later on. */
export function useMe() {
  return useQuery({
    queryKey: ["me"],
    queryFn: async ({ signal }) => {
      const answer = await execute({
        endpoint: PUBLIC_ENDPOINT,
        document: MeDocument,
        variables: {},
        signal,
      });
      if (answer.me !== null) session.begin(answer.me.id);
      return answer.me;
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
