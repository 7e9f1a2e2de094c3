import { describe, expect, it } from "vitest";
import { spanInWords, splitSpan, timeLeft } from "./limits";

const NOW = new Date("2026-03-02T09:00:00+08:00");
const UNITS = { days: "天", hours: "小时", minutes: "分钟" };
const word = (unit: keyof typeof UNITS, count: number) => `${count}${UNITS[unit]}`;

describe("timeLeft", () => {
  it.each([
    ["2026-03-05T13:30:00+08:00", "blue", false],
    ["2026-03-03T09:00:00+08:00", "yellow", false],
    ["2026-03-02T09:00:00+08:00", "yellow", false],
    ["2026-03-02T08:59:59+08:00", "red", true],
  ])("of %s is %s", (dueAt, tone, overdue) => {
    expect(timeLeft(dueAt, NOW)).toMatchObject({ tone, overdue });
  });

  it("counts whole days, hours and minutes in both directions", () => {
    expect(timeLeft("2026-03-05T13:30:00+08:00", NOW)).toMatchObject({
      days: 3,
      hours: 4,
      minutes: 30,
    });
    expect(timeLeft("2026-03-02T06:50:00+08:00", NOW)).toMatchObject({ hours: 2, minutes: 10 });
  });
});

describe("spanInWords", () => {
  it.each([
    [3 * 86_400_000 + 4 * 3_600_000 + 60_000, "3天4小时"],
    [86_400_000 + 60_000, "1天"],
    [2 * 3_600_000 + 10 * 60_000, "2小时10分钟"],
    [5 * 60_000, "5分钟"],
    [59_000, "0分钟"],
  ])("says %d ms as %s", (milliseconds, said) => {
    expect(spanInWords(splitSpan(milliseconds), word)).toBe(said);
  });
});
