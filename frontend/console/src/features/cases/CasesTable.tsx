import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { CasesQuery } from "../../generated/graphql";
import { type Column, DataTable } from "../../shared/DataTable";
import { LimitBadge } from "../../shared/LimitBadge";
import { kindLabel } from "../../shared/labels";
import { EmptySentence } from "../../shared/PageState";
import { formatShanghai } from "../../shared/shanghai";
import { StateTag } from "../../shared/Tags";
import { isClosed } from "../../shared/tones";
import { useWorkspace } from "../../shared/workspace";
import styles from "./Cases.module.css";
import { LEVELS } from "./custody/custodyLanes";

type LedgerCase = CasesQuery["cases"]["nodes"][number];

interface CasesTableProps {
  cases: LedgerCase[];
  loading: boolean;
}

/** A row opens the ticket where this workspace has one the person may see, else the case. */
export function CasesTable({ cases, loading }: CasesTableProps) {
  const { t } = useTranslation();
  const { slug } = useWorkspace();
  const rowLink = ({ number, ticketId }: LedgerCase) =>
    ticketId === null
      ? `/w/${slug}/cases/${encodeURIComponent(number)}`
      : `/w/${slug}/tickets/${ticketId}`;
  return (
    <DataTable
      label={t("cases.title")}
      columns={columnsOf(t, rowLink)}
      rows={cases}
      rowKey={({ number }) => number}
      rowLink={rowLink}
      rowProps={({ number }) => ({ "data-testid": "case-row", "data-number": number })}
      loading={loading}
      empty={<EmptySentence title={t("cases.none")}>{t("cases.noneHelp")}</EmptySentence>}
    />
  );
}

function columnsOf(t: TFunction, link: (row: LedgerCase) => string): Column<LedgerCase>[] {
  return [
    {
      title: t("field.number"),
      cell: (row) => (
        <Link className="number" to={link(row)} onClick={(event) => event.stopPropagation()}>
          {row.number}
        </Link>
      ),
    },
    {
      title: t("field.title"),
      grows: true,
      cell: ({ title }) =>
        title === null ? <span className={styles.faint}>{t("cases.titleHidden")}</span> : title,
    },
    { title: t("field.kind"), cell: ({ kind }) => kindLabel(kind, t) },
    { title: t("field.state"), cell: ({ state }) => <StateTag state={state} /> },
    { title: t("field.level"), cell: ({ level }) => levelLabel(level, t) },
    {
      title: t("field.holder"),
      atMost: 140,
      cell: ({ holder }) => holder?.name ?? t("inbox.noHolder"),
    },
    {
      title: t("field.holderWorkspace"),
      cell: ({ holderWorkspace }) => holderWorkspace?.name ?? "—",
    },
    {
      title: t("field.openedAt"),
      cell: ({ openedAt }) => (
        <time className={styles.time} dateTime={openedAt}>
          {formatShanghai(openedAt)}
        </time>
      ),
    },
    {
      title: t("field.limit"),
      cell: ({ state, dueAt }) => <LimitBadge dueAt={dueAt} stopped={isClosed(state)} />,
    },
    { title: t("field.version"), align: "right", cell: ({ version }) => version },
  ];
}

function levelLabel(level: number, t: TFunction): string {
  const known = LEVELS.find((each) => each === level);
  return known === undefined ? "—" : t(`level.${known}`);
}
