import { describe, expect, test } from "vitest";
import { spanInWords, splitSpan, type TimeSpan, timeLeft } from "./limits";

const now = new Date("2026-03-05T09:00:00+08:00");

describe("timeLeft", () => {
  test.each([
    ["2026-03-08T13:00:00+08:00", { days: 3, hours: 4, minutes: 0, overdue: false, tone: "blue" }],
    [
      "2026-03-06T09:00:00+08:00",
      { days: 1, hours: 0, minutes: 0, overdue: false, tone: "yellow" },
    ],
    [
      "2026-03-05T09:00:59+08:00",
      { days: 0, hours: 0, minutes: 0, overdue: false, tone: "yellow" },
    ],
    ["2026-03-05T06:55:00+08:00", { days: 0, hours: 2, minutes: 5, overdue: true, tone: "red" }],
  ])("%s", (dueAt, expected) => {
    expect(timeLeft(dueAt, now)).toEqual(expected);
  });

  test("a limit is the same instant in any zone", () => {
    expect(timeLeft("2026-03-05T03:00:00Z", now)).toEqual(
      timeLeft("2026-03-05T11:00:00+08:00", now),
    );
  });
});

describe("spanInWords", () => {
  const names = { days: "天", hours: "小时", minutes: "分钟" };
  const word = (unit: keyof TimeSpan, count: number) => `${count}${names[unit]}`;

  test.each([
    [((3 * 24 + 4) * 60 + 20) * 60_000, "3天4小时"],
    [(2 * 60 + 10) * 60_000, "2小时10分钟"],
    [24 * 60 * 60_000, "1天"],
    [(24 * 60 + 5) * 60_000, "1天"],
    [25 * 60_000, "25分钟"],
    [59_000, "0分钟"],
  ])("%d ms", (span, words) => {
    expect(spanInWords(splitSpan(span), word)).toBe(words);
  });
});
