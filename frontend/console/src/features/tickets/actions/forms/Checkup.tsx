import { Button, type FormInstance, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { execute } from "../../../../api/session";
import { ReportCheckupDocument, type ReportCheckupQuery } from "../../../../generated/graphql";
import { useWorkspace } from "../../../../shared/workspace";
import styles from "../Actions.module.css";

type Checked = NonNullable<ReportCheckupQuery["checkReport"]>;

interface CheckupProps {
  assignmentId: string;
  form: FormInstance<{ report: string; replyDraft: string }>;
}

/** 办结体检: what a reviewer would find, before the report leaves. Only personal data stops it. */
export function Checkup({ assignmentId, form }: CheckupProps) {
  const { t } = useTranslation();
  const { endpoint } = useWorkspace();
  const [checked, setChecked] = useState<Checked | null>(null);
  const [asking, setAsking] = useState(false);
  const check = async () => {
    setAsking(true);
    try {
      const { report = "", replyDraft = "" } = form.getFieldsValue();
      const variables = { assignmentId, report, replyDraft };
      const answer = await execute({ endpoint, document: ReportCheckupDocument, variables });
      setChecked(answer.checkReport);
    } finally {
      setAsking(false);
    }
  };
  return (
    <section aria-live="polite" data-testid="checkup">
      <Space>
        <Button onClick={() => void check()} loading={asking} data-testid="checkup-run">
          {t("form.checkup.run")}
        </Button>
        {checked !== null && checked.skeleton !== "" && (
          <Button onClick={() => form.setFieldsValue({ replyDraft: checked.skeleton })}>
            {t("form.checkup.use")}
          </Button>
        )}
      </Space>
      {checked?.findings.length === 0 && <p>{t("form.checkup.clean")}</p>}
      <ul className={styles.findings}>
        {(checked?.findings ?? []).map(({ code, where, start, severity, quote, advice }) => (
          <li key={`${code}-${where}-${start}`} data-severity={severity}>
            <strong>{severity === "STOP" ? t("form.checkup.stop") : t("form.checkup.warn")}</strong>{" "}
            {advice}
            {quote !== "" && <q>{quote}</q>}
          </li>
        ))}
      </ul>
    </section>
  );
}
