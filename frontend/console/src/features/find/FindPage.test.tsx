import { screen, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { fakeApi } from "../../testing/fakeApi";
import { expectAccessible, renderInWorkspace } from "../../testing/renderInWorkspace";
import FindPage from "./FindPage";
import { soughtOf } from "./sought";

const lamp = {
  ticketId: "t-1",
  number: "XN2026030300001",
  secret: false,
  title: "桂花街路灯不亮",
  kind: "HELP",
  state: "ARCHIVED",
  isOrigin: true,
  registeredAt: "2026-03-03T08:30:00+08:00",
  chaseCount: 2,
  reply: "路灯已修复。",
  speakableStatus: "您的诉求已办结并答复。",
  caller: { name: "张**", phone: "138****0001" },
};

const secret = {
  ...lamp,
  ticketId: "t-2",
  number: "XN2026030300002",
  secret: true,
  title: null,
  kind: null,
  state: null,
  caller: null,
  reply: null,
  chaseCount: 0,
  speakableStatus: "您的诉求正在按规定办理。",
};

const page = (nodes: unknown[]) => ({
  findTickets: {
    nodes,
    totalCount: String(nodes.length),
    pageInfo: { hasNextPage: false, endCursor: null },
  },
});

test("Enter finds, and each ticket has the sentence to read out and its reply", async () => {
  const api = fakeApi({ FindTickets: () => page([lamp, secret]) });
  const { user, router, container } = renderInWorkspace(<FindPage />, "/w/xianning/find");
  expect(screen.getByLabelText("来电号码")).toHaveFocus();
  await user.keyboard(" 13800000001 {Enter}");
  const [first, second] = await screen.findAllByTestId("found-row");
  expect(api.of("FindTickets").map(({ variables }) => variables)).toEqual([
    { first: 10, after: null, phone: "13800000001" },
  ]);
  expect(within(first as HTMLElement).getByTestId("speakable")).toHaveTextContent(
    "您的诉求已办结并答复。",
  );
  expect(within(first as HTMLElement).getByTestId("reply")).toHaveTextContent("路灯已修复。");
  expect(within(first as HTMLElement).getByText("催问 2 次")).toBeVisible();
  expect(within(second as HTMLElement).getByTestId("speakable")).toHaveTextContent(
    "您的诉求正在按规定办理。",
  );
  expect(within(second as HTMLElement).queryByTestId("reply")).toBeNull();
  expect(router.state.location.search).toBe("");
  await expectAccessible(container);
  await user.click(within(first as HTMLElement).getByRole("link"));
  expect(router.state.location.pathname).toBe("/w/xianning/tickets/t-1");
});

test("nothing typed asks nothing; nothing found says so", async () => {
  const api = fakeApi({ FindTickets: () => page([]) });
  const { user } = renderInWorkspace(<FindPage />, "/w/xianning/find");
  await user.click(screen.getByTestId("find"));
  expect(await screen.findByText("请至少填写一项")).toBeVisible();
  expect(api.of("FindTickets")).toEqual([]);
  await user.type(screen.getByLabelText("工单编号"), "0001{Enter}");
  expect(await screen.findByText("没有找到相符的工单")).toBeVisible();
  expect(screen.queryByText("请至少填写一项")).toBeNull();
  await user.click(screen.getByRole("button", { name: "清空" }));
  expect(screen.getByLabelText("工单编号")).toHaveValue("");
  expect(screen.getByLabelText("来电号码")).toHaveFocus();
  expect(screen.queryByText("没有找到相符的工单")).toBeNull();
});

test("what the server cannot read it says in its own words", async () => {
  vi.stubGlobal("fetch", async () =>
    Response.json({
      errors: [{ message: "电话号码格式不正确", extensions: { code: "BAD_REQUEST" } }],
    }),
  );
  const { user } = renderInWorkspace(<FindPage />, "/w/xianning/find");
  await user.type(screen.getByLabelText("来电号码"), "12{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("电话号码格式不正确");
});

test("only what was filled in is asked", () => {
  expect(soughtOf({ phone: "", name: " 张三 ", text: undefined })).toEqual({ name: "张三" });
  expect(soughtOf({ phone: "  " })).toBeNull();
});
