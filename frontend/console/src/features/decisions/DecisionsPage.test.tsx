import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { fakeApi } from "../../testing/fakeApi";
import { expectAccessible, renderInWorkspace } from "../../testing/renderInWorkspace";
import DecisionsPage from "./DecisionsPage";

const unit = (id: string, name: string) => ({ id, name });
const page = (nodes: unknown[]) => ({
  nodes,
  totalCount: String(nodes.length),
  pageInfo: { hasNextPage: false, endCursor: null },
});

const application = {
  id: "x-1",
  kind: "EXTENSION",
  ticketId: "t-1",
  number: "XN1",
  title: "桂花街路灯不亮",
  fromUnit: unit("u-chibi", "赤壁市"),
  workingDays: 5,
  hours: null,
  until: null,
  reason: "配件未到",
  askedAt: "2026-03-03T08:30:00+08:00",
  askedByName: "王芳",
};

const signOff = {
  id: "s-1",
  act: "RETURN",
  ticketId: "t-2",
  number: "XN2",
  title: "垃圾清运",
  unit: unit("u-city", "咸宁市"),
  askedAt: "2026-03-03T08:30:00+08:00",
  askedByName: "陈明",
};

const dispute = (id: string, arbiter: object, more: object = {}) => ({
  id,
  state: "PENDING",
  number: `XN-${id}`,
  title: "河道采砂",
  returnReason: "WRONG_AREA",
  reason: "不在我市境内",
  legalBasis: "河道管理条例",
  raisedAt: "2026-03-04T08:30:00+08:00",
  raisedByName: "王芳",
  decidedAt: null,
  decidedByName: "",
  note: "",
  receiverUnit: unit("u-chibi", "赤壁市"),
  giverUnit: unit("u-xianan", "咸安区"),
  arbiterUnit: arbiter,
  competentUnit: null,
  ...more,
});

const CITY = unit("u-city", "咸宁市");

function show(disputes: unknown[], decided: unknown = {}, address = "/w/xianning/decisions") {
  const api = fakeApi({
    PendingApplications: () => ({ applications: page([application]) }),
    PendingSignOffs: () => ({ signOffs: page([signOff]) }),
    Disputes: ({ open }) => ({ disputes: page(open ? disputes : []) }),
    DecideDispute: () => ({ decideDispute: decided }),
  });
  return { api, ...renderInWorkspace(<DecisionsPage />, address) };
}

test("applications say what is asked for, and lead to their ticket", async () => {
  const { user, router, container } = show([]);
  const row = await screen.findByTestId("application-row");
  expect(within(row).getByText("延期")).toBeVisible();
  expect(within(row).getByText("5个工作日")).toBeVisible();
  expect(within(row).getByText("配件未到")).toBeVisible();
  await expectAccessible(container);
  await user.click(within(row).getByRole("link", { name: "XN1" }));
  expect(router.state.location.pathname).toBe("/w/xianning/tickets/t-1");
});

test("each desk has its own address", async () => {
  const { user, router } = show([]);
  await user.click(await screen.findByTestId("desk-signOffs"));
  const row = await screen.findByTestId("sign-off-row");
  expect(within(row).getByText("退单")).toBeVisible();
  expect(new URLSearchParams(router.state.location.search).get("desk")).toBe("signOffs");
  await user.click(screen.getByTestId("desk-disputes"));
  expect(await screen.findByText("没有争议")).toBeVisible();
});

test("only the arbiter rules, right in the list", async () => {
  const disputes = [dispute("d-1", CITY), dispute("d-2", unit("u-other", "省中心"))];
  const { api, user, container } = show(
    disputes,
    { dispute: { id: "d-1", state: "REJECTED" }, errors: [] },
    "/w/xianning/decisions?desk=disputes",
  );
  const [mine, others] = await screen.findAllByTestId("dispute");
  expect(within(others as HTMLElement).queryByTestId("decide")).toBeNull();
  expect(within(others as HTMLElement).getByText("由省中心裁定。")).toBeVisible();
  await user.click(within(mine as HTMLElement).getByTestId("decide"));
  await user.click(screen.getByTestId("submit"));
  expect(await screen.findByText("请选择裁定结果")).toBeVisible();
  expect(api.of("DecideDispute")).toEqual([]);
  await expectAccessible(container);
  await user.click(screen.getByLabelText("争议不成立，由赤壁市继续办理"));
  await user.type(screen.getByLabelText("裁定说明"), "在该市境内");
  await user.click(screen.getByTestId("submit"));
  expect(await screen.findByText("XN-d-1 的争议已裁定")).toBeVisible();
  expect(api.last("DecideDispute")).toEqual({
    disputeId: "d-1",
    upheld: false,
    note: "在该市境内",
  });
  expect(api.of("Disputes").length).toBeGreaterThan(1);
});

test("a refused ruling stays open with what was typed", async () => {
  const error = {
    field: null,
    code: "APPLICATION_DECIDED",
    message: "该争议已经裁定，不能再次裁定",
  };
  const { user } = show(
    [dispute("d-1", CITY)],
    { dispute: null, errors: [error] },
    "/w/xianning/decisions?desk=disputes",
  );
  await user.click(await screen.findByTestId("decide"));
  await user.click(screen.getByLabelText("争议成立，退回咸安区另行派遣"));
  await user.type(screen.getByLabelText("裁定说明"), "理由充分");
  await user.click(screen.getByTestId("submit"));
  expect(await screen.findByTestId("form-alert")).toHaveTextContent("该争议已经裁定");
  expect(screen.getByLabelText("裁定说明")).toHaveValue("理由充分");
});
