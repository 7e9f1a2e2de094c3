import { Alert, Button, Form, type FormInstance } from "antd";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../../api/useCommand";
import type { TicketAction, TypedDocumentString } from "../../../generated/graphql";
import type { Refusal } from "../../../shared/errors";
import { FormAlerts, useFormAlerts } from "../../../shared/FormAlerts";
import { actionLabel } from "../../../shared/labels";
import type { ActionFormProps } from "./ActionFormProps";
import styles from "./Actions.module.css";

export interface CommandStamp {
  expectedVersion: number;
  idempotencyKey: string;
}

interface CommandFormProps<TValues extends object, TResult, TVariables> extends ActionFormProps {
  action: TicketAction;
  document: TypedDocumentString<TResult, TVariables>;
  toVariables: (values: TValues, stamp: CommandStamp) => TVariables;
  refusalsOf: (result: TResult) => Refusal[];
  form?: FormInstance<TValues>;
  initialValues?: Partial<TValues>;
  danger?: boolean;
  children: ReactNode;
}

/** The frame of every action's form: sends the command under the version the person saw, shows
 * refusals where they belong, and on STALE refreshes without touching what was typed. */
export function CommandForm<TValues extends object, TResult, TVariables>(
  props: CommandFormProps<TValues, TResult, TVariables>,
) {
  const { action, ticket, document, toVariables, refusalsOf, done, cancel, refresh } = props;
  const { t } = useTranslation();
  const [form] = Form.useForm<TValues>(props.form);
  const [version, setVersion] = useState(ticket.version);
  const [withdrawn, setWithdrawn] = useState(false);
  const { send, sending } = useCommand({ document, refusalsOf });
  const { alerts, show, clear } = useFormAlerts(form);

  const submit = async (values: TValues) => {
    const outcome = await send((idempotencyKey) =>
      toVariables(values, { expectedVersion: version, idempotencyKey }),
    );
    show(outcome);
    if (outcome.kind === "done") done();
  };
  const refreshAndKeep = async () => {
    const fresh = await refresh();
    if (fresh === null) return;
    clear();
    setVersion(fresh.version);
    setWithdrawn(!fresh.allowedActions.includes(action));
  };
  const submitOnCtrlEnter = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.submit();
  };

  return (
    <Form
      form={form}
      layout="vertical"
      name={`action-${action}`}
      initialValues={props.initialValues}
      onFinish={submit}
      onValuesChange={props.touched}
      onKeyDown={submitOnCtrlEnter}
      scrollToFirstError={{ focus: true }}
      data-testid={`form-${action}`}
    >
      <FormAlerts alerts={alerts} refresh={() => void refreshAndKeep()} />
      {withdrawn && (
        <Alert type="warning" showIcon className={styles.withdrawn} title={t("form.withdrawn")} />
      )}
      {props.children}
      <div className={styles.footer}>
        <Button onClick={cancel}>{t("common.cancel")}</Button>
        <Button
          type="primary"
          htmlType="submit"
          danger={props.danger}
          loading={sending}
          disabled={withdrawn}
          data-testid="submit"
        >
          {t("form.submit", { action: actionLabel(action, t) })}
        </Button>
      </div>
    </Form>
  );
}
