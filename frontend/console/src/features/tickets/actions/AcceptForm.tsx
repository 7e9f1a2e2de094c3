import { useTranslation } from "react-i18next";
import { AcceptTicketDocument } from "../../../generated/graphql";
import type { ActionFormProps } from "./ActionFormProps";
import { CommandForm } from "./CommandForm";
import { Explanation } from "./fields";

export function AcceptForm(props: ActionFormProps) {
  const { t } = useTranslation();
  return (
    <CommandForm
      {...props}
      action="ACCEPT"
      document={AcceptTicketDocument}
      toVariables={(_values: object, stamp) => ({ ticketId: props.ticket.id, ...stamp })}
      refusalsOf={({ acceptTicket }) => acceptTicket.errors}
    >
      <Explanation>{t("form.accept.explanation")}</Explanation>
    </CommandForm>
  );
}
