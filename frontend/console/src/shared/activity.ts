const IDLE_AFTER = 5 * 60_000;

let lastActive = Date.now();

for (const event of ["pointerdown", "keydown", "wheel"]) {
  window.addEventListener(event, () => {
    lastActive = Date.now();
  });
}

/** Whether the person has touched the page within the last minutes. */
export function recentlyActive(now: number = Date.now()): boolean {
  return now - lastActive < IDLE_AFTER;
}
