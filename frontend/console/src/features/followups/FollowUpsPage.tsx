import { Segmented } from "antd";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useConnection } from "../../api/hooks";
import { FollowUpQueueDocument, type FollowUpQueueQuery } from "../../generated/graphql";
import { type Column, DataTable } from "../../shared/DataTable";
import { LimitBadge } from "../../shared/LimitBadge";
import { ListPage, TimeCell } from "../../shared/ListPage";
import { kindLabel } from "../../shared/labels";
import { EmptySentence } from "../../shared/PageState";
import { useWorkspace } from "../../shared/workspace";
import { waitsFrom } from "./waiting";

const PAGE = 30;
const SPANS = ["due", "all"] as const;

type Waiting = FollowUpQueueQuery["followUpQueue"]["nodes"][number];

/** Every request whose citizen waits to be called, most overdue first (回访). */
export default function FollowUpsPage() {
  const { t } = useTranslation();
  const { slug } = useWorkspace();
  const [params, setParams] = useSearchParams();
  const span = params.get("span") === "all" ? "all" : "due";
  const { query, nodes, totalCount } = useConnection(
    FollowUpQueueDocument,
    { first: PAGE, due: span === "due" },
    (answer) => answer.followUpQueue,
  );
  const rowLink = ({ id }: Waiting) => `/w/${slug}/tickets/${id}`;
  return (
    <ListPage
      title={t("followUps.title")}
      count={t("inbox.count", { total: totalCount })}
      query={query}
      filters={
        <Segmented
          value={span}
          options={SPANS.map((value) => ({ value, label: t(`followUps.span.${value}`) }))}
          onChange={(value) => setParams(value === "all" ? { span: value } : {}, { replace: true })}
          aria-label={t("followUps.spanLabel")}
        />
      }
    >
      <DataTable
        label={t("followUps.title")}
        columns={columnsOf(t, rowLink)}
        rows={nodes}
        rowKey={({ id }) => id}
        rowLink={rowLink}
        rowProps={({ number }) => ({ "data-testid": "follow-up-row", "data-number": number })}
        loading={query.isPending || query.isPlaceholderData}
        empty={
          <EmptySentence title={t(`followUps.none.${span}`)}>
            {t("followUps.noneHelp")}
          </EmptySentence>
        }
      />
    </ListPage>
  );
}

function columnsOf(t: TFunction, link: (row: Waiting) => string): Column<Waiting>[] {
  return [
    {
      title: t("field.number"),
      cell: (row) => (
        <Link className="number" to={link(row)} onClick={(event) => event.stopPropagation()}>
          {row.number}
        </Link>
      ),
    },
    { title: t("field.title"), grows: true, cell: ({ title }) => title },
    { title: t("field.kind"), cell: ({ kind }) => kindLabel(kind, t) },
    {
      title: t("field.callerName"),
      cell: ({ caller }) => (caller === null ? "—" : `${caller.name} ${caller.phone}`),
    },
    {
      title: t("followUps.tries"),
      cell: ({ followUpCount }) =>
        followUpCount === 0
          ? t("followUps.untried")
          : t("followUps.tried", { count: followUpCount }),
    },
    { title: t("field.reworkCount"), align: "right", cell: ({ reworkCount }) => reworkCount },
    { title: t("followUps.waits"), cell: (row) => <LimitBadge dueAt={waitsFrom(row)} /> },
    { title: t("followUps.from"), cell: (row) => <TimeCell at={waitsFrom(row)} /> },
  ];
}
