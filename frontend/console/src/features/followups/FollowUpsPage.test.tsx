import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { fakeApi } from "../../testing/fakeApi";
import { expectAccessible, renderInWorkspace } from "../../testing/renderInWorkspace";
import FollowUpsPage from "./FollowUpsPage";
import { waitsFrom } from "./waiting";

const row = (id: number, more: object = {}) => ({
  id: `t-${id}`,
  number: `XN${id}`,
  title: `第${id}件`,
  kind: "HELP",
  registeredAt: "2026-03-03T08:30:00+08:00",
  replies: [{ id: "a-1", approvedAt: "2026-03-05T09:00:00+08:00" }],
  nextFollowUpAt: null,
  followUpCount: 0,
  reworkCount: 0,
  caller: { name: "张**", phone: "138****0001" },
  ...more,
});

const page = (nodes: unknown[], endCursor: string | null = null) => ({
  followUpQueue: {
    nodes,
    totalCount: "2",
    pageInfo: { hasNextPage: endCursor !== null, endCursor },
  },
});

test("whom to call now, page by page; a row leads to its ticket", async () => {
  const again = row(2, { followUpCount: 2, nextFollowUpAt: "2026-03-06T10:00:00+08:00" });
  const api = fakeApi({
    FollowUpQueue: ({ after }) => (after === null ? page([row(1)], "c") : page([again])),
  });
  const { user, router, container } = renderInWorkspace(<FollowUpsPage />, "/w/xianning/followups");
  const first = await screen.findByTestId("follow-up-row");
  expect(within(first).getByText("尚未回访")).toBeVisible();
  expect(within(first).getByText("2026-03-05 09:00")).toBeVisible();
  await expectAccessible(container);
  await user.click(screen.getByTestId("load-more"));
  expect(await screen.findByText("已试 2 次")).toBeVisible();
  expect(screen.getByText("2026-03-06 10:00")).toBeVisible();
  expect(api.last("FollowUpQueue")).toEqual({ first: 30, after: "c", due: true });
  await user.click(first);
  expect(router.state.location.pathname).toBe("/w/xianning/tickets/t-1");
});

test("all that wait can be asked for, appointed ones as well", async () => {
  const api = fakeApi({ FollowUpQueue: () => page([]) });
  const { user, router } = renderInWorkspace(<FollowUpsPage />, "/w/xianning/followups");
  expect(await screen.findByText("现在没有要回访的诉求")).toBeVisible();
  await user.click(screen.getByText("全部待回访"));
  expect(await screen.findByText("没有待回访的诉求")).toBeVisible();
  expect(api.last("FollowUpQueue")).toMatchObject({ due: false });
  expect(router.state.location.search).toBe("?span=all");
});

test("a failure is told and can be tried again", async () => {
  fakeApi({
    FollowUpQueue: () => {
      throw "PERMISSION_DENIED";
    },
  });
  renderInWorkspace(<FollowUpsPage />, "/w/xianning/followups");
  expect(await screen.findByText("您没有办理此事项的权限。")).toBeVisible();
  expect(screen.getByRole("button", { name: "重试" })).toBeVisible();
});

test("the appointment comes before the reply, the reply before the request", () => {
  const asked = { nextFollowUpAt: null, replies: [], registeredAt: "asked" };
  const replies = [{ approvedAt: "first" }, { approvedAt: "second" }];
  expect(waitsFrom(asked)).toBe("asked");
  expect(waitsFrom({ ...asked, replies })).toBe("second");
  expect(waitsFrom({ ...asked, replies, nextFollowUpAt: "next" })).toBe("next");
});
