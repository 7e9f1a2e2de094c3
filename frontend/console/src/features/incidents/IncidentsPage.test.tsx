import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { fakeApi } from "../../testing/fakeApi";
import { expectAccessible, renderInWorkspace } from "../../testing/renderInWorkspace";
import IncidentsPage from "./IncidentsPage";

const burst = {
  id: "i-1",
  title: "银泉大道爆管停水",
  category: "0101",
  state: "OPEN",
  version: 3,
  answer: "正在抢修，预计今晚恢复。",
  expectedEnd: "2026-03-03T22:00:00+08:00",
  openedAt: "2026-03-03T08:30:00+08:00",
  openedByName: "刘洋",
  endedAt: null,
  ticketId: null,
  citizens: 12,
  detached: 0,
  mayDirect: true,
  areas: [{ id: "u-1", name: "温泉街道" }],
};

const attached = (calls: number) => ({
  contact: { id: "c-1", calls },
  incident: { id: "i-1", citizens: 13 },
  errors: [],
});

function show(incidents: unknown[], answers: Record<string, () => unknown> = {}) {
  const api = fakeApi({
    OpenIncidents: () => ({ openIncidents: incidents }),
    Categories: () => ({ categories: [{ code: "0101", name: "供水", parent: null }] }),
    ...answers,
  });
  return { api, ...renderInWorkspace(<IncidentsPage />, "/w/xianning/incidents") };
}

test("a caller is attached with two fields and Enter, and the next one can follow", async () => {
  let calls = 0;
  const { api, user, container } = show([burst], {
    AttachToIncident: () => {
      calls += 1;
      return { attachToIncident: attached(calls) };
    },
  });
  expect(await screen.findByText("正在抢修，预计今晚恢复。")).toBeVisible();
  expect(screen.getByText("来电 12 人")).toBeVisible();
  await expectAccessible(container);
  await user.type(screen.getByLabelText("诉求人"), "李四");
  await user.tab();
  await user.keyboard("13800000002{Enter}");
  expect(await screen.findByText("已关联，可接下一个来电")).toBeVisible();
  expect(api.last("AttachToIncident")).toEqual({
    incidentId: "i-1",
    callerName: "李四",
    callerPhone: "13800000002",
    idempotencyKey: expect.any(String),
  });
  expect(screen.getByLabelText("诉求人")).toHaveValue("");
  expect(screen.getByLabelText("诉求人")).toHaveFocus();
  await user.keyboard("{Enter}");
  expect(await screen.findByText("此号码已来电 2 次，不重复计数")).toBeVisible();
  expect(api.last("AttachToIncident")).toEqual({
    incidentId: "i-1",
    idempotencyKey: expect.any(String),
  });
});

test("a malformed phone is told at its field and stays", async () => {
  const error = { field: "callerPhone", code: "PHONE_MALFORMED", message: "" };
  const { user } = show([burst], {
    AttachToIncident: () => ({
      attachToIncident: { contact: null, incident: null, errors: [error] },
    }),
  });
  await user.type(await screen.findByLabelText("联系电话"), "12{Enter}");
  const told = await screen.findByText("电话号码格式不正确。");
  expect(told.closest(".ant-form-item")).toContainElement(screen.getByLabelText("联系电话"));
  expect(screen.getByLabelText("联系电话")).toHaveValue("12");
});

test("the answer is changed under the version that was seen", async () => {
  const { api, user } = show([burst], {
    ChangeIncident: () => ({ changeIncident: { incident: { id: "i-1" }, errors: [] } }),
  });
  await user.click(await screen.findByRole("button", { name: "更新口径" }));
  const field = screen.getByLabelText("统一口径");
  expect(field).toHaveValue("正在抢修，预计今晚恢复。");
  await user.clear(field);
  await user.type(field, "已恢复七成供水。");
  await user.click(screen.getByTestId("submit"));
  await waitFor(() => expect(screen.queryByTestId("change-form")).toBeNull());
  expect(api.last("ChangeIncident")).toEqual({
    incidentId: "i-1",
    answer: "已恢复七成供水。",
    expectedVersion: 3,
  });
});

test("ending needs a last word, and a stale one keeps what was typed", async () => {
  const error = { field: null, code: "STALE", message: "" };
  const { api, user } = show([burst], {
    EndIncident: () => ({ endIncident: { incident: null, errors: [error] } }),
  });
  await user.click(await screen.findByRole("button", { name: "结束事件" }));
  await user.click(screen.getByTestId("submit"));
  expect(await screen.findByText("请填写结束时的答复")).toBeVisible();
  expect(api.of("EndIncident")).toEqual([]);
  await user.type(screen.getByLabelText("结束时的答复"), "已恢复供水。");
  await user.click(screen.getByTestId("submit"));
  await user.click(await screen.findByTestId("refresh"));
  await waitFor(() => expect(screen.queryByTestId("form-alert")).toBeNull());
  expect(screen.getByLabelText("结束时的答复")).toHaveValue("已恢复供水。");
});

test("who may not direct changes nothing; who may, opens a new one", async () => {
  const { api, user, container } = show([{ ...burst, mayDirect: false }]);
  expect(await screen.findByTestId("incident")).toBeVisible();
  expect(screen.queryByRole("button", { name: "更新口径" })).toBeNull();
  await user.click(screen.getByTestId("open-incident"));
  await user.click(screen.getByTestId("submit"));
  expect(await screen.findByText("请填写影响范围")).toBeVisible();
  expect(api.of("OpenIncident")).toEqual([]);
  await expectAccessible(container);
});

test("without an event the page says what it is for; callers are listed masked", async () => {
  const { unmount } = show([]);
  expect(await screen.findByText("没有进行中的突发事件")).toBeVisible();
  unmount();
  const contact = {
    id: "c-1",
    at: "2026-03-03T09:00:00+08:00",
    lastCallAt: "2026-03-03T09:10:00+08:00",
    calls: 2,
    agentName: "赵敏",
    answerVersion: 1,
    detachedAt: null,
    caller: { name: "李*", phone: "138****0002" },
  };
  const pageInfo = { hasNextPage: false, endCursor: null };
  const { user } = show([burst], {
    IncidentContacts: () => ({
      incident: { id: "i-1", contacts: { nodes: [contact], totalCount: "1", pageInfo } },
    }),
  });
  await user.click(await screen.findByTestId("callers"));
  const row = await screen.findByTestId("caller");
  expect(within(row).getByText("李* 138****0002")).toBeVisible();
  expect(within(row).getByText("2026-03-03 09:10")).toBeVisible();
});
