import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ApiError, isApiError } from "../../api/apiError";
import { useConnection } from "../../api/hooks";
import { FindTicketsDocument, type FindTicketsQuery } from "../../generated/graphql";
import { Card } from "../../shared/Card";
import { ListBody, TimeCell } from "../../shared/ListPage";
import { kindLabel } from "../../shared/labels";
import { EmptySentence, PageError, PageLoading } from "../../shared/PageState";
import { StateTag, ToneTag } from "../../shared/Tags";
import { useWorkspace } from "../../shared/workspace";
import styles from "./Find.module.css";
import type { Sought } from "./sought";

const PAGE = 10;

type Found = FindTicketsQuery["findTickets"]["nodes"][number];

/** What fits, newest first, each with the sentence to read out to the caller. */
export function FoundTickets({ sought }: { sought: Sought }) {
  const { t } = useTranslation();
  const { query, nodes, totalCount } = useConnection(
    FindTicketsDocument,
    { first: PAGE, ...sought },
    (answer) => answer.findTickets,
  );
  if (query.isPending) return <PageLoading />;
  if (isApiError(query.error, "BAD_REQUEST")) return <Unreadable error={query.error} />;
  if (query.isError) return <PageError error={query.error} retry={() => void query.refetch()} />;
  return (
    <Card title={t("find.found")} extra={<span>{t("inbox.count", { total: totalCount })}</span>}>
      <ListBody query={query}>
        {nodes.length === 0 ? (
          <EmptySentence title={t("find.none")}>{t("find.noneHelp")}</EmptySentence>
        ) : (
          <ol className={styles.found} aria-busy={query.isPlaceholderData}>
            {nodes.map((ticket) => (
              <FoundTicket key={ticket.ticketId} ticket={ticket} />
            ))}
          </ol>
        )}
      </ListBody>
    </Card>
  );
}

/** The server says in Chinese what about the input it cannot use. */
function Unreadable({ error }: { error: unknown }) {
  const { t, i18n } = useTranslation();
  const told = error instanceof ApiError ? error.message : "";
  const sentence = i18n.language === "en" || told === "" ? t("find.unreadable") : told;
  return (
    <div role="alert">
      <EmptySentence title={sentence} />
    </div>
  );
}

function FoundTicket({ ticket }: { ticket: Found }) {
  const { t } = useTranslation();
  const { slug } = useWorkspace();
  const { number, title, kind, state, caller, registeredAt, chaseCount, reply } = ticket;
  return (
    <li className={styles.ticket} data-testid="found-row" data-number={number}>
      <h3>
        <Link to={`/w/${slug}/tickets/${ticket.ticketId}`}>
          <span className="number">{number}</span> {title ?? t("find.secretTitle")}
        </Link>
      </h3>
      <p className={styles.facts}>
        {state !== null && <StateTag state={state} />}
        {ticket.secret && <ToneTag tone="grave">{t("ticket.secret")}</ToneTag>}
        {chaseCount > 0 && (
          <ToneTag tone="waiting">{t("ticket.chased", { count: chaseCount })}</ToneTag>
        )}
        {kind !== null && <span>{kindLabel(kind, t)}</span>}
        {caller !== null && (
          <span>
            {caller.name} {caller.phone}
          </span>
        )}
        <span>
          {t("field.registeredAt")} <TimeCell at={registeredAt} />
        </span>
        {!ticket.isOrigin && <span>{t("find.elsewhere")}</span>}
      </p>
      <dl className={styles.say}>
        <dt>{t("find.say")}</dt>
        <dd className={styles.status} data-testid="speakable">
          {ticket.speakableStatus}
        </dd>
        {reply !== null && reply !== "" && (
          <>
            <dt>{t("find.replied")}</dt>
            <dd data-testid="reply">{reply}</dd>
          </>
        )}
      </dl>
    </li>
  );
}
