import { expect, test } from "vitest";
import { formatShanghai, shanghaiInstant } from "./shanghai";

test("an instant reads as the clock on a wall in China", () => {
  expect(formatShanghai("2026-03-05T06:30:00Z")).toBe("2026-03-05 14:30");
  expect(formatShanghai("2025-12-31T16:00:00Z")).toBe("2026-01-01 00:00");
});

test("a wall clock in China becomes the same instant again", () => {
  expect(formatShanghai(shanghaiInstant("2026-03-05T14:30"))).toBe("2026-03-05 14:30");
});
