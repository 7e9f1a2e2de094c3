import { useSyncExternalStore } from "react";
import { ApiError, isApiError } from "./apiError";
import { type ApiRequest, sendRequest } from "./client";

export interface SessionState {
  /** The person logged in when the page was opened; null before login. */
  personId: string | null;
  /** The server no longer knows the person; a login dialog stands over the page. */
  expired: boolean;
}

interface Waiter {
  resolve: () => void;
  reject: (error: ApiError) => void;
}

/** Keeps requests of an expired session waiting until the same person has logged in again, so
 * that nothing typed is lost. */
export class SessionKeeper {
  private state: SessionState = { personId: null, expired: false };
  private waiters: Waiter[] = [];
  private listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = () => this.state;

  begin(personId: string): void {
    this.change({ personId, expired: false });
  }

  /** Answers whether the same person came back; if not, the page must be loaded anew. */
  renew(personId: string): boolean {
    const same = personId === this.state.personId;
    const waiting = this.waiters;
    this.waiters = [];
    this.change({ personId, expired: false });
    for (const waiter of waiting) {
      if (same) waiter.resolve();
      else waiter.reject(new ApiError("UNAUTHENTICATED"));
    }
    return same;
  }

  end(): void {
    for (const waiter of this.waiters) waiter.reject(new ApiError("UNAUTHENTICATED"));
    this.waiters = [];
    this.change({ personId: null, expired: false });
  }

  waitForRenewal(): Promise<void> {
    if (!this.state.expired) this.change({ ...this.state, expired: true });
    return new Promise((resolve, reject) => this.waiters.push({ resolve, reject }));
  }

  private change(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

export const session = new SessionKeeper();

export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, session.snapshot);
}

/** Sends a request; if the session ran out meanwhile, waits for the login dialog and resends. */
export function execute<TResult, TVariables>(
  request: ApiRequest<TResult, TVariables>,
  keeper: SessionKeeper = session,
): Promise<TResult> {
  return whileLoggedIn(() => sendRequest(request), keeper);
}

/** Like `execute`, for whatever is sent in another way. */
export async function whileLoggedIn<TResult>(
  send: () => Promise<TResult>,
  keeper: SessionKeeper = session,
): Promise<TResult> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!isApiError(error, "UNAUTHENTICATED") || keeper.snapshot().personId === null) throw error;
      await keeper.waitForRenewal();
    }
  }
}
