export type LimitTone = "blue" | "yellow" | "red";

export interface TimeSpan {
  days: number;
  hours: number;
  minutes: number;
}

export interface TimeLeft extends TimeSpan {
  overdue: boolean;
  tone: LimitTone;
}

const MINUTE = 60_000;
const WARNING_SPAN = 24 * 60 * MINUTE;

/** Splits a span into whole days, hours and minutes; its sign is dropped. */
export function splitSpan(milliseconds: number): TimeSpan {
  const minutes = Math.floor(Math.abs(milliseconds) / MINUTE);
  return {
    days: Math.floor(minutes / 1440),
    hours: Math.floor((minutes % 1440) / 60),
    minutes: minutes % 60,
  };
}

/** How long until `dueAt`, and its colour: red once overdue, yellow within a day, else blue. */
export function timeLeft(dueAt: string, now: Date): TimeLeft {
  const remaining = new Date(dueAt).getTime() - now.getTime();
  const overdue = remaining < 0;
  return { ...splitSpan(remaining), overdue, tone: toneOf(remaining) };
}

function toneOf(remaining: number): LimitTone {
  if (remaining < 0) return "red";
  return remaining <= WARNING_SPAN ? "yellow" : "blue";
}

export type SpanWord = (unit: keyof TimeSpan, count: number) => string;

/** A span in words with its two largest units: 3天4小时, 2小时10分钟; below a minute, 0 minutes. */
export function spanInWords(span: TimeSpan, word: SpanWord, separator = ""): string {
  const units = (["days", "hours", "minutes"] as const).filter((unit) => span[unit] > 0);
  const first = units[0];
  if (first === undefined) return word("minutes", 0);
  const second = { days: "hours", hours: "minutes", minutes: null }[first] as keyof TimeSpan | null;
  const shown = second !== null && span[second] > 0 ? [first, second] : [first];
  return shown.map((unit) => word(unit, span[unit])).join(separator);
}
