import { useTranslation } from "react-i18next";
import { Card, Fact, Facts } from "../../../shared/Card";
import { formatShanghai } from "../../../shared/shanghai";
import { useWorkspace } from "../../../shared/workspace";
import styles from "./Ticket.module.css";
import type { TicketDetail } from "./ticketTypes";

/** What leaders wrote, what was asked for, what was issued: in this order. */
export function PapersCard({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  const { instructions, applications, documents, signOffs } = ticket;
  const waiting = signOffs.filter(({ state }) => state === "PENDING");
  if (instructions.length + applications.length + documents.length + waiting.length === 0) {
    return null;
  }
  return (
    <Card title={t("papers.title")}>
      <Facts>
        {instructions.map(({ id, text, at, byName, unit }) => (
          <Fact key={id} label={t("papers.instruction")}>
            <span className={styles.text}>{text}</span>
            <span className={styles.faint}>
              {unit.name} {byName} {formatShanghai(at)}
            </span>
          </Fact>
        ))}
        {waiting.map(({ id, act, askedByName, askedAt }) => (
          <Fact key={id} label={t("papers.signOff")}>
            {t(`signOffAct.${act}`)}
            <span className={styles.faint}>
              {askedByName} {formatShanghai(askedAt)}
            </span>
          </Fact>
        ))}
        {applications.map((application) => (
          <ApplicationFact key={application.id} application={application} />
        ))}
        {documents.map((document) => (
          <DocumentFact key={document.id} document={document} />
        ))}
      </Facts>
    </Card>
  );
}

function ApplicationFact({ application }: { application: TicketDetail["applications"][number] }) {
  const { t } = useTranslation();
  const { kind, state, fromUnit, reason, note, grantedUntil, askedAt } = application;
  return (
    <Fact label={t(`applicationKind.${kind}`)}>
      <span className={styles.text}>
        {fromUnit.name}：{reason}
      </span>
      <span className={styles.faint}>
        {formatShanghai(askedAt)} {t(`applicationState.${state}`)}
        {grantedUntil !== null && ` ${t("papers.until", { time: formatShanghai(grantedUntil) })}`}
        {note !== "" && ` ${note}`}
      </span>
    </Fact>
  );
}

function DocumentFact({ document }: { document: TicketDetail["documents"][number] }) {
  const { t } = useTranslation();
  const { slug } = useWorkspace();
  return (
    <Fact label={t("papers.document")}>
      <a href={`/w/${slug}/documents/${document.id}/print`} target="_blank" rel="noreferrer">
        {document.title} {document.number}
      </a>
      <span className={styles.faint}>{formatShanghai(document.issuedAt)}</span>
    </Fact>
  );
}
