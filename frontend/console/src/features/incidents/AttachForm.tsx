import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useRefreshWorkspace } from "../../api/hooks";
import { useCommand } from "../../api/useCommand";
import { AttachToIncidentDocument, type IncidentPartsFragment } from "../../generated/graphql";
import { FormAlerts, useFormAlerts } from "../../shared/FormAlerts";
import styles from "./Incidents.module.css";

interface CallerValues {
  callerName?: string;
  callerPhone?: string;
}

/** Two fields and Enter: the next caller can be taken at once. */
export function AttachForm({ incident }: { incident: IncidentPartsFragment }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<CallerValues>();
  const { alerts, show } = useFormAlerts(form);
  const [done, setDone] = useState("");
  const refreshWorkspace = useRefreshWorkspace();
  const { send, sending } = useCommand({
    document: AttachToIncidentDocument,
    refusalsOf: ({ attachToIncident }) => attachToIncident.errors,
  });
  const submit = async (values: CallerValues) => {
    if (sending) return;
    setDone("");
    const outcome = await send((idempotencyKey) => ({
      incidentId: incident.id,
      ...spoken(values),
      idempotencyKey,
    }));
    show(outcome);
    if (outcome.kind !== "done") return;
    const calls = outcome.result.attachToIncident.contact?.calls ?? 1;
    setDone(calls > 1 ? t("incidents.attachedAgain", { count: calls }) : t("incidents.attached"));
    // Not `resetFields`, which mounts the inputs anew and loses the focus.
    form.setFieldsValue({ callerName: undefined, callerPhone: undefined });
    form.getFieldInstance("callerName")?.focus();
    await refreshWorkspace();
  };
  return (
    <Form
      form={form}
      name={`attach-${incident.id}`}
      layout="inline"
      onFinish={submit}
      className={styles.attach}
      aria-label={t("incidents.attachTo", { title: incident.title })}
      data-testid="attach-form"
    >
      <FormAlerts alerts={alerts} />
      <Form.Item name="callerName" label={t("field.callerName")}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="callerPhone" label={t("field.callerPhone")}>
        <Input autoComplete="off" inputMode="tel" />
      </Form.Item>
      <Button htmlType="submit" loading={sending} data-testid="attach">
        {t("incidents.attach")}
      </Button>
      <span role="status" className={styles.done}>
        {done}
      </span>
    </Form>
  );
}

/** An anonymous caller counts too: what was left empty is left out. */
function spoken({ callerName, callerPhone }: CallerValues): CallerValues {
  return {
    ...(callerName?.trim() && { callerName: callerName.trim() }),
    ...(callerPhone?.trim() && { callerPhone: callerPhone.trim() }),
  };
}
