import { useTranslation } from "react-i18next";
import { Card } from "../../../shared/Card";
import { satisfactionLabel } from "../../../shared/labels";
import { formatShanghai } from "../../../shared/shanghai";
import styles from "./Ticket.module.css";
import type { TicketDetail } from "./ticketTypes";

type FollowUp = TicketDetail["followUps"][number];

export function FollowUpsCard({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  if (ticket.followUps.length === 0) return null;
  return (
    <Card title={t("followUp.title")}>
      <ol className={styles.followUps}>
        {ticket.followUps.map((followUp) => (
          <FollowUpLine key={followUp.attempt} followUp={followUp} />
        ))}
      </ol>
    </Card>
  );
}

function FollowUpLine({ followUp }: { followUp: FollowUp }) {
  const { t } = useTranslation();
  const { reached, resolved, satisfaction, opinion } = followUp;
  const answers = [
    reached ? t("followUp.reached") : t("followUp.notReached"),
    resolved === null ? null : resolved ? t("followUp.resolved") : t("followUp.unresolved"),
    satisfaction && satisfactionLabel(satisfaction, t),
  ];
  return (
    <li data-testid="follow-up">
      <div className={styles.line}>
        <strong>{t("followUp.attempt", { count: followUp.attempt, ordinal: true })}</strong>
        <span>{answers.filter(Boolean).join(" · ")}</span>
        <span className={styles.faint}>
          {followUp.actorName} {formatShanghai(followUp.at)}
        </span>
      </div>
      {opinion !== "" && <p className={styles.text}>{opinion}</p>}
    </li>
  );
}
