import { describe, expect, it } from "vitest";
import { COLUMN_WIDTH, LANE_HEIGHT, layoutCustody } from "./custodyLanes";

type Handoffs = Parameters<typeof layoutCustody>[0]["handoffs"];

function chain(levels: readonly number[]): Handoffs {
  return levels.map((level, seq) => ({
    seq,
    kind: seq === 0 ? "REGISTER" : "DELEGATE",
    at: new Date(Date.UTC(2026, 2, 2, seq)).toISOString(),
    fromUnit: seq === 0 ? null : { name: `单位${levels[seq - 1]}` },
    toUnit: { name: `单位${level}`, level },
  })) as unknown as Handoffs;
}

describe("layoutCustody", () => {
  it("puts each handoff in the lane of the level that received it, in time order", () => {
    const { nodes } = layoutCustody({ handoffs: chain([1, 2, 3, 4]), closedAt: null });
    expect(nodes.map(({ lane, column }) => [lane, column])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 3],
    ]);
  });

  it("marks the last one as the holder while the case is open, none once it is closed", () => {
    const handoffs = chain([1, 2]);
    const open = layoutCustody({ handoffs, closedAt: null }).nodes;
    const closed = layoutCustody({ handoffs, closedAt: "2026-03-03T00:00:00Z" }).nodes;
    expect(open.map(({ current }) => current)).toEqual([false, true]);
    expect(closed.map(({ current }) => current)).toEqual([false, false]);
  });

  it("tells how long each unit had it before handing it on", () => {
    const { nodes } = layoutCustody({ handoffs: chain([1, 2, 1]), closedAt: null });
    expect(nodes.map(({ waited }) => waited)).toEqual([null, 3_600_000, 3_600_000]);
  });

  it("sorts what arrives out of order", () => {
    const handoffs = [...chain([1, 2, 3])].reverse();
    const { nodes } = layoutCustody({ handoffs, closedAt: null });
    expect(nodes.map(({ seq }) => seq)).toEqual([0, 1, 2]);
  });

  it.each([1, 30])("has one arrow less than its %d nodes and room for all", (count) => {
    const levels = Array.from({ length: count }, (_, index) => (index % 4) + 1);
    const layout = layoutCustody({ handoffs: chain(levels), closedAt: null });
    expect(layout.arrows).toHaveLength(count - 1);
    expect(layout).toMatchObject({ width: count * COLUMN_WIDTH, height: 4 * LANE_HEIGHT });
  });
});
