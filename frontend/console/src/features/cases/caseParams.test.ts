import { expect, test } from "vitest";
import { readLedgerView, toCaseFilter, writeLedgerView } from "./caseParams";

test("the address brings the same view again", () => {
  const address = "open=open&state=HANDLING&holder=chibi&number=0001";
  const view = readLedgerView(new URLSearchParams(address));
  expect(writeLedgerView(view).toString()).toBe(address);
  expect(toCaseFilter(view)).toEqual({
    open: true,
    states: ["HANDLING"],
    holderWorkspace: "chibi",
    number: "0001",
  });
});

test("without conditions nothing is asked", () => {
  expect(toCaseFilter(readLedgerView(new URLSearchParams("open=x&state=y")))).toEqual({});
});

test("closed cases are those not open", () => {
  expect(toCaseFilter(readLedgerView(new URLSearchParams("open=closed")))).toEqual({ open: false });
});
