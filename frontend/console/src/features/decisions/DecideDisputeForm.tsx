import { App, Button, Form, Input, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { useRefreshWorkspace } from "../../api/hooks";
import { useCommand } from "../../api/useCommand";
import { DecideDisputeDocument } from "../../generated/graphql";
import { FormAlerts, useFormAlerts } from "../../shared/FormAlerts";
import { UnitPicker } from "../../shared/UnitPicker";
import styles from "./Decisions.module.css";

interface RulingValues {
  upheld: boolean;
  note: string;
  competentUnitId?: string;
}

interface DecideDisputeFormProps {
  dispute: {
    id: string;
    number: string;
    receiverUnit: { name: string };
    giverUnit: { name: string };
  };
  close: () => void;
}

/** Upheld, the case goes back to who gave it; rejected, it stays where it is. It binds both. */
export function DecideDisputeForm({ dispute, close }: DecideDisputeFormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<RulingValues>();
  const upheld = Form.useWatch("upheld", form);
  const { alerts, show } = useFormAlerts(form);
  const refreshWorkspace = useRefreshWorkspace();
  const { send, sending } = useCommand({
    document: DecideDisputeDocument,
    refusalsOf: ({ decideDispute }) => decideDispute.errors,
  });
  const submit = async (values: RulingValues) => {
    const outcome = await send(() => ({ disputeId: dispute.id, ...values }));
    show(outcome);
    if (outcome.kind !== "done") return;
    message.success(t("decisions.decided", { number: dispute.number }));
    close();
    await refreshWorkspace();
  };
  const noteLabel = t("decisions.note");
  return (
    <Form
      form={form}
      name={`dispute-${dispute.id}`}
      layout="vertical"
      onFinish={submit}
      className={styles.form}
      scrollToFirstError={{ focus: true }}
      data-testid="dispute-form"
    >
      <FormAlerts alerts={alerts} />
      <Form.Item
        name="upheld"
        label={t("decisions.ruling")}
        rules={[{ required: true, message: t("decisions.rulingMissing") }]}
      >
        <Radio.Group
          options={[
            { value: true, label: t("decisions.yes", { giver: dispute.giverUnit.name }) },
            { value: false, label: t("decisions.no", { receiver: dispute.receiverUnit.name }) },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="note"
        label={noteLabel}
        rules={[
          {
            required: true,
            whitespace: true,
            message: t("common.fillIn", { label: noteLabel }),
          },
        ]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 9 }} maxLength={2000} />
      </Form.Item>
      {upheld === true && (
        <Form.Item name="competentUnitId" label={t("decisions.competent")}>
          <UnitPicker />
        </Form.Item>
      )}
      <div className={styles.footer}>
        <Button onClick={close}>{t("common.cancel")}</Button>
        <Button type="primary" htmlType="submit" loading={sending} data-testid="submit">
          {t("decisions.submit")}
        </Button>
      </div>
    </Form>
  );
}
