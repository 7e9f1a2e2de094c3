import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TicketState, Urgency } from "../generated/graphql";
import styles from "./Badges.module.css";
import { stateLabel, urgencyLabel } from "./labels";
import { STATE_TONES, type Tone, URGENCY_TONES } from "./tones";

export function StateTag({ state }: { state: TicketState }) {
  const { t } = useTranslation();
  return (
    <span
      className={styles.tag}
      data-tone={STATE_TONES[state]}
      data-state={state}
      data-testid="state"
    >
      {stateLabel(state, t)}
    </span>
  );
}

export function UrgencyTag({ urgency }: { urgency: Urgency }) {
  const { t } = useTranslation();
  return (
    <span className={styles.tag} data-tone={URGENCY_TONES[urgency]}>
      {urgencyLabel(urgency, t)}
    </span>
  );
}

export function ToneTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {children}
    </span>
  );
}
