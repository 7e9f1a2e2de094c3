import { Alert, Button } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/apiError";
import { useRefreshWorkspace } from "../../api/hooks";
import { apiErrorSentence, refusalSentence } from "../../shared/errors";
import { useWorkspace } from "../../shared/workspace";
import styles from "./Imports.module.css";
import { ReportView } from "./ReportView";
import { isApplicable, sendWorkbook, type WorkbookReport } from "./workbook";

/** First the trial, then the import of the very file that was tried. */
export function UploadSteps({ kind }: { kind: string }) {
  const { t } = useTranslation();
  const inputId = useId();
  const [file, setFile] = useState<File | null>(null);
  const { report, sentences, sending, send, clear } = useWorkbook(kind);
  const choose = (chosen: File | null) => {
    setFile(chosen);
    clear();
  };
  return (
    <div className={styles.steps}>
      <div className={styles.choice}>
        {/* The browser's own button speaks the browser's language: the label stands for it. */}
        <input
          id={inputId}
          className="visually-hidden"
          type="file"
          accept=".xlsx"
          onChange={(event) => choose(event.target.files?.[0] ?? null)}
          // The same name chosen again may be a mended file: it counts as a new choice.
          onClick={(event) => {
            event.currentTarget.value = "";
            choose(null);
          }}
        />
        <label htmlFor={inputId} className={styles.pick}>
          {t("imports.file")}
        </label>
        <span className={styles.hint} aria-live="polite">
          {file?.name ?? t("imports.noFile")}
        </span>
      </div>
      <div className={styles.choice}>
        <Button
          disabled={file === null}
          loading={sending === "check"}
          onClick={() => file && void send(file, false)}
          data-testid="check"
        >
          {t("imports.check")}
        </Button>
        <Button
          type="primary"
          disabled={file === null || report === null || !isApplicable(report)}
          loading={sending === "apply"}
          onClick={() => file && void send(file, true)}
          data-testid="apply"
        >
          {t("imports.apply")}
        </Button>
        <span className={styles.hint}>{t("imports.checkHelp")}</span>
      </div>
      <div aria-live="polite" className={styles.steps}>
        {sentences.map((sentence) => (
          <Alert key={sentence} type="error" showIcon title={sentence} data-testid="form-alert" />
        ))}
        {report !== null && <ReportView report={report} />}
      </div>
    </div>
  );
}

function useWorkbook(kind: string) {
  const { t, i18n } = useTranslation();
  const { slug } = useWorkspace();
  const refreshWorkspace = useRefreshWorkspace();
  const [report, setReport] = useState<WorkbookReport | null>(null);
  const [sentences, setSentences] = useState<string[]>([]);
  const [sending, setSending] = useState<"check" | "apply" | null>(null);
  const clear = () => {
    setReport(null);
    setSentences([]);
  };
  const send = async (file: File, apply: boolean) => {
    clear();
    setSending(apply ? "apply" : "check");
    try {
      const answer = await sendWorkbook(slug, kind, file, apply);
      setReport(answer.report);
      setSentences(answer.errors.map((refusal) => refusalSentence(refusal, i18n)));
      if (apply) void refreshWorkspace();
    } catch (error) {
      const code = error instanceof ApiError ? error.code : "INTERNAL";
      setSentences([apiErrorSentence(code, t)]);
    } finally {
      setSending(null);
    }
  };
  return { report, sentences, sending, send, clear };
}
