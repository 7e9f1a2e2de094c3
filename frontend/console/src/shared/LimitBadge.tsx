import { Tooltip } from "antd";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import styles from "./Badges.module.css";
import { spanInWords, type TimeSpan, timeLeft } from "./limits";
import { formatShanghai } from "./shanghai";
import { useNow } from "./useNow";

/** A span in the language shown: 3天4小时, 3 d 4 h. */
export function spanLabel(span: TimeSpan, t: TFunction): string {
  if (span.days + span.hours + span.minutes === 0) return t("span.moment");
  const word = (unit: keyof TimeSpan, count: number) => t(`span.${unit}`, { count });
  return spanInWords(span, word, t("span.separator"));
}

interface LimitBadgeProps {
  dueAt: string | null;
  /** The limit was kept or is no longer running: shown as a plain date. */
  stopped?: boolean;
}

/** How much time is left, in words and colour; the exact time on pointing. */
export function LimitBadge({ dueAt, stopped = false }: LimitBadgeProps) {
  const { t } = useTranslation();
  const now = useNow();
  if (dueAt === null) return <span className={styles.none}>{t("limit.none")}</span>;
  const exact = formatShanghai(dueAt);
  if (stopped) return <time dateTime={dueAt}>{exact}</time>;
  const left = timeLeft(dueAt, now);
  const span = spanLabel(left, t);
  return (
    <Tooltip title={t("limit.exact", { time: exact })}>
      <span className={styles.limit} data-tone={left.tone} data-testid="limit">
        {left.overdue ? t("limit.overdue", { span }) : t("limit.left", { span })}
      </span>
    </Tooltip>
  );
}
