import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { fakeApi } from "../../testing/fakeApi";
import { renderInWorkspace } from "../../testing/renderInWorkspace";
import { NoticesBell } from "./NoticesBell";

test("the bell counts what is unread; opening a notice marks it read", async () => {
  let readAt: string | null = null;
  const api = fakeApi({
    Notices: () => ({
      unread: { totalCount: readAt === null ? "1" : "0" },
      notices: {
        nodes: [
          {
            id: "n-1",
            at: "2026-03-03T09:00:00+08:00",
            kind: "DELEGATE",
            number: "XN1",
            title: "路灯不亮",
            ticketId: "t-1",
            readAt,
            unit: { id: "u-1", name: "赤壁市" },
          },
        ],
      },
    }),
    MarkNoticeRead: () => {
      readAt = "2026-03-03T10:00:00+08:00";
      return { markNoticeRead: { errors: [] } };
    },
  });
  const { user, router } = renderInWorkspace(<NoticesBell />, "/w/xianning/inbox");
  await waitFor(() => expect(screen.getByTestId("unread")).toHaveTextContent("1"));
  await user.click(screen.getByRole("button", { name: "消息，1 条未读" }));
  await user.click(await screen.findByRole("link", { name: /新到交办.*路灯不亮/ }));
  expect(router.state.location.pathname).toBe("/w/xianning/tickets/t-1");
  await waitFor(() => expect(screen.getByTestId("unread")).toHaveAttribute("data-unread", "0"));
  expect(api.last("MarkNoticeRead")).toEqual({ noticeId: "n-1" });
});
