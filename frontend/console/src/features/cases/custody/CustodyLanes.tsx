import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CustodyPartsFragment } from "../../../generated/graphql";
import { spanLabel } from "../../../shared/LimitBadge";
import { handoffLabel } from "../../../shared/labels";
import { splitSpan } from "../../../shared/limits";
import { formatShanghai } from "../../../shared/shanghai";
import styles from "./CustodyLanes.module.css";
import {
  LANE_HEIGHT,
  type LaneLayout,
  type LaneNode,
  LEVELS,
  layoutCustody,
  NODE_HEIGHT,
  NODE_WIDTH,
  nodePosition,
} from "./custodyLanes";

/** The chain of custody over the four levels: a drawing to the eye, an ordered list to a screen
 * reader. */
export function CustodyLanes({ custody }: { custody: CustodyPartsFragment }) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLElement>(null);
  const layout = layoutCustody(custody);
  const length = layout.nodes.length;
  useLayoutEffect(() => {
    if (length > 0 && scroller.current) scroller.current.scrollLeft = scroller.current.scrollWidth;
  }, [length]);
  return (
    <div className={styles.frame} data-testid="custody-lanes">
      <div className={styles.levels} aria-hidden="true">
        {LEVELS.map((level) => (
          <div key={level} style={{ height: LANE_HEIGHT }}>
            {t(`level.${level}`)}
          </div>
        ))}
      </div>
      <section
        ref={scroller}
        className={styles.scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take the focus.
        tabIndex={0}
        aria-label={t("custody.chart")}
      >
        <div className={styles.canvas} style={{ width: layout.width, height: layout.height }}>
          <Arrows layout={layout} />
          <ol className={styles.nodes}>
            {layout.nodes.map((node) => (
              <Node key={node.seq} node={node} />
            ))}
          </ol>
        </div>
      </section>
    </div>
  );
}

function Node({ node }: { node: LaneNode }) {
  const { t } = useTranslation();
  const position = nodePosition(node);
  const sentence = t(node.from === null ? "custody.opened" : "custody.handed", {
    from: node.from,
    to: node.unit,
    kind: handoffLabel(node.kind, t),
    level: t(`level.${node.lane}`),
    time: formatShanghai(node.at),
  });
  return (
    <li
      className={styles.node}
      style={{ ...position, width: NODE_WIDTH, height: NODE_HEIGHT }}
      data-current={node.current || undefined}
      data-testid={`handoff-${node.seq}`}
      data-kind={node.kind}
      data-level={node.lane}
      title={sentence}
    >
      <span className="visually-hidden">
        {sentence}
        {node.current && t("custody.current")}
      </span>
      <span className={styles.unit} aria-hidden="true">
        {node.unit}
      </span>
      <span className={styles.time} aria-hidden="true">
        {formatShanghai(node.at).slice(5)}
      </span>
    </li>
  );
}

function Arrows({ layout }: { layout: LaneLayout }) {
  const { t } = useTranslation();
  return (
    <>
      <svg className={styles.arrows} width={layout.width} height={layout.height} aria-hidden="true">
        <defs>
          <marker
            id="arrowhead"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0L8 4L0 8z" fill="#5d716c" />
          </marker>
        </defs>
        {layout.arrows.map(({ seq, path }) => (
          <path key={seq} d={path} markerEnd="url(#arrowhead)" />
        ))}
      </svg>
      {layout.arrows.map(({ seq, label }, index) => {
        const node = layout.nodes[index + 1];
        if (node === undefined || node.waited === null) return null;
        return (
          <span
            key={seq}
            className={styles.hop}
            style={{ left: label.x, top: label.y }}
            data-kind={node.kind}
            aria-hidden="true"
          >
            <b>{handoffLabel(node.kind, t)}</b>
            {spanLabel(splitSpan(node.waited), t)}
          </span>
        );
      })}
    </>
  );
}
