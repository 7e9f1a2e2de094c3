import { DatePicker, Form, Input } from "antd";
import type { Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { shanghaiInstant } from "../../shared/shanghai";
import styles from "./Incidents.module.css";

/** 统一口径: one wording for the telephone and for the message. */
export function AnswerField({ label, help }: { label: string; help: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="answer"
      label={label}
      extra={help}
      rules={[{ required: true, whitespace: true, message: t("common.fillIn", { label }) }]}
    >
      <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={500} showCount />
    </Form.Item>
  );
}

export function ExpectedEndField({ help }: { help?: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item name="expectedEnd" label={t("incidents.expectedEndOptional")} extra={help}>
      <DatePicker
        showTime={{ format: "HH:mm", minuteStep: 10 }}
        format="YYYY-MM-DD HH:mm"
        className={styles.time ?? ""}
      />
    </Form.Item>
  );
}

/** The chosen wall-clock time as an instant; nothing where nothing was chosen. */
export function instantOf(time: Dayjs | null | undefined): string | undefined {
  return time ? shanghaiInstant(time.format("YYYY-MM-DDTHH:mm")) : undefined;
}
