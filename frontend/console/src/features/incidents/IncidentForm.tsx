import { App, Button, Form } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useRefreshWorkspace } from "../../api/hooks";
import { useCommand } from "../../api/useCommand";
import type { TypedDocumentString } from "../../generated/graphql";
import type { Refusal } from "../../shared/errors";
import { FormAlerts, useFormAlerts } from "../../shared/FormAlerts";
import styles from "./Incidents.module.css";

interface IncidentFormProps<TValues extends object, TResult, TVariables> {
  name: string;
  document: TypedDocumentString<TResult, TVariables>;
  toVariables: (values: TValues, key: string) => TVariables;
  refusalsOf: (result: TResult) => Refusal[];
  initialValues?: Partial<TValues>;
  submitLabel: string;
  doneLabel: string;
  danger?: boolean;
  close: () => void;
  children: ReactNode;
}

/** The frame of what directs an event: refusals at their field, and STALE with a way on. */
export function IncidentForm<TValues extends object, TResult, TVariables>(
  props: IncidentFormProps<TValues, TResult, TVariables>,
) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<TValues>();
  const { alerts, show, clear } = useFormAlerts(form);
  const refreshWorkspace = useRefreshWorkspace();
  const { send, sending } = useCommand({
    document: props.document,
    refusalsOf: props.refusalsOf,
  });
  const submit = async (values: TValues) => {
    const outcome = await send((key) => props.toVariables(values, key));
    show(outcome);
    if (outcome.kind !== "done") return;
    message.success(props.doneLabel);
    props.close();
    await refreshWorkspace();
  };
  const refresh = async () => {
    await refreshWorkspace();
    clear();
  };
  return (
    <Form
      form={form}
      name={props.name}
      layout="vertical"
      initialValues={props.initialValues}
      onFinish={submit}
      className={styles.form}
      scrollToFirstError={{ focus: true }}
      data-testid={props.name}
    >
      <FormAlerts alerts={alerts} refresh={() => void refresh()} />
      {props.children}
      <div className={styles.footer}>
        <Button onClick={props.close}>{t("common.cancel")}</Button>
        <Button
          type="primary"
          htmlType="submit"
          danger={props.danger}
          loading={sending}
          data-testid="submit"
        >
          {props.submitLabel}
        </Button>
      </div>
    </Form>
  );
}
