import { useRef, useState } from "react";
import type { TypedDocumentString } from "../generated/graphql";
import type { Refusal } from "../shared/errors";
import { useWorkspace } from "../shared/workspace";
import { ApiError, type ApiErrorCode } from "./apiError";
import { CommandKey } from "./commandKey";
import { execute } from "./session";

export type Outcome<TResult> =
  | { kind: "done"; result: TResult }
  | { kind: "refused"; refusals: Refusal[] }
  | { kind: "failed"; code: ApiErrorCode };

interface Command<TResult, TVariables> {
  document: TypedDocumentString<TResult, TVariables>;
  refusalsOf: (result: TResult) => Refusal[];
}

/** A mutation of the current workspace as one form sends it. Tries whose outcome is unknown
 * repeat the idempotency key, so that a command is never carried out twice. */
export function useCommand<TResult, TVariables>(command: Command<TResult, TVariables>) {
  const { endpoint } = useWorkspace();
  const key = useRef<CommandKey>(null);
  const [sending, setSending] = useState(false);

  const send = async (toVariables: (key: string) => TVariables): Promise<Outcome<TResult>> => {
    key.current ??= new CommandKey();
    setSending(true);
    try {
      const variables = toVariables(key.current.current);
      const result = await execute({ endpoint, document: command.document, variables });
      key.current.settle();
      const refusals = command.refusalsOf(result);
      return refusals.length > 0 ? { kind: "refused", refusals } : { kind: "done", result };
    } catch (error) {
      const failure = error instanceof ApiError ? error : new ApiError("INTERNAL");
      if (!failure.outcomeUnknown) key.current.settle();
      return { kind: "failed", code: failure.code };
    } finally {
      setSending(false);
    }
  };
  return { send, sending };
}
