import { useTranslation } from "react-i18next";
import { Card, Fact, Facts } from "../../../shared/Card";
import { channelLabel, stateLabel } from "../../../shared/labels";
import { formatShanghai } from "../../../shared/shanghai";
import styles from "./Ticket.module.css";
import type { TicketDetail } from "./ticketTypes";

export function RequestCard({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  const differs = ticket.body !== null && ticket.body !== ticket.bodyShared;
  return (
    <Card title={t("ticket.request")}>
      <p className={styles.text} data-testid="ticket-body">
        {ticket.body ?? ticket.bodyShared}
      </p>
      {differs && ticket.bodyShared !== "" && (
        <TextPart title={t("ticket.bodyShared")} text={ticket.bodyShared} />
      )}
      {ticket.reply !== "" && <TextPart title={t("ticket.reply")} text={ticket.reply} />}
    </Card>
  );
}

function TextPart({ title, text }: { title: string; text: string }) {
  return (
    <div className={styles.part}>
      <h3>{title}</h3>
      <p className={styles.text}>{text}</p>
    </div>
  );
}

export function FactsCard({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  const { caller, area } = ticket;
  return (
    <Card title={t("ticket.facts")}>
      <Facts>
        {caller && (
          <>
            <Fact label={t("field.callerName")}>{caller.name || t("ticket.anonymous")}</Fact>
            <Fact label={t("field.callerPhone")}>
              <span className="number">{caller.phone || "—"}</span>
            </Fact>
          </>
        )}
        <Fact label={t("field.area")}>{area ? area.pathNames.join(" / ") : "—"}</Fact>
        <Fact label={t("field.address")}>{ticket.address || "—"}</Fact>
        <Fact label={t("field.category")}>{ticket.categoryName || ticket.category || "—"}</Fact>
        <Fact label={t("field.channel")}>{channelLabel(ticket.channel, t)}</Fact>
        <Fact label={t("field.registeredAt")}>{formatShanghai(ticket.registeredAt)}</Fact>
        <Fact label={t("field.unit")}>
          {ticket.unit.name} · {stateLabel(ticket.state, t)}
        </Fact>
        <Fact label={t("field.dueAt")}>
          {ticket.dueAt ? formatShanghai(ticket.dueAt) : t("limit.none")}
        </Fact>
        {ticket.archivedAt && (
          <Fact label={t("field.archivedAt")}>{formatShanghai(ticket.archivedAt)}</Fact>
        )}
      </Facts>
    </Card>
  );
}
