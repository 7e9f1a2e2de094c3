import { expect, test } from "vitest";
import { CommandKey, newUuid } from "./commandKey";

test("a key stays until the server has answered", () => {
  let made = 0;
  const key = new CommandKey(() => `key-${++made}`);
  expect([key.current, key.current]).toEqual(["key-1", "key-1"]);
  key.settle();
  expect(key.current).toBe("key-2");
});

test("keys are random UUIDs", () => {
  const keys = new Set(Array.from({ length: 100 }, newUuid));
  expect(keys.size).toBe(100);
  for (const key of keys) {
    expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});
