import { useTranslation } from "react-i18next";
import { useConnection } from "../../../api/hooks";
import { TicketTimelineDocument, type TicketTimelineQuery } from "../../../generated/graphql";
import { Card } from "../../../shared/Card";
import { LoadMore } from "../../../shared/LoadMore";
import { verbLabel } from "../../../shared/labels";
import { PageError } from "../../../shared/PageState";
import { formatShanghai } from "../../../shared/shanghai";
import styles from "./Ticket.module.css";

type Event = NonNullable<TicketTimelineQuery["ticket"]>["timeline"]["nodes"][number];

const PAGE = 50;

export function TimelineCard({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation();
  const { query, nodes } = useConnection(
    TicketTimelineDocument,
    { ticketId, first: PAGE },
    (answer) => answer.ticket?.timeline ?? null,
  );
  return (
    <Card title={t("timeline.title")}>
      {query.isError && <PageError error={query.error} retry={() => void query.refetch()} />}
      <ol className={styles.timeline}>
        {nodes.map((event) => (
          <EventLine key={event.id} event={event} />
        ))}
      </ol>
      <LoadMore
        available={query.hasNextPage}
        loading={query.isFetchingNextPage}
        load={() => void query.fetchNextPage()}
      />
    </Card>
  );
}

function EventLine({ event }: { event: Event }) {
  const { t } = useTranslation();
  return (
    <li data-testid="event" data-verb={event.verb}>
      <div className={styles.line}>
        <strong>{verbLabel(event.verb, t)}</strong>
        {event.toUnit && <span>→ {event.toUnit.name}</span>}
        <time className={styles.faint} dateTime={event.at}>
          {formatShanghai(event.at)}
        </time>
      </div>
      <div className={styles.faint}>
        {[event.unit?.name, event.actorName].filter(Boolean).join(" · ")}
      </div>
      {event.note !== "" && <p className={styles.text}>{event.note}</p>}
    </li>
  );
}
