import { expect, test } from "vitest";
import { draftKey, dropDraft, loadDraft, saveDraft } from "./drafts";

const owner = { personId: "p-1", slug: "xianning", form: "register" };

test("a draft comes back without the caller's name and phone", () => {
  saveDraft(localStorage, owner, {
    title: "路灯不亮",
    callerName: "李四",
    callerPhone: "13800000002",
  });
  expect(localStorage.getItem(draftKey(owner))).toBe('{"title":"路灯不亮"}');
  expect(loadDraft(localStorage, owner)).toEqual({ title: "路灯不亮" });
});

test("a draft belongs to one person in one workspace", () => {
  saveDraft(localStorage, owner, { title: "路灯不亮" });
  expect(loadDraft(localStorage, { ...owner, personId: "p-2" })).toBeNull();
  expect(loadDraft(localStorage, { ...owner, slug: "chibi" })).toBeNull();
});

test("an emptied or dropped form leaves nothing behind", () => {
  saveDraft(localStorage, owner, { title: "路灯不亮" });
  saveDraft(localStorage, owner, { title: "", kind: undefined, callerName: "李四" });
  expect(localStorage.length).toBe(0);
  saveDraft(localStorage, owner, { title: "路灯不亮" });
  dropDraft(localStorage, owner);
  expect(localStorage.length).toBe(0);
});

test.each(["not json", "[1]", '"text"', "null"])("a spoilt draft (%s) is no draft", (text) => {
  localStorage.setItem(draftKey(owner), text);
  expect(loadDraft(localStorage, owner)).toBeNull();
});

test("personal data found in an old draft is not shown", () => {
  localStorage.setItem(draftKey(owner), '{"title":"路灯","callerPhone":"13800000002"}');
  expect(loadDraft(localStorage, owner)).toEqual({ title: "路灯" });
});

test("a full storage loses the draft, not the form", () => {
  const full = {
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  } as unknown as Storage;
  expect(() => saveDraft(full, owner, { title: "路灯不亮" })).not.toThrow();
});
