import { Form, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "../../../../api/hooks";
import { DeclineTicketDocument, RefusalClassesDocument } from "../../../../generated/graphql";
import type { ActionFormProps } from "../ActionFormProps";
import { CommandForm } from "../CommandForm";
import { Explanation, TextField } from "../fields";

interface DeclineValues {
  refusalClass: string;
  explanation: string;
  guidedTo: string;
}

/** A refusal names its class, says why, and where else the citizen can go. */
export function DeclineForm(props: ActionFormProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<DeclineValues>();
  const found = useApiQuery(RefusalClassesDocument, {}, { staleTime: 300_000 });
  const classes = (found.data?.refusalClasses ?? []).filter(({ handOver }) => !handOver);
  const fill = (code: string) => {
    const chosen = classes.find((each) => each.code === code);
    if (chosen === undefined) return;
    form.setFieldsValue({ explanation: chosen.explanation, guidedTo: chosen.guidance });
  };
  return (
    <CommandForm
      {...props}
      form={form}
      action="DECLINE"
      danger
      document={DeclineTicketDocument}
      toVariables={(values: DeclineValues, stamp) => ({
        ticketId: props.ticket.id,
        ...values,
        ...stamp,
      })}
      refusalsOf={({ declineTicket }) => declineTicket.errors}
    >
      <Explanation>{t("form.decline.explanation")}</Explanation>
      <Form.Item
        name="refusalClass"
        label={t("form.decline.class")}
        rules={[{ required: true, message: t("form.fillIn", { label: t("form.decline.class") }) }]}
      >
        <Select
          options={classes.map(({ code, name }) => ({ value: code, label: name }))}
          loading={found.isFetching}
          onChange={fill}
          data-testid="field-refusalClass"
        />
      </Form.Item>
      <TextField name="explanation" label={t("form.decline.why")} required />
      <TextField name="guidedTo" label={t("form.decline.guidedTo")} rows={2} required />
    </CommandForm>
  );
}
