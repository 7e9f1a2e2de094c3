import { vi } from "vitest";
import { operationName } from "../api/hooks";

interface Sent {
  operation: string;
  endpoint: string;
  variables: Record<string, unknown>;
}

type Answer = (variables: Record<string, unknown>) => unknown;

/** Stands in for the server behind `fetch`. An answer may throw to break the connection; a
 * thrown string becomes a top-level error with that code. */
export function fakeApi(answers: Record<string, Answer>) {
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", async (endpoint: string, init?: RequestInit) => {
    const { query, variables } = JSON.parse(String(init?.body ?? "{}"));
    const operation = operationName(query);
    sent.push({ operation, endpoint, variables });
    const answer = answers[operation];
    if (answer === undefined) throw new Error(`no answer for ${operation}`);
    try {
      return Response.json({ data: answer(variables) });
    } catch (thrown) {
      if (typeof thrown !== "string") throw thrown;
      return Response.json({ errors: [{ message: thrown, extensions: { code: thrown } }] });
    }
  });
  return {
    sent,
    of: (operation: string) => sent.filter((request) => request.operation === operation),
    last: (operation: string) =>
      sent.filter((request) => request.operation === operation).at(-1)?.variables,
  };
}
