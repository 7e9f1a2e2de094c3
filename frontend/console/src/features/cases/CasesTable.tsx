import { Table, type TableColumnsType } from "antd";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { CasesQuery } from "../../generated/graphql";
import { LimitBadge } from "../../shared/LimitBadge";
import { kindLabel } from "../../shared/labels";
import { EmptySentence } from "../../shared/PageState";
import { formatShanghai } from "../../shared/shanghai";
import { StateTag } from "../../shared/Tags";
import { isClosed } from "../../shared/tones";
import { useWorkspace } from "../../shared/workspace";
import styles from "./Cases.module.css";

type LedgerCase = CasesQuery["cases"]["nodes"][number];

interface CasesTableProps {
  cases: LedgerCase[];
  loading: boolean;
}

/** A row opens the ticket where this workspace has one the person may see, else the case. */
export function CasesTable({ cases, loading }: CasesTableProps) {
  const { t } = useTranslation();
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const open = ({ number, ticketId }: LedgerCase) =>
    ticketId === null
      ? `/w/${slug}/cases/${encodeURIComponent(number)}`
      : `/w/${slug}/tickets/${ticketId}`;
  const empty = <EmptySentence title={t("cases.none")}>{t("cases.noneHelp")}</EmptySentence>;
  return (
    <Table
      className={styles.table}
      size="small"
      rowKey="number"
      columns={columnsOf(t, open)}
      dataSource={cases}
      loading={loading}
      pagination={false}
      scroll={{ x: 1120 }}
      sticky={{ offsetHeader: -16 }}
      locale={{ emptyText: loading ? " " : empty }}
      onRow={(row) => ({
        "data-testid": "case-row",
        "data-number": row.number,
        onClick: () => void navigate(open(row)),
      })}
    />
  );
}

function columnsOf(t: TFunction, open: (row: LedgerCase) => string): TableColumnsType<LedgerCase> {
  return [
    {
      title: t("field.number"),
      width: 168,
      render: (_, row) => (
        <Link className="number" to={open(row)} onClick={(event) => event.stopPropagation()}>
          {row.number}
        </Link>
      ),
    },
    {
      title: t("field.title"),
      ellipsis: true,
      render: (_, { title }) =>
        title ?? <span className={styles.faint}>{t("cases.titleHidden")}</span>,
    },
    { title: t("field.kind"), width: 70, render: (_, { kind }) => kindLabel(kind, t) },
    {
      title: t("field.state"),
      width: 92,
      render: (_, { state }) => <StateTag state={state} />,
    },
    { title: t("field.level"), width: 74, render: (_, { level }) => levelLabel(level, t) },
    {
      title: t("field.holder"),
      width: 130,
      ellipsis: true,
      render: (_, { holder }) => holder?.name ?? t("inbox.noHolder"),
    },
    {
      title: t("field.holderWorkspace"),
      width: 96,
      ellipsis: true,
      render: (_, { holderWorkspace }) => holderWorkspace?.name ?? "—",
    },
    {
      title: t("field.openedAt"),
      width: 132,
      render: (_, { openedAt }) => (
        <time className={styles.time} dateTime={openedAt}>
          {formatShanghai(openedAt)}
        </time>
      ),
    },
    {
      title: t("field.limit"),
      width: 146,
      render: (_, { state, dueAt }) => <LimitBadge dueAt={dueAt} stopped={isClosed(state)} />,
    },
    { title: t("field.version"), width: 60, align: "right", dataIndex: "version" },
  ];
}

function levelLabel(level: number, t: TFunction): string {
  return level >= 1 && level <= 4 ? t(`level.${level as 1 | 2 | 3 | 4}`) : "—";
}
