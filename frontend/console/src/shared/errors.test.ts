import { describe, expect, test } from "vitest";
import { API_ERROR_CODES } from "../api/apiError";
import { i18next } from "../app/i18n";
import { ErrorCode } from "../generated/graphql";
import { apiErrorSentence, placeRefusals, type Refusal, refusalSentence } from "./errors";

const refusal = (part: Partial<Refusal>): Refusal => ({
  field: null,
  code: "EMPTY",
  message: "",
  ...part,
});

describe("refusalSentence", () => {
  test.each(Object.values(ErrorCode))("%s has a sentence in both languages", async (code) => {
    const chinese = refusalSentence(refusal({ code }), i18next);
    await i18next.changeLanguage("en");
    const english = refusalSentence(refusal({ code, message: "服务器的话" }), i18next);
    expect(chinese).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(english).toMatch(/^[A-Z][^\u4e00-\u9fff]+\.$/);
  });

  test("in Chinese the server's particulars win", () => {
    const tooLong = refusal({ code: "TOO_LONG", message: "内容过长，最多 200 个字" });
    expect(refusalSentence(tooLong, i18next)).toBe("内容过长，最多 200 个字");
  });

  test("a code this build does not know falls back to the server's words", () => {
    const unknown = { ...refusal({ message: "今天不办公" }), code: "CLOSED_TODAY" as ErrorCode };
    expect(refusalSentence(unknown, i18next)).toBe("今天不办公");
    expect(refusalSentence({ ...unknown, message: "" }, i18next)).toBe(
      "未能办理（CLOSED_TODAY）。",
    );
  });
});

test.each(API_ERROR_CODES)("%s has a sentence of its own", (code) => {
  expect(apiErrorSentence(code, i18next.t)).toMatch(/。$/);
});

describe("placeRefusals", () => {
  test("a refusal goes to the field it names, others to the top", () => {
    const atField = refusal({ field: "note", code: "EMPTY" });
    const ofHiddenField = refusal({ field: "unitId", code: "UNIT_REQUIRED" });
    const ofAct = refusal({ code: "WRONG_STATE" });
    const placed = placeRefusals([atField, ofHiddenField, ofAct], ["reason", "note"]);
    expect([...placed.byField]).toEqual([["note", [atField]]]);
    expect(placed.top).toEqual([ofHiddenField, ofAct]);
    expect(placed.stale).toBe(false);
  });

  test("STALE concerns the whole form, whatever field it names", () => {
    const stale = refusal({ field: "note", code: "STALE" });
    const placed = placeRefusals([stale], ["note"]);
    expect(placed.top).toEqual([stale]);
    expect(placed.stale).toBe(true);
  });
});
