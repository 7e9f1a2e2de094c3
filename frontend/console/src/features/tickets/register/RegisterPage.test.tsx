import { screen, waitFor } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { fakeApi } from "../../../testing/fakeApi";
import { expectAccessible, renderInWorkspace } from "../../../testing/renderInWorkspace";
import RegisterPage from "./RegisterPage";

const DRAFT = "yihao.draft.register.p-1.xianning";

function show(registered: unknown) {
  const api = fakeApi({
    Categories: () => ({ categories: [{ code: "01", name: "城乡建设", parent: null }] }),
    RegisterTicket: () => ({ registerTicket: registered }),
  });
  return { api, ...renderInWorkspace(<RegisterPage />, "/w/xianning/new") };
}

async function fill(user: UserEvent) {
  await user.click(await screen.findByLabelText("求助"));
  for (const [label, text] of [
    ["标题", "桂花街路灯不亮"],
    ["诉求内容", "三盏路灯不亮"],
    ["姓名", "李四"],
    ["联系电话", "13800000002"],
  ] as const) {
    await user.click(await screen.findByLabelText(label));
    await user.paste(text);
  }
}

test("Ctrl+Enter registers what was typed and opens the ticket", async () => {
  const ticket = { id: "t-9", number: "XN2026030300009" };
  const { api, user, router, container } = show({ ticket, errors: [] });
  await expectAccessible(container);
  await fill(user);
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(router.state.location.pathname).toBe("/w/xianning/tickets/t-9"));
  expect(api.last("RegisterTicket")).toEqual({
    kind: "HELP",
    title: "桂花街路灯不亮",
    body: "三盏路灯不亮",
    urgency: "ORDINARY",
    channel: "PHONE",
    callerName: "李四",
    callerPhone: "13800000002",
    idempotencyKey: expect.any(String),
  });
  expect(localStorage.getItem(DRAFT)).toBeNull();
});

test("the draft keeps everything but the caller and comes back", async () => {
  const { user, unmount } = show({});
  await fill(user);
  expect(localStorage.getItem(DRAFT)).not.toMatch(/李四|13800000002/);
  unmount();
  show({});
  expect(screen.getByLabelText("标题")).toHaveValue("桂花街路灯不亮");
  expect(screen.getByLabelText("姓名")).toHaveValue("");
  expect(screen.getByText("已恢复上次未提交的草稿")).toBeVisible();
});

test("a malformed phone is told at its field and nothing is lost", async () => {
  const refusal = { field: "callerPhone", code: "PHONE_MALFORMED", message: "" };
  const { user } = show({ ticket: null, errors: [refusal] });
  await fill(user);
  await user.click(screen.getByTestId("submit"));
  const message = await screen.findByText("电话号码格式不正确。");
  expect(message.closest(".ant-form-item")).toContainElement(screen.getByLabelText("联系电话"));
  expect(screen.getByLabelText("标题")).toHaveValue("桂花街路灯不亮");
});

test("starting over empties the form and the draft", async () => {
  const { user } = show({});
  await fill(user);
  await user.click(screen.getByRole("button", { name: "清空重填" }));
  expect(screen.getByLabelText("标题")).toHaveValue("");
  expect(screen.getByLabelText("联系电话")).toHaveValue("");
  expect(screen.getByLabelText("一般")).toBeChecked();
  expect(localStorage.getItem(DRAFT)).toBeNull();
});
