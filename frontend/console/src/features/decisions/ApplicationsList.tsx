import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../api/hooks";
import {
  PendingApplicationsDocument,
  type PendingApplicationsQuery,
} from "../../generated/graphql";
import { type Column, DataTable } from "../../shared/DataTable";
import { ListBody, TimeCell } from "../../shared/ListPage";
import { EmptySentence } from "../../shared/PageState";
import { formatShanghai } from "../../shared/shanghai";
import { useWorkspace } from "../../shared/workspace";
import { NumberLink } from "./NumberLink";

const PAGE = 30;

type Application = PendingApplicationsQuery["applications"]["nodes"][number];

/** 延期 and 挂账, oldest first; decided on the ticket, where everything else about it stands. */
export function ApplicationsList() {
  const { t } = useTranslation();
  const { slug } = useWorkspace();
  const { query, nodes } = useConnection(
    PendingApplicationsDocument,
    { first: PAGE },
    (answer) => answer.applications,
  );
  return (
    <ListBody query={query}>
      <DataTable
        label={t("decisions.desk.applications")}
        columns={columnsOf(t)}
        rows={nodes}
        rowKey={({ id }) => id}
        rowLink={({ ticketId }) => `/w/${slug}/tickets/${ticketId}`}
        rowProps={({ number }) => ({ "data-testid": "application-row", "data-number": number })}
        loading={query.isPending || query.isPlaceholderData}
        empty={
          <EmptySentence title={t("decisions.noApplications")}>
            {t("decisions.noApplicationsHelp")}
          </EmptySentence>
        }
      />
    </ListBody>
  );
}

function columnsOf(t: TFunction): Column<Application>[] {
  return [
    { title: t("field.number"), cell: (row) => <NumberLink {...row} /> },
    { title: t("field.title"), atMost: 260, cell: ({ title }) => title },
    { title: t("decisions.kind"), cell: ({ kind }) => t(`applicationKind.${kind}`) },
    { title: t("decisions.from"), atMost: 160, cell: ({ fromUnit }) => fromUnit.name },
    { title: t("decisions.asked"), cell: (application) => spanOf(application, t) },
    {
      title: t("decisions.reason"),
      grows: true,
      cell: ({ reason }) => <span title={reason}>{reason}</span>,
    },
    { title: t("decisions.by"), cell: ({ askedByName }) => askedByName },
    { title: t("decisions.askedAt"), cell: ({ askedAt }) => <TimeCell at={askedAt} /> },
  ];
}

/** How much longer, or until when, in the words the applicant chose. */
function spanOf({ workingDays, hours, until }: Application, t: TFunction): string {
  if (until !== null) return t("papers.until", { time: formatShanghai(until) });
  if (workingDays !== null) return t("decisions.workingDays", { count: workingDays });
  return hours === null ? "—" : t("span.hours", { count: hours });
}
