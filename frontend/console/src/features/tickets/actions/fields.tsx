import { Form, Input } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Actions.module.css";

interface TextFieldProps {
  name: string;
  label: string;
  help?: ReactNode;
  required?: boolean;
  rows?: number;
  placeholder?: string;
}

/** A labelled text of several lines; when required, spaces alone do not count. */
export function TextField({ name, label, help, required, rows = 4, placeholder }: TextFieldProps) {
  const { t } = useTranslation();
  const rules = required
    ? [{ required: true, whitespace: true, message: t("form.fillIn", { label }) }]
    : [];
  return (
    <Form.Item name={name} label={label} extra={help} rules={rules}>
      <Input.TextArea
        autoSize={{ minRows: rows, maxRows: rows * 3 }}
        placeholder={placeholder}
        data-testid={`field-${name}`}
      />
    </Form.Item>
  );
}

export function Explanation({ children }: { children: ReactNode }) {
  return <p className={styles.explanation}>{children}</p>;
}
