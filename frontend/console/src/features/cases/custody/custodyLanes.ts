import type { CustodyPartsFragment, HandoffKind } from "../../../generated/graphql";

export type Level = 1 | 2 | 3 | 4;
export const LEVELS: readonly Level[] = [1, 2, 3, 4];

export const COLUMN_WIDTH = 112;
export const NODE_WIDTH = 88;
export const NODE_HEIGHT = 48;
export const LANE_HEIGHT = 92;

type Custody = Pick<CustodyPartsFragment, "handoffs" | "closedAt">;

export interface LaneNode {
  seq: number;
  kind: HandoffKind;
  at: string;
  from: string | null;
  unit: string;
  lane: Level;
  column: number;
  /** The unit that has the case in hand now. */
  current: boolean;
  /** How long the unit before had it, in milliseconds; null for the first. */
  waited: number | null;
}

export interface LaneArrow {
  seq: number;
  /** SVG path from the right side of one node to the left side of the next. */
  path: string;
  label: { x: number; y: number };
}

export interface LaneLayout {
  nodes: LaneNode[];
  arrows: LaneArrow[];
  width: number;
  height: number;
}

/** Places handoffs in time order, one column each, in the lane of the level that received it. */
export function layoutCustody({ handoffs, closedAt }: Custody): LaneLayout {
  const ordered = [...handoffs].sort((a, b) => a.seq - b.seq);
  const nodes = ordered.map((handoff, column): LaneNode => {
    const before = ordered[column - 1];
    return {
      seq: handoff.seq,
      kind: handoff.kind,
      at: handoff.at,
      from: handoff.fromUnit?.name ?? null,
      unit: handoff.toUnit.name,
      lane: toLevel(handoff.toUnit.level),
      column,
      current: closedAt === null && column === ordered.length - 1,
      waited: before ? Date.parse(handoff.at) - Date.parse(before.at) : null,
    };
  });
  const arrows = nodes.flatMap((node, index) => {
    const before = nodes[index - 1];
    return before ? [arrowBetween(before, node)] : [];
  });
  return {
    nodes,
    arrows,
    width: nodes.length * COLUMN_WIDTH,
    height: LEVELS.length * LANE_HEIGHT,
  };
}

export function nodePosition({ column, lane }: Pick<LaneNode, "column" | "lane">) {
  return {
    left: column * COLUMN_WIDTH + (COLUMN_WIDTH - NODE_WIDTH) / 2,
    top: (lane - 1) * LANE_HEIGHT + (LANE_HEIGHT - NODE_HEIGHT) / 2,
  };
}

function arrowBetween(from: LaneNode, to: LaneNode): LaneArrow {
  const start = nodePosition(from);
  const end = nodePosition(to);
  const startX = start.left + NODE_WIDTH;
  const middleX = (startX + end.left) / 2;
  const startY = start.top + NODE_HEIGHT / 2;
  const endY = end.top + NODE_HEIGHT / 2;
  const path =
    startY === endY
      ? `M${startX} ${startY}H${end.left}`
      : `M${startX} ${startY}H${middleX}V${endY}H${end.left}`;
  return { seq: to.seq, path, label: { x: middleX, y: labelHeight(from.lane, to.lane) } };
}

/** On the border between lanes, where no node stands: next to the receiver, or above both. */
function labelHeight(from: Level, to: Level): number {
  const border = from < to ? to - 1 : from > to ? to : to - 1;
  return Math.max(border * LANE_HEIGHT, 11);
}

function toLevel(level: number): Level {
  return LEVELS.find((known) => known === level) ?? (level < 1 ? 1 : 4);
}
