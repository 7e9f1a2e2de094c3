import { expect, test } from "vitest";
import { categoryOptions } from "./registerForm";

test("a category is found by its own name and by those above it", () => {
  const options = categoryOptions([
    { code: "01", name: "城乡建设", parent: null },
    { code: "0101", name: "市政设施", parent: "01" },
    { code: "010101", name: "路灯", parent: "0101" },
  ]);
  expect(options.map(({ label }) => label)).toEqual([
    "城乡建设",
    "城乡建设 / 市政设施",
    "城乡建设 / 市政设施 / 路灯",
  ]);
  expect(options[2]?.value).toBe("010101");
});
