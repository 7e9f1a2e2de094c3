import { useTranslation } from "react-i18next";
import { useApiQuery } from "../../../../api/hooks";
import { DispatchAdviceDocument } from "../../../../generated/graphql";
import styles from "../Actions.module.css";

/** What the catalogue says of such a matter, why, and what was ruled before (派单目录、先例). */
export function Advice({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation();
  const found = useApiQuery(DispatchAdviceDocument, { ticketId }, { staleTime: 60_000 });
  const advice = found.data?.dispatchAdvice;
  if (!advice) return null;
  const { lead, nextUnit, assists, why, standard, rule, precedents, departmental } = advice;
  const names = assists.map(({ name }) => name).join("、");
  return (
    <section className={styles.quote} aria-label={t("form.advice.title")} data-testid="advice">
      <h3>{t("form.advice.title")}</h3>
      {lead && <p>{t("form.advice.lead", { name: lead.name })}</p>}
      {nextUnit && nextUnit.id !== lead?.id && (
        <p>{t("form.advice.next", { name: nextUnit.name })}</p>
      )}
      {names !== "" && <p>{t("form.advice.assists", { names })}</p>}
      <p>{why}</p>
      {departmental && <p>{t("form.advice.departmental")}</p>}
      {standard !== "" && <p>{t("form.advice.standard", { standard })}</p>}
      {rule !== null && rule.legalBasis !== "" && (
        <p>{t("form.advice.basis", { basis: rule.legalBasis })}</p>
      )}
      {precedents.map(({ id, finding }) => (
        <p key={id}>{t("form.advice.precedent", { finding })}</p>
      ))}
    </section>
  );
}
