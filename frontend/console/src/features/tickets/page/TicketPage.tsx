import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { isApiError } from "../../../api/apiError";
import { NotFoundPage } from "../../../app/NotFoundPage";
import { Card } from "../../../shared/Card";
import { PageError, PageLoading } from "../../../shared/PageState";
import { useDocumentTitle } from "../../../shared/useDocumentTitle";
import { CustodyLanes } from "../../cases/custody/CustodyLanes";
import { FollowUpsCard } from "./FollowUpsCard";
import { GivingsCard } from "./GivingsCard";
import { PapersCard } from "./PapersCard";
import { FactsCard, RequestCard } from "./RequestCards";
import styles from "./Ticket.module.css";
import { TicketHeader } from "./TicketHeader";
import { TimelineCard } from "./TimelineCard";
import type { TicketDetail } from "./ticketTypes";
import { useTicket } from "./useTicket";

export default function TicketPage() {
  const { ticketId = "" } = useParams();
  const { query, refresh, refreshAll } = useTicket(ticketId);
  if (query.isPending) return <PageLoading />;
  if (isApiError(query.error, "NOT_FOUND")) return <NotFoundPage />;
  if (query.data === undefined) {
    return <PageError error={query.error} retry={() => void query.refetch()} />;
  }
  const { ticket } = query.data;
  if (ticket === null) return <NotFoundPage />;
  return <TicketView key={ticket.id} ticket={ticket} refresh={refresh} refreshAll={refreshAll} />;
}

interface TicketViewProps {
  ticket: TicketDetail;
  refresh: () => Promise<TicketDetail | null>;
  refreshAll: () => Promise<void>;
}

function TicketView({ ticket, refresh, refreshAll }: TicketViewProps) {
  const { t } = useTranslation();
  const [beside, setBeside] = useState(false);
  useDocumentTitle(`${ticket.number} ${ticket.title}`);
  return (
    <article
      className={styles.page}
      data-beside={beside || undefined}
      data-testid="ticket"
      data-state={ticket.state}
    >
      <TicketHeader
        ticket={ticket}
        refresh={refresh}
        refreshAll={refreshAll}
        makeRoom={setBeside}
      />
      <div className={styles.columns}>
        <RequestCard ticket={ticket} />
        <FactsCard ticket={ticket} />
      </div>
      <Card title={t("custody.title")}>
        <CustodyLanes custody={ticket.custody} />
      </Card>
      <div className={styles.columns}>
        <div className={styles.stack}>
          <GivingsCard ticket={ticket} />
          <PapersCard ticket={ticket} />
          <FollowUpsCard ticket={ticket} />
        </div>
        <TimelineCard ticketId={ticket.id} />
      </div>
    </article>
  );
}
