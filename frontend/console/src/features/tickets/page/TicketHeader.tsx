import { useTranslation } from "react-i18next";
import { LimitBadge } from "../../../shared/LimitBadge";
import { kindLabel } from "../../../shared/labels";
import { formatShanghai } from "../../../shared/shanghai";
import { StateTag, UrgencyTag } from "../../../shared/Tags";
import { isClosed } from "../../../shared/tones";
import { ActionBar, type ActionBarProps } from "../actions/ActionBar";
import styles from "./Ticket.module.css";

export function TicketHeader(props: ActionBarProps) {
  const { ticket } = props;
  const { t } = useTranslation();
  const holder = ticket.holder ?? ticket.custody.holder;
  const limit = ticket.holderDueAt ?? ticket.dueAt;
  return (
    <header className={styles.header}>
      <div className={styles.heading}>
        <div className={styles.line}>
          <span className="number" data-testid="ticket-number">
            {ticket.number}
          </span>
          <span>{kindLabel(ticket.kind, t)}</span>
          <UrgencyTag urgency={ticket.urgency} />
          <StateTag state={ticket.holderState ?? ticket.state} />
          {ticket.secret && <span className={styles.secret}>{t("ticket.secret")}</span>}
          {ticket.role === "ASSIST" && <span>{t("assignmentRole.ASSIST")}</span>}
          {ticket.chaseCount > 0 && (
            <span className={styles.rework}>
              {t("ticket.chased", { count: ticket.chaseCount })}
            </span>
          )}
          {ticket.suspendedUntil !== null && (
            <span className={styles.rework}>
              {t("ticket.suspended", { time: formatShanghai(ticket.suspendedUntil) })}
            </span>
          )}
          {ticket.reworkCount > 0 && (
            <span className={styles.rework}>
              {t("ticket.reworked", { count: ticket.reworkCount })}
            </span>
          )}
        </div>
        <h1 data-testid="ticket-title">{ticket.title}</h1>
        <div className={styles.line}>
          <LimitBadge dueAt={limit} stopped={isClosed(ticket.state)} />
          {holder && <span>{t("ticket.holderLine", { name: holder.name })}</span>}
        </div>
      </div>
      <ActionBar {...props} />
    </header>
  );
}
