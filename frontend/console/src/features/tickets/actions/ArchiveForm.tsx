import { useTranslation } from "react-i18next";
import { ArchiveTicketDocument } from "../../../generated/graphql";
import type { ActionFormProps } from "./ActionFormProps";
import { CommandForm } from "./CommandForm";
import { Explanation } from "./fields";

export function ArchiveForm(props: ActionFormProps) {
  const { t } = useTranslation();
  return (
    <CommandForm
      {...props}
      action="ARCHIVE"
      document={ArchiveTicketDocument}
      toVariables={(_values: object, stamp) => ({ ticketId: props.ticket.id, ...stamp })}
      refusalsOf={({ archiveTicket }) => archiveTicket.errors}
    >
      <Explanation>{t("form.archive.explanation")}</Explanation>
    </CommandForm>
  );
}
