import { Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { SplitTicketDocument } from "../../../../generated/graphql";
import type { ActionFormProps } from "../ActionFormProps";
import { CommandForm } from "../CommandForm";
import { Explanation } from "../fields";

interface SplitValues {
  parts: { title: string; body: string }[];
}

/** One call, several matters (一事一单): each new ticket keeps the citizen. */
export function SplitForm(props: ActionFormProps) {
  const { t } = useTranslation();
  const rules = (label: string) => [
    { required: true, whitespace: true, message: t("form.fillIn", { label }) },
  ];
  return (
    <CommandForm
      {...props}
      action="SPLIT"
      document={SplitTicketDocument}
      initialValues={{ parts: [{ title: "", body: "" }] }}
      toVariables={({ parts }: SplitValues, stamp) => ({
        ticketId: props.ticket.id,
        parts,
        ...stamp,
      })}
      refusalsOf={({ splitTicket }) => splitTicket.errors}
    >
      <Explanation>{t("form.split.explanation")}</Explanation>
      <Form.List name="parts">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }, index) => (
              <fieldset key={key} aria-label={t("form.split.part", { count: index + 1 })}>
                <Form.Item
                  name={[name, "title"]}
                  label={t("form.split.title")}
                  rules={rules(t("form.split.title"))}
                >
                  <Input data-testid={`field-part-${index}-title`} />
                </Form.Item>
                <Form.Item
                  name={[name, "body"]}
                  label={t("form.split.body")}
                  rules={rules(t("form.split.body"))}
                >
                  <Input.TextArea rows={3} data-testid={`field-part-${index}-body`} />
                </Form.Item>
                {fields.length > 1 && (
                  <Button size="small" onClick={() => remove(name)}>
                    {t("form.split.remove")}
                  </Button>
                )}
              </fieldset>
            ))}
            <Button onClick={() => add({ title: "", body: "" })}>{t("form.split.add")}</Button>
          </>
        )}
      </Form.List>
    </CommandForm>
  );
}
