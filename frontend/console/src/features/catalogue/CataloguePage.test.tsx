import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { fakeApi } from "../../testing/fakeApi";
import { expectAccessible, renderInWorkspace } from "../../testing/renderInWorkspace";
import CataloguePage from "./CataloguePage";

const rule = {
  id: "r-1",
  category: "0101",
  categoryName: "路灯",
  level: 0,
  territorial: true,
  legalBasis: "城市照明管理规定",
  standard: "两日内修复",
  validFrom: "2026-01-01",
  area: null,
  lead: null,
  assists: [{ id: "u-2", name: "供电公司" }],
  limit: { text: "5个工作日" },
};

const precedent = {
  id: "p-1",
  categoryName: "路灯",
  finding: "小区内路灯由物业维修",
  decision: "UPHELD",
  decidedAt: "2026-03-03T08:30:00+08:00",
  inCatalogue: true,
};

const page = (nodes: unknown[]) => ({
  nodes,
  totalCount: String(nodes.length),
  pageInfo: { hasNextPage: false, endCursor: null },
});

function show(rules: unknown[], precedents: unknown[], address: string) {
  const api = fakeApi({
    Categories: () => ({ categories: [{ code: "0101", name: "路灯", parent: null }] }),
    Catalogue: () => ({ catalogue: page(rules) }),
    Precedents: () => ({ precedents: page(precedents) }),
  });
  return { api, ...renderInWorkspace(<CataloguePage />, address) };
}

test("who leads what, with the precedents of the category beside", async () => {
  const address = "/w/xianning/catalogue?category=0101";
  const { api, container } = show([rule], [precedent], address);
  const row = await screen.findByTestId("rule-row");
  for (const text of ["路灯", "全域", "属地主办", "供电公司", "5个工作日", "两日内修复"]) {
    expect(within(row).getByText(text)).toBeVisible();
  }
  const beside = await screen.findByTestId("precedent");
  expect(within(beside).getByText("小区内路灯由物业维修")).toBeVisible();
  expect(within(beside).getByText("已写入目录")).toBeVisible();
  const where = { category: "0101" };
  expect(api.last("Catalogue")).toEqual({ first: 50, after: null, where });
  expect(api.last("Precedents")).toEqual({ first: 20, after: null, where });
  await expectAccessible(container);
});

test("a chosen category is asked for and stands in the address", async () => {
  const { api, user, router } = show([], [], "/w/xianning/catalogue");
  expect(await screen.findByText("没有符合条件的目录")).toBeVisible();
  expect(await screen.findByText("没有裁定先例")).toBeVisible();
  await user.click(screen.getByLabelText("事项类别"));
  await user.click(await screen.findByTitle("路灯"));
  expect(router.state.location.search).toBe("?category=0101");
  await waitFor(() => expect(api.last("Catalogue")).toMatchObject({ where: { category: "0101" } }));
});
