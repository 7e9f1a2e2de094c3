import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { expectAccessible, renderInWorkspace } from "../../../testing/renderInWorkspace";
import { sampleCustody } from "../../../testing/samples";
import { CustodyLanes } from "./CustodyLanes";

test("a screen reader hears the chain as an ordered list of sentences", async () => {
  const { container } = renderInWorkspace(
    <CustodyLanes
      custody={sampleCustody([
        ["REGISTER", "2026-03-03T09:00:00+08:00", 1, "咸宁市"],
        ["DELEGATE", "2026-03-03T11:30:00+08:00", 2, "赤壁市"],
      ])}
    />,
  );
  const items = screen.getAllByRole("listitem");
  expect(items.map((item) => item.querySelector(".visually-hidden")?.textContent)).toEqual([
    "2026-03-03 09:00 咸宁市（市级）登记",
    "2026-03-03 11:30 咸宁市 交办 → 赤壁市（县级），当前在办",
  ]);
  expect(screen.getByTestId("handoff-1")).toHaveAttribute("data-current");
  expect(screen.getByText("2小时30分钟")).toBeInTheDocument();
  await expectAccessible(container);
});
