import { App, Button, Form } from "antd";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useRefreshWorkspace } from "../../../api/hooks";
import { useCommand } from "../../../api/useCommand";
import { RegisterTicketDocument } from "../../../generated/graphql";
import { Card } from "../../../shared/Card";
import { dropDraft, loadDraft, saveDraft } from "../../../shared/drafts";
import { FormAlerts, useFormAlerts } from "../../../shared/FormAlerts";
import { useWorkspace } from "../../../shared/workspace";
import styles from "./Register.module.css";
import { CallerFields, MatterFields, PlaceFields } from "./RegisterFields";
import { REGISTER_DEFAULTS, type RegisterValues, toRegisterVariables } from "./registerForm";

/** Registers a request on one page. What is typed is kept as a draft, except the caller. */
export default function RegisterPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { slug, person } = useWorkspace();
  const [form] = Form.useForm<RegisterValues>();
  const owner = { personId: person.id, slug, form: "register" };
  const [draft] = useState(() => loadDraft(localStorage, owner));
  const { alerts, show } = useFormAlerts(form);
  const refreshWorkspace = useRefreshWorkspace();
  const { send, sending } = useCommand({
    document: RegisterTicketDocument,
    refusalsOf: ({ registerTicket }) => registerTicket.errors,
  });

  const submit = async (values: RegisterValues) => {
    const outcome = await send((key) => toRegisterVariables(values, key));
    show(outcome);
    if (outcome.kind !== "done") return;
    dropDraft(localStorage, owner);
    const { ticket } = outcome.result.registerTicket;
    message.success(t("register.done", { number: ticket?.number }));
    void refreshWorkspace();
    await navigate(ticket ? `/w/${slug}/tickets/${ticket.id}` : `/w/${slug}/inbox`);
  };
  const startOver = () => {
    dropDraft(localStorage, owner);
    form.setFieldsValue(emptied(form.getFieldsValue(), REGISTER_DEFAULTS));
  };
  const submitOnCtrlEnter = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.submit();
  };

  return (
    <Form
      form={form}
      name="register"
      layout="vertical"
      initialValues={{ ...REGISTER_DEFAULTS, ...draft }}
      onValuesChange={(_changed, values) => saveDraft(localStorage, owner, { ...values })}
      onFinish={submit}
      onKeyDown={submitOnCtrlEnter}
      scrollToFirstError={{ focus: true }}
      className={styles.page}
      data-testid="register-form"
    >
      <Card
        main
        title={t("register.title")}
        extra={<span className={styles.hint}>{draft ? t("register.restored") : null}</span>}
      >
        <FormAlerts alerts={alerts} />
        <div className={styles.columns}>
          <MatterFields />
          <div>
            <PlaceFields />
            <CallerFields />
          </div>
        </div>
        <div className={styles.footer}>
          <span className={styles.hint}>{t("register.draftHint")}</span>
          <Button onClick={startOver}>{t("register.startOver")}</Button>
          <Button type="primary" htmlType="submit" loading={sending} data-testid="submit">
            {t("register.submit")}
          </Button>
        </div>
      </Card>
    </Form>
  );
}

function emptied(values: RegisterValues, defaults: Partial<RegisterValues>): RegisterValues {
  const blank = Object.fromEntries(Object.keys(values).map((name) => [name, undefined]));
  return { ...blank, ...defaults } as RegisterValues;
}
