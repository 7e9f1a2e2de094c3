import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../shared/Card";
import { EmptySentence } from "../../shared/PageState";
import styles from "./Find.module.css";
import { FoundTickets } from "./FoundTickets";
import { SOUGHT_FIELDS, type Sought, soughtOf } from "./sought";

/** The one screen on which a seat answers "what became of my request?" (查单). */
export default function FindPage() {
  const { t } = useTranslation();
  const [form] = Form.useForm<Sought>();
  const [sought, setSought] = useState<Sought | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [empty, setEmpty] = useState(false);
  const find = (values: Sought) => {
    const said = soughtOf(values);
    setSought(said);
    setEmpty(said === null);
    setAttempt(attempt + 1);
  };
  const startOver = () => {
    // Not `resetFields`, which mounts the inputs anew and loses the focus.
    form.setFieldsValue(Object.fromEntries(SOUGHT_FIELDS.map((field) => [field, undefined])));
    setSought(null);
    setEmpty(false);
    form.getFieldInstance(SOUGHT_FIELDS[0])?.focus();
  };
  return (
    <div className={styles.page}>
      <Card main title={t("find.title")}>
        <search>
          <Form form={form} name="find" layout="vertical" onFinish={find} data-testid="find-form">
            <div className={styles.fields}>
              {SOUGHT_FIELDS.map((field, index) => (
                <Form.Item key={field} name={field} label={t(`find.by.${field}`)}>
                  <Input
                    allowClear
                    autoFocus={index === 0}
                    autoComplete="off"
                    placeholder={t(`find.hint.${field}`)}
                  />
                </Form.Item>
              ))}
            </div>
            <div className={styles.buttons}>
              <Button type="primary" htmlType="submit" data-testid="find">
                {t("find.submit")}
              </Button>
              <Button onClick={startOver}>{t("find.startOver")}</Button>
              <span className={styles.hint}>{t("find.help")}</span>
            </div>
          </Form>
        </search>
      </Card>
      <div aria-live="polite">
        {/* Anew for each search: one caller's tickets must never stand under another's number. */}
        {sought !== null && <FoundTickets key={attempt} sought={sought} />}
        {empty && <EmptySentence title={t("find.nothingSought")} />}
      </div>
    </div>
  );
}
