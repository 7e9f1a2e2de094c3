import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { fakeApi } from "../../testing/fakeApi";
import { expectAccessible, renderInWorkspace } from "../../testing/renderInWorkspace";
import { LoginForm } from "./LoginForm";
import { safeNext } from "./LoginPage";

async function logIn(answer: unknown) {
  const api = fakeApi({ Login: () => ({ login: answer }) });
  const onLoggedIn = vi.fn();
  const view = renderInWorkspace(<LoginForm onLoggedIn={onLoggedIn} />);
  await view.user.type(screen.getByLabelText("用户名"), "city.dispatcher");
  await view.user.type(screen.getByLabelText("密码"), "secret{Enter}");
  return { ...view, api, onLoggedIn };
}

test("a login sends what was typed and tells who came in", async () => {
  const { api, onLoggedIn } = await logIn({ me: { id: "p-1" }, errors: [] });
  await vi.waitFor(() => expect(onLoggedIn).toHaveBeenCalledWith("p-1"));
  expect(api.last("Login")).toEqual({ username: "city.dispatcher", password: "secret" });
});

test("a refused login says so in place", async () => {
  const refusal = { field: null, code: "LOGIN_FAILED", message: "" };
  const { container, onLoggedIn } = await logIn({ me: null, errors: [refusal] });
  expect(await screen.findByText("用户名或密码不正确。")).toBeVisible();
  expect(onLoggedIn).not.toHaveBeenCalled();
  await expectAccessible(container);
});

test("empty fields are told without asking the server", async () => {
  const api = fakeApi({});
  const { user } = renderInWorkspace(<LoginForm onLoggedIn={vi.fn()} />);
  await user.click(screen.getByTestId("submit"));
  expect(await screen.findByText("请输入用户名")).toBeVisible();
  expect(screen.getByText("请输入密码")).toBeVisible();
  expect(api.sent).toEqual([]);
});

test.each([
  ["/w/chibi/tickets/1", "/w/chibi/tickets/1"],
  ["//evil.example/w/", "/"],
  ["https://evil.example", "/"],
  [null, "/"],
])("after login %s leads to %s", (next, path) => {
  expect(safeNext(next)).toBe(path);
});
