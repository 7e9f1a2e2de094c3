import { describe, expect, test } from "vitest";
import { sampleCustody } from "../../../testing/samples";
import { COLUMN_WIDTH, LANE_HEIGHT, layoutCustody, NODE_WIDTH, nodePosition } from "./custodyLanes";

const down = sampleCustody([
  ["REGISTER", "2026-03-03T09:00:00+08:00", 1, "咸宁市"],
  ["DELEGATE", "2026-03-03T11:30:00+08:00", 2, "赤壁市"],
  ["DELEGATE", "2026-03-04T09:00:00+08:00", 3, "官塘驿镇"],
  ["RETURN", "2026-03-04T10:00:00+08:00", 2, "赤壁市"],
]);

describe("layoutCustody", () => {
  test("one handoff stands alone and is current", () => {
    const layout = layoutCustody(
      sampleCustody([["REGISTER", "2026-03-03T09:00:00+08:00", 4, "张司边村"]]),
    );
    expect(layout.nodes).toEqual([
      {
        seq: 0,
        kind: "REGISTER",
        at: "2026-03-03T09:00:00+08:00",
        from: null,
        unit: "张司边村",
        lane: 4,
        column: 0,
        current: true,
        waited: null,
      },
    ]);
    expect(layout.arrows).toEqual([]);
    expect(layout.width).toBe(COLUMN_WIDTH);
    expect(layout.height).toBe(4 * LANE_HEIGHT);
  });

  test("handoffs stand in order of time, in the lane of the receiver's level", () => {
    const shuffled = { ...down, handoffs: [...down.handoffs].reverse() };
    const { nodes } = layoutCustody(shuffled);
    expect(nodes.map(({ seq, lane, column }) => [seq, lane, column])).toEqual([
      [0, 1, 0],
      [1, 2, 1],
      [2, 3, 2],
      [3, 2, 3],
    ]);
  });

  test("each hop tells how long the unit before had the case", () => {
    const minutes = layoutCustody(down).nodes.map(({ waited }) => waited && waited / 60_000);
    expect(minutes).toEqual([null, 150, 1290, 60]);
  });

  test("only the last is current, and none once the case is closed", () => {
    const current = (custody: typeof down) =>
      layoutCustody(custody).nodes.map((node) => node.current);
    expect(current(down)).toEqual([false, false, false, true]);
    expect(current({ ...down, closedAt: "2026-03-06T09:00:00+08:00" })).toEqual(
      Array(4).fill(false),
    );
  });

  test("an arrow joins the sides of two nodes and is labelled between their lanes", () => {
    const { arrows, nodes } = layoutCustody(down);
    const [first, second] = nodes.map(nodePosition);
    const path = arrows[0]?.path ?? "";
    expect(path.startsWith(`M${(first?.left ?? 0) + NODE_WIDTH} `)).toBe(true);
    expect(path.endsWith(`H${second?.left}`)).toBe(true);
    expect(arrows.map(({ label }) => label.y)).toEqual([
      LANE_HEIGHT,
      2 * LANE_HEIGHT,
      2 * LANE_HEIGHT,
    ]);
  });

  test("a hop inside the city's lane keeps its label inside the drawing", () => {
    const { arrows } = layoutCustody(
      sampleCustody([
        ["REGISTER", "2026-03-03T09:00:00+08:00", 1, "咸宁市"],
        ["DELEGATE", "2026-03-03T11:30:00+08:00", 1, "市城管委"],
      ]),
    );
    expect(arrows[0]?.path).not.toContain("V");
    expect(arrows[0]?.label.y).toBeGreaterThan(0);
  });

  test("thirty handoffs take thirty columns without overlap", () => {
    const sketch = Array.from({ length: 30 }, (_, index) => [
      "DELEGATE",
      `2026-03-03T09:${String(index).padStart(2, "0")}:00+08:00`,
      (index % 4) + 1,
      `单位${index}`,
    ]) as Parameters<typeof sampleCustody>[0];
    const layout = layoutCustody(sampleCustody(sketch));
    const lefts = layout.nodes.map((node) => nodePosition(node).left);
    expect(layout.width).toBe(30 * COLUMN_WIDTH);
    expect(
      lefts.every((left, index) => index === 0 || left - (lefts[index - 1] ?? 0) > NODE_WIDTH),
    ).toBe(true);
  });
});
