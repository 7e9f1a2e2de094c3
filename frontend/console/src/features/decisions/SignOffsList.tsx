import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../api/hooks";
import { PendingSignOffsDocument, type PendingSignOffsQuery } from "../../generated/graphql";
import { type Column, DataTable } from "../../shared/DataTable";
import { ListBody, TimeCell } from "../../shared/ListPage";
import { EmptySentence } from "../../shared/PageState";
import { useWorkspace } from "../../shared/workspace";
import { NumberLink } from "./NumberLink";

const PAGE = 30;

type SignOff = PendingSignOffsQuery["signOffs"]["nodes"][number];

/** What waits for the person's signature, oldest first; signed on the ticket. */
export function SignOffsList() {
  const { t } = useTranslation();
  const { slug } = useWorkspace();
  const { query, nodes } = useConnection(
    PendingSignOffsDocument,
    { first: PAGE },
    (answer) => answer.signOffs,
  );
  return (
    <ListBody query={query}>
      <DataTable
        label={t("decisions.desk.signOffs")}
        columns={columnsOf(t)}
        rows={nodes}
        rowKey={({ id }) => id}
        rowLink={({ ticketId }) => `/w/${slug}/tickets/${ticketId}`}
        rowProps={({ number }) => ({ "data-testid": "sign-off-row", "data-number": number })}
        loading={query.isPending || query.isPlaceholderData}
        empty={
          <EmptySentence title={t("decisions.noSignOffs")}>
            {t("decisions.noSignOffsHelp")}
          </EmptySentence>
        }
      />
    </ListBody>
  );
}

function columnsOf(t: TFunction): Column<SignOff>[] {
  return [
    { title: t("field.number"), cell: (row) => <NumberLink {...row} /> },
    { title: t("field.title"), grows: true, cell: ({ title }) => title },
    { title: t("decisions.act"), cell: ({ act }) => t(`signOffAct.${act}`) },
    { title: t("decisions.from"), atMost: 160, cell: ({ unit }) => unit.name },
    { title: t("decisions.by"), cell: ({ askedByName }) => askedByName },
    { title: t("decisions.askedAt"), cell: ({ askedAt }) => <TimeCell at={askedAt} /> },
  ];
}
