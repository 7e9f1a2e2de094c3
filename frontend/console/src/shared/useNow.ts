import { useSyncExternalStore } from "react";

const TICK = 30_000;
let now = new Date();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = new Date();
    for (const each of listeners) each();
  }, TICK);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function current(): Date {
  if (timer === undefined && Date.now() - now.getTime() > TICK) now = new Date();
  return now;
}

/** The time, one clock for the whole page, moving twice a minute. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, current);
}
