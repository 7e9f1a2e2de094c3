import { useTranslation } from "react-i18next";
import { ReplyToCallerDocument } from "../../../generated/graphql";
import type { ActionFormProps } from "./ActionFormProps";
import { reportedBelow } from "./actions";
import { CommandForm } from "./CommandForm";
import { Explanation, TextField } from "./fields";

export function ReplyForm(props: ActionFormProps) {
  const { t } = useTranslation();
  return (
    <CommandForm
      {...props}
      action="REPLY"
      document={ReplyToCallerDocument}
      initialValues={{ text: props.ticket.reply || reportedBelow(props.ticket)?.replyDraft }}
      toVariables={(values: { text: string }, stamp) => ({
        ticketId: props.ticket.id,
        text: values.text,
        ...stamp,
      })}
      refusalsOf={({ replyToCaller }) => replyToCaller.errors}
    >
      <Explanation>{t("form.reply.explanation")}</Explanation>
      <TextField name="text" label={t("form.reply.text")} rows={8} required />
    </CommandForm>
  );
}
