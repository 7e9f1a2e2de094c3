import { useTranslation } from "react-i18next";
import { Card, Fact, Facts } from "../../../shared/Card";
import { reasonLabel } from "../../../shared/labels";
import { formatShanghai } from "../../../shared/shanghai";
import { StateTag } from "../../../shared/Tags";
import styles from "./Ticket.module.css";
import type { Giving, TicketDetail } from "./ticketTypes";

/** The givings of this workspace, the latest first, each with what was asked and reported. */
export function GivingsCard({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  const latestFirst = [...ticket.assignments].reverse();
  return (
    <Card title={t("givings.title")}>
      {latestFirst.length === 0 && <p className={styles.nothing}>{t("givings.none")}</p>}
      <ul className={styles.givings}>
        {latestFirst.map((giving) => (
          <GivingLine key={giving.id} giving={giving} />
        ))}
      </ul>
    </Card>
  );
}

function GivingLine({ giving }: { giving: Giving }) {
  const { t } = useTranslation();
  const reason = giving.returnReason && reasonLabel(giving.returnReason, t);
  const returned = [reason, giving.returnNote].filter(Boolean).join("：");
  return (
    <li data-testid="giving">
      <div className={styles.line}>
        <strong>
          {giving.fromUnit.name} → {giving.toUnit.name}
        </strong>
        <span>{t(`direction.${giving.direction}`)}</span>
        <span>{t(`assignmentRole.${giving.role}`)}</span>
        <StateTag state={giving.state} />
        {giving.express && <span>{t("givings.express")}</span>}
        {giving.incoming && <span className={styles.faint}>{t("givings.incoming")}</span>}
      </div>
      <Facts>
        <TextFact label={t("givings.requirement")} text={giving.requirement} />
        <Fact label={t("givings.times")}>
          <GivingTimes giving={giving} />
        </Fact>
        <TextFact label={t("givings.returned")} text={returned} />
        <TextFact label={t("givings.basis")} text={giving.returnBasis} />
        <TextFact label={t("givings.override")} text={giving.overrideReason ?? ""} />
        <TextFact label={t("givings.waived")} text={giving.waiveReason} />
        <TextFact label={t("givings.deputy")} text={deputies(giving)} />
        <TextFact label={t("givings.report")} text={giving.report} />
        <TextFact label={t("givings.replyDraft")} text={giving.replyDraft} />
        {giving.dueAt && <Fact label={t("field.dueAt")}>{formatShanghai(giving.dueAt)}</Fact>}
      </Facts>
    </li>
  );
}

/** The township that signed or reported for its village. */
function deputies({ signedByUnit, reportedByUnit }: Giving): string {
  const names = [signedByUnit?.name, reportedByUnit?.name].filter((name) => name !== undefined);
  return [...new Set(names)].join("、");
}

function TextFact({ label, text }: { label: string; text: string }) {
  if (text === "") return null;
  return (
    <Fact label={label}>
      <span className={styles.text}>{text}</span>
    </Fact>
  );
}

function GivingTimes({ giving }: { giving: Giving }) {
  const { t } = useTranslation();
  const steps = [
    ["given", giving.createdAt],
    ["signed", giving.signedAt],
    ["reported", giving.reportedAt],
    ["ended", giving.endedAt],
  ] as const;
  return (
    <span className={styles.times}>
      {steps.map(([step, at]) =>
        at === null ? null : (
          <span key={step}>
            {t(`givingStep.${step}`)} <time dateTime={at}>{formatShanghai(at)}</time>
          </span>
        ),
      )}
    </span>
  );
}
