import { useTranslation } from "react-i18next";
import { SignAssignmentDocument } from "../../../generated/graphql";
import type { ActionFormProps } from "./ActionFormProps";
import { CommandForm } from "./CommandForm";
import { Explanation } from "./fields";

export function SignForm(props: ActionFormProps) {
  const { t } = useTranslation();
  const assignmentId = props.ticket.actionAssignmentId ?? "";
  return (
    <CommandForm
      {...props}
      action="SIGN"
      document={SignAssignmentDocument}
      toVariables={(_values: object, stamp) => ({ assignmentId, ...stamp })}
      refusalsOf={({ signAssignment }) => signAssignment.errors}
    >
      <Explanation>{t("form.sign.explanation")}</Explanation>
    </CommandForm>
  );
}
