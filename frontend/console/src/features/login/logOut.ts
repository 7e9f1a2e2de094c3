import type { QueryClient } from "@tanstack/react-query";
import { PUBLIC_ENDPOINT, sendRequest } from "../../api/client";
import { session } from "../../api/session";
import { LogoutDocument } from "../../generated/graphql";

/** Ends the session here and on the server, and forgets everything that was shown. */
export async function logOut(client: QueryClient): Promise<void> {
  session.end();
  await sendRequest({ endpoint: PUBLIC_ENDPOINT, document: LogoutDocument, variables: {} });
  client.clear();
}
