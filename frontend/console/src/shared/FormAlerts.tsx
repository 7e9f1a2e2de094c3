import { Alert, Button, type FormInstance } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Outcome } from "../api/useCommand";
import { apiErrorSentence, placeRefusals, refusalSentence } from "./errors";
import styles from "./FormAlerts.module.css";

interface FormAlertsState {
  sentences: string[];
  stale: boolean;
}

const NOTHING: FormAlertsState = { sentences: [], stale: false };

/** Puts an outcome where the person looks: at its field, or at the top of the form. */
export function useFormAlerts<TValues extends object>(form: FormInstance<TValues>) {
  const { t, i18n } = useTranslation();
  const [alerts, setAlerts] = useState<FormAlertsState>(NOTHING);
  const show = (outcome: Outcome<unknown>) => {
    if (outcome.kind === "done") return setAlerts(NOTHING);
    if (outcome.kind === "failed") {
      return setAlerts({ sentences: [apiErrorSentence(outcome.code, t)], stale: false });
    }
    const names = form.getFieldsError().map(({ name }) => String(name[0]));
    const { byField, top, stale } = placeRefusals(outcome.refusals, names);
    for (const [name, refusals] of byField) {
      const errors = refusals.map((refusal) => refusalSentence(refusal, i18n));
      form.setFields([{ name: name as never, errors }]);
    }
    const first = byField.keys().next().value;
    if (first !== undefined) form.scrollToField(first as never, { focus: true });
    return setAlerts({ sentences: top.map((refusal) => refusalSentence(refusal, i18n)), stale });
  };
  return { alerts, show, clear: () => setAlerts(NOTHING) };
}

interface FormAlertsProps {
  alerts: FormAlertsState;
  /** Fetches what the form is about anew; what was typed stays. */
  refresh?: () => void;
}

export function FormAlerts({ alerts, refresh }: FormAlertsProps) {
  const { t } = useTranslation();
  return (
    <div aria-live="assertive" className={styles.alerts}>
      {alerts.sentences.map((sentence) => (
        <Alert
          key={sentence}
          type={alerts.stale ? "warning" : "error"}
          showIcon
          title={sentence}
          data-testid="form-alert"
          action={
            alerts.stale &&
            refresh && (
              <Button size="small" onClick={refresh} data-testid="refresh">
                {t("common.refresh")}
              </Button>
            )
          }
        />
      ))}
    </div>
  );
}
