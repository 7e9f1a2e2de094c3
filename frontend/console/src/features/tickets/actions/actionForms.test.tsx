import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import type { TicketAction } from "../../../generated/graphql";
import { fakeApi } from "../../../testing/fakeApi";
import { expectAccessible, renderInWorkspace } from "../../../testing/renderInWorkspace";
import { sampleTicket } from "../../../testing/samples";
import type { TicketDetail } from "../page/ticketTypes";
import { ActionBar } from "./ActionBar";

interface Scenario {
  operation: string;
  mutation: string;
  fill: (user: UserEvent) => Promise<void>;
  sent: Record<string, unknown>;
}

const ofTicket = { ticketId: "t-1" };
const ofAssignment = { assignmentId: "a-1" };
const nothing = async () => undefined;
const type = async (user: UserEvent, label: string | RegExp, text: string) => {
  await user.clear(await screen.findByLabelText(label));
  await user.click(await screen.findByLabelText(label));
  await user.paste(text);
};

/** One way through every form; a new action does not compile without one. */
const SCENARIOS: Record<TicketAction, Scenario> = {
  ACCEPT: { operation: "AcceptTicket", mutation: "acceptTicket", fill: nothing, sent: ofTicket },
  SIGN: {
    operation: "SignAssignment",
    mutation: "signAssignment",
    fill: nothing,
    sent: ofAssignment,
  },
  ARCHIVE: { operation: "ArchiveTicket", mutation: "archiveTicket", fill: nothing, sent: ofTicket },
  DELEGATE: {
    operation: "DelegateTicket",
    mutation: "delegateTicket",
    fill: async (user) => {
      await user.click(await screen.findByLabelText("承办单位"));
      await user.keyboard("赤壁");
      await user.click(await screen.findByTitle("赤壁市"));
      await type(user, "办理要求", "两日内核实");
    },
    sent: {
      ...ofTicket,
      toUnitId: "u-chibi",
      requirement: "两日内核实",
      dueAt: null,
      bodyShared: "桂花街三盏路灯不亮。",
    },
  },
  ESCALATE: {
    operation: "EscalateTicket",
    mutation: "escalateTicket",
    fill: (user) => type(user, "上报理由", "超出本级权限"),
    sent: { ...ofTicket, reason: "超出本级权限" },
  },
  RETURN: {
    operation: "ReturnAssignment",
    mutation: "returnAssignment",
    fill: async (user) => {
      await user.click(await screen.findByLabelText("属地不符"));
      await type(user, "依据和说明", "属咸安区管辖");
    },
    sent: { ...ofAssignment, reason: "WRONG_AREA", note: "属咸安区管辖" },
  },
  ADJUDICATE: {
    operation: "AdjudicateReturn",
    mutation: "adjudicateReturn",
    fill: async (user) => {
      expect(screen.getByText("属地不符：属咸安区管辖")).toBeVisible();
      await user.click(await screen.findByLabelText("不同意退单，由原单位继续办理"));
      await type(user, "裁定说明", "该路段在赤壁市");
    },
    sent: { ...ofAssignment, upheld: false, note: "该路段在赤壁市" },
  },
  REPORT: {
    operation: "ReportAssignment",
    mutation: "reportAssignment",
    fill: async (user) => {
      expect(screen.getByLabelText("办理情况")).toHaveValue("已更换灯头");
      await type(user, "拟答复意见", "路灯已修复。");
    },
    sent: { ...ofAssignment, report: "已更换灯头", replyDraft: "路灯已修复。" },
  },
  REVIEW: {
    operation: "ReviewReport",
    mutation: "reviewReport",
    fill: async (user) => {
      await user.click(await screen.findByLabelText("发回重办"));
      await type(user, "重办要求", "请补充现场照片");
    },
    sent: { ...ofAssignment, accepted: false, note: "请补充现场照片" },
  },
  REPLY: {
    operation: "ReplyToCaller",
    mutation: "replyToCaller",
    fill: async () => {
      expect(screen.getByLabelText("答复内容")).toHaveValue("您好，路灯已修复。");
    },
    sent: { ...ofTicket, text: "您好，路灯已修复。" },
  },
  FOLLOW_UP: {
    operation: "RecordFollowUp",
    mutation: "recordFollowUp",
    fill: async (user) => {
      expect(screen.queryByText("问题是否解决")).toBeNull();
      await user.click(await screen.findByLabelText("已联系上"));
      await user.click(await screen.findByLabelText("未解决"));
      await user.click(await screen.findByLabelText("不满意"));
      await type(user, "诉求人意见", "仍有一盏不亮");
    },
    sent: {
      ...ofTicket,
      reached: true,
      resolved: false,
      satisfaction: "DISSATISFIED",
      opinion: "仍有一盏不亮",
    },
  },
};

const done = { ticket: { id: "t-1", version: 8 }, errors: [] };

interface Opened {
  ticket?: Partial<TicketDetail>;
  answer?: () => unknown;
  refreshed?: Partial<TicketDetail>;
}

async function open(action: TicketAction, { ticket, answer = () => done, refreshed }: Opened = {}) {
  const { operation, mutation } = SCENARIOS[action];
  const api = fakeApi({ [operation]: () => ({ [mutation]: answer() }) });
  const shown: TicketDetail = { ...sampleTicket, allowedActions: [action], ...ticket };
  const refreshAll = vi.fn(async () => undefined);
  const view = renderInWorkspace(
    <ActionBar
      ticket={shown}
      refresh={async () => ({ ...shown, ...refreshed })}
      refreshAll={refreshAll}
      makeRoom={() => undefined}
    />,
  );
  await view.user.click(screen.getByTestId(`action-${action}`));
  const form = await screen.findByTestId(`form-${action}`);
  const submit = () => view.user.click(within(form).getByTestId("submit"));
  return { ...view, api, form, submit, refreshAll, operation };
}

describe.each(Object.keys(SCENARIOS) as TicketAction[])("%s", (action) => {
  test("sends what was filled in, under the version the person saw", async () => {
    const { user, api, submit, refreshAll, operation } = await open(action);
    await expectAccessible(document.body);
    await SCENARIOS[action].fill(user);
    await submit();
    await waitFor(() => expect(refreshAll).toHaveBeenCalledOnce());
    expect(api.sent.map(({ endpoint }) => endpoint)).toEqual(["/w/xianning/graphql"]);
    expect(api.last(operation)).toEqual({
      ...SCENARIOS[action].sent,
      expectedVersion: 7,
      idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    await waitFor(() => expect(screen.queryByTestId(`form-${action}`)).toBeNull());
  });
});

test("exactly the allowed actions are offered, the usual next one first in line", () => {
  fakeApi({});
  renderInWorkspace(
    <ActionBar
      ticket={{ ...sampleTicket, allowedActions: ["RETURN", "SIGN"] }}
      refresh={async () => null}
      refreshAll={async () => undefined}
      makeRoom={() => undefined}
    />,
  );
  expect(screen.getAllByRole("button").map((button) => button.dataset.testid)).toEqual([
    "action-RETURN",
    "action-SIGN",
  ]);
  expect(screen.getByTestId("action-SIGN")).toHaveClass("ant-btn-primary");
});

test("STALE offers to refresh, keeps what was typed and sends the new version", async () => {
  let stale = true;
  const { user, api, submit, refreshAll } = await open("ESCALATE", {
    refreshed: { version: 9 },
    answer: () => {
      if (!stale) return done;
      return { ticket: null, errors: [{ field: null, code: "STALE", message: "" }] };
    },
  });
  await type(user, "上报理由", "超出本级权限");
  await submit();
  stale = false;
  await user.click(await screen.findByTestId("refresh"));
  await waitFor(() => expect(screen.queryByTestId("form-alert")).toBeNull());
  expect(screen.getByLabelText("上报理由")).toHaveValue("超出本级权限");
  await submit();
  await waitFor(() => expect(refreshAll).toHaveBeenCalledOnce());
  expect(api.last("EscalateTicket")).toMatchObject({ reason: "超出本级权限", expectedVersion: 9 });
});

test("an action that somebody else has done in the meantime can no longer be sent", async () => {
  const { user, form, submit } = await open("ESCALATE", {
    refreshed: { version: 9, allowedActions: [] },
    answer: () => ({ ticket: null, errors: [{ field: null, code: "STALE", message: "" }] }),
  });
  await type(user, "上报理由", "超出本级权限");
  await submit();
  await user.click(await screen.findByTestId("refresh"));
  expect(await screen.findByText(/此操作不再适用/)).toBeVisible();
  expect(within(form).getByTestId("submit")).toBeDisabled();
  expect(screen.getByLabelText("上报理由")).toHaveValue("超出本级权限");
});

test("a refusal that names a field is shown at the field", async () => {
  const { user, submit } = await open("ESCALATE", {
    answer: () => ({
      ticket: null,
      errors: [{ field: "reason", code: "TOO_LONG", message: "内容过长，最多 2000 个字" }],
    }),
  });
  await type(user, "上报理由", "很长的理由");
  await submit();
  const message = await screen.findByText("内容过长，最多 2000 个字");
  expect(message.closest(".ant-form-item")).toContainElement(screen.getByLabelText("上报理由"));
  expect(screen.queryByTestId("form-alert")).toBeNull();
});

test("after a lost connection the same key is sent again, after an answer a new one", async () => {
  const answers: (() => unknown)[] = [
    () => {
      throw new TypeError("Failed to fetch");
    },
    () => ({ ticket: null, errors: [{ field: null, code: "WRONG_STATE", message: "" }] }),
    () => done,
  ];
  const { api, submit, refreshAll } = await open("SIGN", { answer: () => answers.shift()?.() });
  await submit();
  expect(await screen.findByText(/网络连接中断/)).toBeVisible();
  await submit();
  expect(await screen.findByText("工单当前状态不能进行此操作。")).toBeVisible();
  await submit();
  await waitFor(() => expect(refreshAll).toHaveBeenCalledOnce());
  const [first, second, third] = api.sent.map(({ variables }) => variables.idempotencyKey);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test("Ctrl+Enter submits from inside a text", async () => {
  const { user, api, refreshAll } = await open("ESCALATE");
  await type(user, "上报理由", "超出本级权限");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(refreshAll).toHaveBeenCalledOnce());
  expect(api.sent).toHaveLength(1);
});

test("a form with something typed asks before it is closed", async () => {
  const { user } = await open("ESCALATE");
  await type(user, "上报理由", "超出本级权限");
  await user.click(screen.getByRole("button", { name: "取消" }));
  await user.click(await screen.findByRole("button", { name: "继续填写" }));
  expect(screen.getByLabelText("上报理由")).toHaveValue("超出本级权限");
});

test("a required text of spaces alone is not sent", async () => {
  const { user, api, submit } = await open("ESCALATE");
  await user.type(screen.getByLabelText("上报理由"), "   ");
  await submit();
  expect(await screen.findByText("请填写上报理由")).toBeVisible();
  expect(api.sent).toEqual([]);
});

test("a unit that did not accept the citizen cannot rewrite the shared text", async () => {
  const { user, api, submit, refreshAll } = await open("DELEGATE", {
    ticket: { isOrigin: false, body: null, caller: null },
  });
  expect(screen.queryByLabelText("转办内容")).toBeNull();
  await user.click(await screen.findByLabelText("承办单位"));
  await user.keyboard("421202");
  await user.click(await screen.findByTitle("咸安区"));
  await submit();
  await waitFor(() => expect(refreshAll).toHaveBeenCalledOnce());
  expect(api.last("DelegateTicket")).not.toHaveProperty("bodyShared");
  expect(api.last("DelegateTicket")).toMatchObject({ toUnitId: "u-xianan" });
});

test("a caller who was not reached is asked nothing", async () => {
  const { user, api, submit, refreshAll } = await open("FOLLOW_UP");
  await user.click(await screen.findByLabelText("未联系上"));
  await submit();
  await waitFor(() => expect(refreshAll).toHaveBeenCalledOnce());
  expect(api.last("RecordFollowUp")).not.toHaveProperty("resolved");
  expect(api.last("RecordFollowUp")).toMatchObject({ reached: false });
});
