import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { fakeApi } from "../../../testing/fakeApi";
import { expectAccessible, renderInWorkspace } from "../../../testing/renderInWorkspace";
import InboxPage from "./InboxPage";

const row = (id: number) => ({
  id: `t-${id}`,
  number: `XN${id}`,
  title: `第${id}件`,
  kind: "HELP",
  urgency: "URGENT",
  state: "DELEGATED",
  holderState: "HANDLING",
  holderDueAt: null,
  dueAt: null,
  registeredAt: "2026-03-03T08:30:00+08:00",
  isOrigin: true,
  holder: { id: "u-1", name: "咸宁市" },
});

function inboxOf(pages: number[][]) {
  return fakeApi({
    Inbox: ({ after }) => {
      const page = after === null ? 0 : Number(after);
      const hasNextPage = page + 1 < pages.length;
      return {
        tickets: {
          nodes: (pages[page] ?? []).map(row),
          totalCount: "3",
          pageInfo: { hasNextPage, endCursor: hasNextPage ? String(page + 1) : null },
        },
      };
    },
  });
}

test("the inbox lists what waits, page by page, and a row leads to its ticket", async () => {
  const api = inboxOf([[1, 2], [3]]);
  const { user, router, container } = renderInWorkspace(<InboxPage />, "/w/xianning/inbox");
  const rows = await screen.findAllByTestId("inbox-row");
  expect(rows.map((each) => each.dataset.number)).toEqual(["XN1", "XN2"]);
  expect(within(rows[0] as HTMLElement).getByText("办理中")).toBeVisible();
  await expectAccessible(container);
  await user.click(screen.getByTestId("load-more"));
  expect(await screen.findByText("第3件")).toBeVisible();
  expect(screen.queryByTestId("load-more")).toBeNull();
  expect(api.last("Inbox")).toEqual({ first: 30, after: "1", where: { box: "INBOX" } });
  await user.click(rows[1] as HTMLElement);
  expect(router.state.location.pathname).toBe("/w/xianning/tickets/t-2");
});

test("tabs and search ask the server and stand in the address", async () => {
  const api = inboxOf([[]]);
  const { user, router } = renderInWorkspace(<InboxPage />, "/w/xianning/inbox");
  expect(await screen.findByText("没有待办工单")).toBeVisible();
  await user.click(screen.getByTestId("box-GIVEN"));
  expect(await screen.findByText("没有在外办理的交办件")).toBeVisible();
  await user.type(screen.getByRole("searchbox"), " 路灯 {Enter}");
  expect(await screen.findByText("没有符合条件的工单")).toBeVisible();
  expect(api.last("Inbox")).toMatchObject({ where: { box: "GIVEN", search: "路灯" } });
  expect(new URLSearchParams(router.state.location.search).get("q")).toBe("路灯");
});

test("a failure is one sentence and a way to try again", async () => {
  fakeApi({
    Inbox: () => {
      throw "PERMISSION_DENIED";
    },
  });
  renderInWorkspace(<InboxPage />, "/w/xianning/inbox");
  expect(await screen.findByText("您没有办理此事项的权限。")).toBeVisible();
  expect(screen.getByRole("button", { name: "重试" })).toBeVisible();
});
