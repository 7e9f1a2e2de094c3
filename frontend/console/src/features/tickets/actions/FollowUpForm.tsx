import { Form, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { RecordFollowUpDocument, Satisfaction } from "../../../generated/graphql";
import { choicesOf, satisfactionLabel } from "../../../shared/labels";
import type { ActionFormProps } from "./ActionFormProps";
import { CommandForm } from "./CommandForm";
import { TextField } from "./fields";

interface FollowUpValues {
  reached: boolean;
  resolved?: boolean;
  satisfaction?: Satisfaction;
  contactedByUnit?: boolean;
  hotlineSatisfaction?: Satisfaction;
  opinion?: string;
}

/** The answers are asked only of a person who was reached: silence is never satisfaction. */
export function FollowUpForm(props: ActionFormProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<FollowUpValues>();
  const reached = Form.useWatch("reached", form) === true;
  const yesOrNo = (yes: string, no: string) => [
    { value: true, label: yes },
    { value: false, label: no },
  ];
  const required = (message: string) => [{ required: true, message }];
  return (
    <CommandForm
      {...props}
      form={form}
      action="FOLLOW_UP"
      document={RecordFollowUpDocument}
      toVariables={({ reached, opinion, ...answers }: FollowUpValues, stamp) => ({
        ticketId: props.ticket.id,
        reached,
        ...(reached && answers),
        opinion,
        ...stamp,
      })}
      refusalsOf={({ recordFollowUp }) => recordFollowUp.errors}
    >
      <Form.Item
        name="reached"
        label={t("form.followUp.reached")}
        rules={required(t("form.followUp.reachedMissing"))}
      >
        <Radio.Group options={yesOrNo(t("form.followUp.yes"), t("form.followUp.no"))} />
      </Form.Item>
      {reached && (
        <>
          <Form.Item
            name="resolved"
            label={t("form.followUp.resolved")}
            rules={required(t("form.followUp.resolvedMissing"))}
          >
            <Radio.Group options={yesOrNo(t("followUp.resolved"), t("followUp.unresolved"))} />
          </Form.Item>
          <Form.Item
            name="satisfaction"
            label={t("form.followUp.satisfaction")}
            rules={required(t("form.followUp.satisfactionMissing"))}
          >
            <Radio.Group options={choicesOf(Satisfaction, satisfactionLabel, t)} />
          </Form.Item>
          <Form.Item name="contactedByUnit" label={t("form.followUp.contacted")}>
            <Radio.Group
              options={yesOrNo(t("form.followUp.contactedYes"), t("form.followUp.contactedNo"))}
            />
          </Form.Item>
          <Form.Item name="hotlineSatisfaction" label={t("form.followUp.hotline")}>
            <Radio.Group options={choicesOf(Satisfaction, satisfactionLabel, t)} />
          </Form.Item>
        </>
      )}
      <TextField
        name="opinion"
        label={reached ? t("form.followUp.opinion") : t("form.followUp.attemptNote")}
        rows={3}
      />
    </CommandForm>
  );
}
