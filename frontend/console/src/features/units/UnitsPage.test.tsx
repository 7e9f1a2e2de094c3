import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { fakeApi } from "../../testing/fakeApi";
import { expectAccessible, renderInWorkspace } from "../../testing/renderInWorkspace";
import UnitsPage from "./UnitsPage";

const village = {
  unit: {
    id: "u-1",
    code: "421281100201",
    name: "白云村",
    kind: "VILLAGE",
    pathNames: ["咸宁市", "赤壁市", "官塘驿镇", "白云村"],
  },
  contacts: [{ userId: "p-9", name: "王芳", duty: "HANDLER" }],
};

const page = (nodes: unknown[], endCursor: string | null = null) => ({
  unitsWithoutPerson: {
    nodes,
    totalCount: String(nodes.length),
    pageInfo: { hasNextPage: endCursor !== null, endCursor },
  },
});

test("each unit says where it lies, what is missing, and who there is", async () => {
  const api = fakeApi({
    UnitsWithoutPerson: ({ lacking }) => page(lacking === "LEADER" ? [village] : []),
  });
  const { user, router, container } = renderInWorkspace(<UnitsPage />, "/w/xianning/units");
  expect(await screen.findByText("各单位都有人在岗")).toBeVisible();
  expect(api.last("UnitsWithoutPerson")).toEqual({ first: 50, after: null, lacking: "ANYBODY" });
  await user.click(screen.getByText("缺负责人"));
  const row = await screen.findByTestId("unit-row");
  expect(within(row).getByText("咸宁市 / 赤壁市 / 官塘驿镇 / 白云村")).toBeVisible();
  expect(within(row).getByText("对口负责人")).toBeVisible();
  expect(within(row).getByText("对口承办人 王芳")).toBeVisible();
  expect(new URLSearchParams(router.state.location.search).get("lacking")).toBe("LEADER");
  await expectAccessible(container);
});

test("a failure is told and can be tried again", async () => {
  let broken = true;
  fakeApi({
    UnitsWithoutPerson: () => {
      if (broken) throw "NOT_FOUND";
      return page([village]);
    },
  });
  const { user } = renderInWorkspace(<UnitsPage />, "/w/xianning/units");
  expect(await screen.findByText("没有找到该内容，或您无权查看。")).toBeVisible();
  broken = false;
  await user.click(screen.getByRole("button", { name: "重试" }));
  expect(await screen.findByTestId("unit-row")).toBeVisible();
});
