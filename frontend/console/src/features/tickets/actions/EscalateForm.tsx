import { useTranslation } from "react-i18next";
import { EscalateTicketDocument } from "../../../generated/graphql";
import type { ActionFormProps } from "./ActionFormProps";
import { CommandForm } from "./CommandForm";
import { Explanation, TextField } from "./fields";

export function EscalateForm(props: ActionFormProps) {
  const { t } = useTranslation();
  return (
    <CommandForm
      {...props}
      action="ESCALATE"
      document={EscalateTicketDocument}
      toVariables={(values: { reason: string }, stamp) => ({
        ticketId: props.ticket.id,
        reason: values.reason,
        ...stamp,
      })}
      refusalsOf={({ escalateTicket }) => escalateTicket.errors}
    >
      <Explanation>{t("form.escalate.explanation")}</Explanation>
      <TextField name="reason" label={t("form.escalate.reason")} required />
    </CommandForm>
  );
}
