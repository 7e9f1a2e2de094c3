import { screen, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { fakeApi } from "../../testing/fakeApi";
import { expectAccessible, renderInWorkspace } from "../../testing/renderInWorkspace";
import ImportsPage from "./ImportsPage";

const KINDS = [
  { name: "units", label: "单位", headings: ["单位代码", "单位名称"] },
  { name: "people", label: "人员", headings: ["姓名", "手机号"] },
];

const run = {
  id: "r-1",
  byName: "刘洋",
  at: "2026-03-03T08:30:00+08:00",
  state: "APPLIED",
  new: 12,
  changed: 3,
  unchanged: 1,
  kept: 0,
  undoneAt: null,
};

const report = (counts: object, more: object = {}) => ({
  report: {
    counts: { new: 0, changed: 0, unchanged: 0, wrong: 0, ...counts },
    rowErrors: [],
    rowErrorsLeftOut: 0,
    unknownHeadings: [],
    applied: false,
    ...more,
  },
  errors: [],
});

/** Uploads go past GraphQL: what they sent is kept, and answered in order. */
function show(uploads: object[], undone: unknown = { run: { id: "r-1", kept: 0 }, errors: [] }) {
  const api = fakeApi({
    ImportKinds: () => ({ importKinds: KINDS }),
    ImportRuns: () => ({
      importRuns: {
        nodes: [run],
        totalCount: "1",
        pageInfo: { hasNextPage: false, endCursor: null },
      },
    }),
    UndoImport: () => ({ undoImport: undone }),
  });
  const graphql = fetch;
  const sent: { address: string; apply: unknown; name: string; token: unknown }[] = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    if (!(init.body instanceof FormData)) return graphql(address, init);
    const file = init.body.get("file");
    sent.push({
      address,
      apply: init.body.get("apply"),
      name: file instanceof File ? file.name : "",
      token: new Headers(init.headers).get("X-CSRFToken"),
    });
    return Response.json(uploads[sent.length - 1]);
  });
  return { api, sent, ...renderInWorkspace(<ImportsPage />, "/w/xianning/imports?kind=people") };
}

const workbook = () => new File(["x"], "人员.xlsx");

test("a workbook is tried first, and only what was tried without errors is applied", async () => {
  const { sent, user, container } = show([
    report({ new: 2 }),
    report({ new: 2 }, { applied: true }),
  ]);
  const link = await screen.findByRole("link", { name: "下载模板" });
  expect(link).toHaveAttribute("href", "/w/xianning/imports/people/template.xlsx");
  expect(screen.getByText("未选择文件（.xlsx）")).toBeVisible();
  await user.upload(screen.getByLabelText("选择文件"), workbook());
  expect(screen.getByText("人员.xlsx")).toBeVisible();
  expect(screen.getByTestId("apply")).toBeDisabled();
  await user.click(screen.getByTestId("check"));
  expect(await screen.findByText("试导入通过，可以正式导入")).toBeVisible();
  expect(screen.getByText("新增 2 行，变更 0 行，无变化 0 行，有误 0 行")).toBeVisible();
  await user.click(screen.getByTestId("apply"));
  expect(await screen.findByText("已正式导入")).toBeVisible();
  expect(screen.getByTestId("apply")).toBeDisabled();
  const address = "/w/xianning/imports/people";
  const token = "token-of-the-test";
  expect(sent).toEqual([
    { address, apply: "0", name: "人员.xlsx", token },
    { address, apply: "1", name: "人员.xlsx", token },
  ]);
  await expectAccessible(container);
});

test("wrong rows are told by line, and nothing can be applied", async () => {
  const rowErrors = [{ line: 4, heading: "手机号", message: "手机号应为 11 位" }];
  const { user } = show([report({ new: 1, wrong: 1 }, { rowErrors, rowErrorsLeftOut: 3 })]);
  await user.upload(await screen.findByLabelText("选择文件"), workbook());
  await user.click(screen.getByTestId("check"));
  const row = await screen.findByTestId("row-error");
  expect(within(row).getByText("4")).toBeVisible();
  expect(within(row).getByText("手机号应为 11 位")).toBeVisible();
  expect(screen.getByText("另有 3 处错误未列出。")).toBeVisible();
  expect(screen.getByTestId("apply")).toBeDisabled();
});

test("a file refused as a whole is one sentence", async () => {
  const error = { field: "file", code: "FILE_UNREADABLE", message: "文件无法读取" };
  const { user } = show([{ report: null, errors: [error] }]);
  await user.upload(await screen.findByLabelText("选择文件"), workbook());
  await user.click(screen.getByTestId("check"));
  expect(await screen.findByText("文件无法读取")).toBeVisible();
  expect(screen.queryByTestId("report")).toBeNull();
});

test("a run is taken back after a question, and a refusal names its reason", async () => {
  const error = { field: null, code: "RUN_IN_USE", message: "王芳已有在办工单，不能撤销" };
  const { api, user } = show([], { run: null, errors: [error] });
  await user.click(await screen.findByTestId("undo"));
  const asked = await screen.findByRole("tooltip");
  await user.click(within(asked).getByRole("button", { name: "撤销" }));
  expect(await screen.findByText("王芳已有在办工单，不能撤销")).toBeVisible();
  expect(api.last("UndoImport")).toEqual({ kind: "people", runId: "r-1" });
});
