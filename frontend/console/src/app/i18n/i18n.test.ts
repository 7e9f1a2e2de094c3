import { describe, expect, it } from "vitest";
import { ErrorCode } from "../../generated/graphql";
import en from "./en.json";
import zh from "./zh-Hans.json";

interface Tree {
  [name: string]: string | Tree;
}

function leaves(tree: Tree, above = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([name, value]) => {
      const key = above === "" ? name : `${above}.${name}`;
      return typeof value === "string" ? [[key, value] as const] : [...leaves(value, key)];
    }),
  );
}

const chinese = leaves(zh);
const english = leaves(en);
const PLURAL = /_(zero|one|two|few|many|other)$/;
const singular = (texts: Map<string, string>) =>
  new Set([...texts.keys()].map((key) => key.replace(PLURAL, "")));

describe("the two languages", () => {
  it("have the same texts", () => {
    expect([...singular(english)].sort()).toEqual([...singular(chinese)].sort());
  });

  it("leave no text empty", () => {
    const empty = [...chinese, ...english].filter(([, text]) => text.trim() === "");
    // Chinese joins "3天4小时" with nothing, English "3 d 4 h" with a space.
    expect(new Set(empty.map(([key]) => key))).toEqual(new Set(["span.separator"]));
  });

  it("name the same values in each text", () => {
    const names = (text: string) => [...text.matchAll(/{{(\w+)/g)].map(([, name]) => name).sort();
    const different = [...chinese].filter(([key, text]) => {
      const other = english.get(key) ?? english.get(`${key}_other`);
      return other !== undefined && names(text).join() !== names(other).join();
    });
    expect(different).toEqual([]);
  });

  it("have a sentence for every refusal of the API", () => {
    const missing = Object.values(ErrorCode).filter((code) => !chinese.has(`refusal.${code}`));
    expect(missing).toEqual([]);
  });
});
