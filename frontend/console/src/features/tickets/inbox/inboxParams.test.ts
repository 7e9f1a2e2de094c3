import { expect, test } from "vitest";
import { isFiltered, readInboxView, toTicketFilter, writeInboxView } from "./inboxParams";

test("the address brings the same view again", () => {
  const address = "box=ALL&q=%E8%B7%AF%E7%81%AF&state=HANDLING&state=REVIEWING&kind=HELP";
  const view = readInboxView(new URLSearchParams(address));
  expect(view).toEqual({
    box: "ALL",
    search: "路灯",
    states: ["HANDLING", "REVIEWING"],
    kinds: ["HELP"],
  });
  expect(writeInboxView(view).toString()).toBe(address);
});

test("nonsense in the address is ignored", () => {
  const view = readInboxView(new URLSearchParams("box=X&state=Y&kind=Z"));
  expect(view).toEqual({ box: "INBOX", search: "", states: [], kinds: [] });
  expect(isFiltered(view)).toBe(false);
});

test("only what is asked for is sent", () => {
  expect(toTicketFilter({ box: "GIVEN", search: "", states: [], kinds: [] })).toEqual({
    box: "GIVEN",
  });
});
