import { Form, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { ReplyMethod, ReplyToCallerDocument, SuggestionOutcome } from "../../../generated/graphql";
import { choicesOf, outcomeLabel, replyMethodLabel } from "../../../shared/labels";
import type { ActionFormProps } from "./ActionFormProps";
import { reportedBelow } from "./actions";
import { CommandForm } from "./CommandForm";
import { Explanation, TextField } from "./fields";

interface ReplyValues {
  text: string;
  method: ReplyMethod;
  proof?: string;
  publicText?: string;
  outcome?: SuggestionOutcome;
  outcomeReason?: string;
}

/** The one answer to the citizen: what is said, how it reaches them, and how that is known. */
export function ReplyForm(props: ActionFormProps) {
  const { t } = useTranslation();
  const { ticket } = props;
  const suggestion = ticket.kind === "SUGGESTION";
  const label = t("form.reply.outcome");
  return (
    <CommandForm
      {...props}
      action="REPLY"
      document={ReplyToCallerDocument}
      initialValues={{
        text: ticket.reply || reportedBelow(ticket)?.replyDraft || "",
        method: "PHONE",
      }}
      toVariables={(values: ReplyValues, stamp) => ({ ticketId: ticket.id, ...values, ...stamp })}
      refusalsOf={({ replyToCaller }) => replyToCaller.errors}
    >
      <Explanation>{t("form.reply.explanation")}</Explanation>
      <TextField name="text" label={t("form.reply.text")} rows={8} required />
      {suggestion && (
        <>
          <Form.Item
            name="outcome"
            label={label}
            rules={[{ required: true, message: t("form.fillIn", { label }) }]}
          >
            <Radio.Group options={choicesOf(SuggestionOutcome, outcomeLabel, t)} />
          </Form.Item>
          <TextField name="outcomeReason" label={t("form.reply.outcomeReason")} rows={2} />
        </>
      )}
      <Form.Item name="method" label={t("form.reply.method")}>
        <Radio.Group options={choicesOf(ReplyMethod, replyMethodLabel, t)} />
      </Form.Item>
      <TextField
        name="proof"
        label={t("form.reply.proof")}
        help={t("form.reply.proofHelp")}
        rows={2}
      />
      <TextField
        name="publicText"
        label={t("form.reply.publicText")}
        help={t("form.reply.publicTextHelp")}
        rows={3}
      />
    </CommandForm>
  );
}
