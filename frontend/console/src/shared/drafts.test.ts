import { beforeEach, describe, expect, it } from "vitest";
import { dropDraft, loadDraft, saveDraft } from "./drafts";

const OWNER = { personId: "p1", slug: "xianning", form: "register" };

describe("drafts", () => {
  beforeEach(() => localStorage.clear());

  it("keep what was typed, never who called", () => {
    saveDraft(localStorage, OWNER, {
      title: "路灯不亮",
      callerName: "张三",
      callerPhone: "13800000001",
    });
    expect(loadDraft(localStorage, OWNER)).toEqual({ title: "路灯不亮" });
    expect(JSON.stringify({ ...localStorage })).not.toContain("13800000001");
  });

  it("belong to one person in one workspace", () => {
    saveDraft(localStorage, OWNER, { title: "路灯不亮" });
    expect(loadDraft(localStorage, { ...OWNER, personId: "p2" })).toBeNull();
    expect(loadDraft(localStorage, { ...OWNER, slug: "chibi" })).toBeNull();
  });

  it("are gone when dropped or emptied", () => {
    saveDraft(localStorage, OWNER, { title: "路灯不亮" });
    saveDraft(localStorage, OWNER, { title: "" });
    expect(loadDraft(localStorage, OWNER)).toBeNull();
    saveDraft(localStorage, OWNER, { title: "路灯不亮" });
    dropDraft(localStorage, OWNER);
    expect(loadDraft(localStorage, OWNER)).toBeNull();
  });

  it("survive what is not a draft", () => {
    localStorage.setItem("yihao.draft.register.p1.xianning", "not json");
    expect(loadDraft(localStorage, OWNER)).toBeNull();
  });
});
