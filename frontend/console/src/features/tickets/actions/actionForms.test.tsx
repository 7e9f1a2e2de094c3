import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import type { TicketAction } from "../../../generated/graphql";
import { fakeApi } from "../../../testing/fakeApi";
import { expectAccessible, renderInWorkspace } from "../../../testing/renderInWorkspace";
import { sampleGiving, sampleTicket } from "../../../testing/samples";
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

const chooseUnit = async (user: UserEvent, label: string, title = "赤壁市") => {
  await user.click(await screen.findByLabelText(label));
  await user.keyboard("赤壁");
  await user.click(await screen.findByText(title, { exact: false, selector: UNIT_OPTION }));
};
const UNIT_OPTION = ".ant-select-item-option-content, .ant-select-item-option-content *";

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
    sent: { ...ofTicket, text: "您好，路灯已修复。", method: "PHONE" },
  },
  FOLLOW_UP: {
    operation: "RecordFollowUp",
    mutation: "recordFollowUp",
    fill: async (user) => {
      expect(screen.queryByText("问题是否解决")).toBeNull();
      await user.click(await screen.findByLabelText("已联系上"));
      await user.click(await screen.findByLabelText("未解决"));
      const [unit] = await screen.findAllByLabelText("不满意");
      await user.click(unit as HTMLElement);
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
  DECLINE: {
    operation: "DeclineTicket",
    mutation: "declineTicket",
    fill: async (user) => {
      await user.click(await screen.findByLabelText("不予受理的类别"));
      await user.click(await screen.findByTitle("民事纠纷"));
      expect(screen.getByLabelText("不予受理的理由")).toHaveValue("属于民事纠纷");
      await type(user, "指引去处", "请到人民法院咨询");
    },
    sent: {
      ...ofTicket,
      refusalClass: "civil",
      explanation: "属于民事纠纷",
      guidedTo: "请到人民法院咨询",
    },
  },
  ANSWER: {
    operation: "AnswerTicket",
    mutation: "answerTicket",
    fill: (user) => type(user, "答复内容", "请带身份证办理"),
    sent: { ...ofTicket, text: "请带身份证办理", resolved: true },
  },
  CONFERENCE: {
    operation: "ConferenceTicket",
    mutation: "conferenceTicket",
    fill: async (user) => {
      await type(user, "参与方", "供水公司\n值班律师 王某");
      await user.click(screen.getByLabelText("开始时间"));
      await user.keyboard("2026-03-03 09:10{Enter}");
      await type(user, "通话分钟", "5");
      await user.click(await screen.findByLabelText("当场办结"));
      await type(user, "通话内容", "已约定上门维修");
    },
    sent: {
      ...ofTicket,
      participants: [{ name: "供水公司" }, { name: "值班律师 王某" }],
      startedAt: "2026-03-03T09:10:00+08:00",
      durationSeconds: 300,
      outcome: "SOLVED",
      text: "已约定上门维修",
    },
  },
  HAND_OVER: {
    operation: "HandOverEmergency",
    mutation: "handOverEmergency",
    fill: async (user) => {
      await user.click(await screen.findByLabelText("119 消防"));
      await type(user, "接警人", "12号");
    },
    sent: { ...ofTicket, partner: "119", receivedBy: "12号" },
  },
  EXPRESS: {
    operation: "ExpressTicket",
    mutation: "expressTicket",
    fill: async (user) => {
      await chooseUnit(user, "责任单位");
      await type(user, "办理要求", "立即到场");
    },
    sent: { ...ofTicket, toUnitId: "u-chibi", requirement: "立即到场" },
  },
  FIRST_RESULT: {
    operation: "RecordFirstResult",
    mutation: "recordFirstResult",
    fill: (user) => type(user, "初步结果", "已到场，正在抢修"),
    sent: { ...ofAssignment, text: "已到场，正在抢修" },
  },
  DISPUTE: {
    operation: "DisputeAdjudication",
    mutation: "disputeAdjudication",
    fill: (user) => type(user, "争议理由", "有移交文件"),
    sent: { ...ofAssignment, reason: "有移交文件" },
  },
  ADD_ASSIST: {
    operation: "AddAssist",
    mutation: "addAssist",
    fill: (user) => chooseUnit(user, "协办单位", "咸宁市 / 赤壁市"),
    sent: { ...ofTicket, unitIds: ["u-chibi"] },
  },
  WAIVE_ASSIST: {
    operation: "WaiveAssist",
    mutation: "waiveAssist",
    fill: async (user) => {
      await user.click(await screen.findByLabelText("市城管执法委"));
      await type(user, "免除理由", "已无必要");
    },
    sent: { assignmentId: "a-2", reason: "已无必要" },
  },
  REQUEST_EXTENSION: {
    operation: "RequestExtension",
    mutation: "requestExtension",
    fill: async (user) => {
      await type(user, "延长工作日", "2");
      await type(user, "申请理由", "需专家鉴定");
    },
    sent: { ...ofAssignment, workingDays: 2, reason: "需专家鉴定" },
  },
  DECIDE_EXTENSION: {
    operation: "DecideExtension",
    mutation: "decideExtension",
    fill: async (user) => {
      expect(screen.getByText(/赤壁市 申请：需专家鉴定/)).toBeVisible();
      await user.click(await screen.findByLabelText("同意"));
    },
    sent: { applicationId: "ap-1", approved: true },
  },
  REQUEST_SUSPENSION: {
    operation: "RequestSuspension",
    mutation: "requestSuspension",
    fill: async (user) => {
      await user.click(screen.getByLabelText("挂账至"));
      await user.keyboard("2026-04-03 17:30{Enter}");
      await type(user, "申请理由", "待汛期过后");
    },
    sent: { ...ofTicket, until: "2026-04-03T17:30:00+08:00", reason: "待汛期过后" },
  },
  DECIDE_SUSPENSION: {
    operation: "DecideSuspension",
    mutation: "decideSuspension",
    fill: async (user) => {
      await user.click(await screen.findByLabelText("不同意"));
      await type(user, "不同意的理由", "可以分段施工");
    },
    sent: { applicationId: "ap-2", approved: false, note: "可以分段施工" },
  },
  RESUME: { operation: "ResumeTicket", mutation: "resumeTicket", fill: nothing, sent: ofTicket },
  SPLIT: {
    operation: "SplitTicket",
    mutation: "splitTicket",
    fill: async (user) => {
      await type(user, "标题", "井盖缺失");
      await type(user, "内容", "路口井盖丢失");
    },
    sent: { ...ofTicket, parts: [{ title: "井盖缺失", body: "路口井盖丢失" }] },
  },
  MERGE: {
    operation: "MergeTickets",
    mutation: "mergeTickets",
    fill: async (user) => {
      await user.click(await screen.findByLabelText("并入的工单"));
      await user.keyboard("00002");
      await user.click(await screen.findByTitle("XN2026030300002 路灯又坏了"));
    },
    sent: { ...ofTicket, childIds: ["t-2"] },
  },
  UNMERGE: { operation: "UnmergeTicket", mutation: "unmergeTicket", fill: nothing, sent: ofTicket },
  SUPPLEMENT: {
    operation: "SupplementTicket",
    mutation: "supplementTicket",
    fill: (user) => type(user, "补充内容", "还有一盏也坏了"),
    sent: { ...ofTicket, text: "还有一盏也坏了" },
  },
  CHASE: {
    operation: "RecordChase",
    mutation: "recordChase",
    fill: (user) => type(user, "说明（选填）", "仍未修好"),
    sent: { ...ofTicket, note: "仍未修好" },
  },
  WITHDRAW: {
    operation: "WithdrawTicket",
    mutation: "withdrawTicket",
    fill: (user) => type(user, "理由", "已自行解决"),
    sent: { ...ofTicket, reason: "已自行解决" },
  },
  TERMINATE: {
    operation: "TerminateTicket",
    mutation: "terminateTicket",
    fill: async (user) => {
      await user.click(await screen.findByLabelText("已依法终结"));
      await type(user, "依据", "行政复议决定书");
    },
    sent: { ...ofTicket, reason: "LEGALLY_FINISHED", basis: "行政复议决定书" },
  },
  REOPEN: {
    operation: "ReopenTicket",
    mutation: "reopenTicket",
    fill: (user) => type(user, "理由", "问题再次出现"),
    sent: { ...ofTicket, reason: "问题再次出现" },
  },
  SUBMIT_FOR_SIGN_OFF: {
    operation: "SubmitForSignOff",
    mutation: "submitForSignOff",
    fill: async (user) => {
      await user.click(await screen.findByLabelText("延期"));
      await type(user, "延长工作日", "2");
      await type(user, "申请理由", "需专家鉴定");
    },
    sent: { ...ofTicket, ...ofAssignment, act: "EXTENSION", workingDays: 2, reason: "需专家鉴定" },
  },
  DECIDE_SIGN_OFF: {
    operation: "DecideSignOff",
    mutation: "decideSignOff",
    fill: async (user) => {
      expect(screen.getByText("不在本辖区")).toBeVisible();
      await user.click(await screen.findByLabelText("同意，立即办出"));
    },
    sent: { signOffId: "so-1", approved: true },
  },
  INSTRUCT: {
    operation: "InstructTicket",
    mutation: "instructTicket",
    fill: (user) => type(user, "批示内容", "请抓紧办理"),
    sent: { ...ofTicket, text: "请抓紧办理" },
  },
  RECORD_CONTACT: {
    operation: "RecordContact",
    mutation: "recordContact",
    fill: async (user) => user.click(await screen.findByLabelText("电话")),
    sent: { ...ofAssignment, method: "PHONE" },
  },
  RELEASE_CONTACT: {
    operation: "ReleaseContact",
    mutation: "releaseContact",
    fill: async (user) => user.click(await screen.findByLabelText("赤壁市")),
    sent: { assignmentId: "a-1" },
  },
  MARK_SECRET: {
    operation: "MarkSecret",
    mutation: "markSecret",
    fill: (user) => type(user, "转为保密件的理由", "诉求人要求保密"),
    sent: { ...ofTicket, reason: "诉求人要求保密" },
  },
  DELIVER_REPLY: {
    operation: "DeliverReply",
    mutation: "deliverReply",
    fill: async (user) => {
      await user.click(await screen.findByLabelText("当面"));
      await type(user, "送达凭据", "3月9日本人签字");
    },
    sent: { ...ofTicket, method: "IN_PERSON", proof: "3月9日本人签字" },
  },
};

const done = { ticket: { id: "t-1", version: 8 }, errors: [] };

const asked = { askedAt: "2026-03-05T09:00:00+08:00", askedByName: "王芳", decidedByName: "" };
const application = {
  ...asked,
  state: "PENDING",
  hours: null,
  grantedUntil: null,
  note: "",
  fromUnit: { id: "u-chibi", name: "赤壁市" },
} as const;

/** A ticket on which everything waits that can wait. */
const busy: TicketDetail = {
  ...sampleTicket,
  assignments: [
    ...sampleTicket.assignments,
    {
      ...sampleGiving,
      id: "a-2",
      role: "ASSIST",
      toUnit: { id: "u-chengguan", name: "市城管执法委" },
    },
  ],
  applications: [
    {
      ...application,
      id: "ap-1",
      kind: "EXTENSION",
      workingDays: 2,
      until: null,
      reason: "需专家鉴定",
    },
    {
      ...application,
      id: "ap-2",
      kind: "SUSPENSION",
      workingDays: null,
      until: "2026-04-03T17:30:00+08:00",
      reason: "待汛期过后",
    },
  ],
  signOffs: [
    {
      ...asked,
      id: "so-1",
      act: "RETURN",
      state: "PENDING",
      arguments: '{"reason":"wrong_area","note":"不在本辖区"}',
      opinion: "",
    },
  ],
};

const unit = {
  id: "u-chibi",
  name: "赤壁市",
  code: "421281",
  kind: "COUNTY",
  closed: false,
  pathNames: ["咸宁市", "赤壁市"],
};
/** What forms ask while they are filled in. */
const ASKED = {
  DispatchAdvice: () => ({ dispatchAdvice: null }),
  SearchUnits: () => ({ units: { nodes: [unit] } }),
  UnitById: () => ({ unit }),
  RefusalClasses: () => ({
    refusalClasses: [
      {
        code: "civil",
        name: "民事纠纷",
        explanation: "属于民事纠纷",
        guidance: "请到人民法院",
        handOver: false,
      },
    ],
  }),
  MergeCandidates: () => ({
    findTickets: {
      nodes: [{ ticketId: "t-2", number: "XN2026030300002", title: "路灯又坏了", open: true }],
    },
  }),
};

interface Opened {
  ticket?: Partial<TicketDetail>;
  answer?: () => unknown;
  refreshed?: Partial<TicketDetail>;
}

async function open(action: TicketAction, { ticket, answer = () => done, refreshed }: Opened = {}) {
  const { operation, mutation } = SCENARIOS[action];
  const api = fakeApi({ ...ASKED, [operation]: () => ({ [mutation]: answer() }) });
  const shown: TicketDetail = { ...busy, allowedActions: [action], ...ticket };
  const refreshAll = vi.fn(async () => undefined);
  const view = renderInWorkspace(
    <ActionBar
      ticket={shown}
      refresh={async () => ({ ...shown, ...refreshed })}
      refreshAll={refreshAll}
      makeRoom={() => undefined}
    />,
  );
  const more = screen.queryByTestId("more-actions");
  if (more !== null) await view.user.click(more);
  await view.user.click(await screen.findByTestId(`action-${action}`));
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
    expect(new Set(api.sent.map(({ endpoint }) => endpoint))).toEqual(
      new Set(["/w/xianning/graphql"]),
    );
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
