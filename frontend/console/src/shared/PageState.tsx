import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/apiError";
import { apiErrorSentence } from "./errors";
import styles from "./PageState.module.css";

export function PageLoading() {
  const { t } = useTranslation();
  return (
    <div className={styles.loading} role="status" aria-label={t("common.loading")}>
      <div />
      <div />
      <div />
    </div>
  );
}

interface PageErrorProps {
  error: unknown;
  retry?: () => void;
}

/** One plain sentence about what went wrong, and the way on. */
export function PageError({ error, retry }: PageErrorProps) {
  const { t } = useTranslation();
  const sentence = apiErrorSentence(error instanceof ApiError ? error.code : "INTERNAL", t);
  return (
    <div className={styles.message} role="alert">
      <p>{sentence}</p>
      {retry && <Button onClick={retry}>{t("common.retry")}</Button>}
    </div>
  );
}

interface EmptySentenceProps {
  title: string;
  /** The sentence is all there is of the page. */
  heading?: boolean;
  children?: ReactNode;
}

export function EmptySentence({ title, heading = false, children }: EmptySentenceProps) {
  const Title = heading ? "h1" : "p";
  return (
    <div className={styles.message}>
      <Title className={styles.title}>{title}</Title>
      {children && <p>{children}</p>}
    </div>
  );
}
