const FORMAT = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "short",
});

/** An instant as an office in China reads it, wherever the browser stands: 2026-03-05 14:30. */
export function formatShanghai(instant: string): string {
  return FORMAT.format(new Date(instant));
}

/** The instant of a wall-clock reading in China (YYYY-MM-DDTHH:mm), which has one zone and no
 * summer time. */
export function shanghaiInstant(wallClock: string): string {
  return `${wallClock}:00+08:00`;
}
