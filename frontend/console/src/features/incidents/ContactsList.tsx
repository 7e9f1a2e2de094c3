import { useTranslation } from "react-i18next";
import { useConnection } from "../../api/hooks";
import { IncidentContactsDocument } from "../../generated/graphql";
import { ListBody } from "../../shared/ListPage";
import { EmptySentence, PageLoading } from "../../shared/PageState";
import { formatShanghai } from "../../shared/shanghai";
import styles from "./Incidents.module.css";

const PAGE = 20;

/** Who called about the event, newest first: all for the office, their own for a seat. */
export function ContactsList({ incidentId }: { incidentId: string }) {
  const { t } = useTranslation();
  const { query, nodes } = useConnection(
    IncidentContactsDocument,
    { incidentId, first: PAGE },
    (answer) => answer.incident?.contacts ?? null,
  );
  if (query.isPending) return <PageLoading />;
  return (
    <ListBody query={query}>
      {nodes.length === 0 ? (
        <EmptySentence title={t("incidents.noCallers")} />
      ) : (
        <ul className={styles.callers} aria-label={t("incidents.callers")}>
          {nodes.map(({ id, caller, lastCallAt, calls, agentName, detachedAt }) => (
            <li key={id} data-testid="caller">
              <span>
                {caller.name} {caller.phone}
              </span>
              <span>{t("incidents.calls", { count: calls })}</span>
              <span>{agentName}</span>
              <time dateTime={lastCallAt}>{formatShanghai(lastCallAt)}</time>
              {detachedAt !== null && <span>{t("incidents.detached")}</span>}
            </li>
          ))}
        </ul>
      )}
    </ListBody>
  );
}
