import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { ReportAssignmentDocument } from "../../../generated/graphql";
import type { ActionFormProps } from "./ActionFormProps";
import { reportedBelow } from "./actions";
import { CommandForm } from "./CommandForm";
import { TextField } from "./fields";
import { Checkup } from "./forms/Checkup";

export interface ReportValues {
  report: string;
  replyDraft: string;
}

export function ReportForm(props: ActionFormProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<ReportValues>();
  const assignmentId = props.ticket.actionAssignmentId ?? "";
  const below = reportedBelow(props.ticket);
  return (
    <CommandForm
      {...props}
      form={form}
      action="REPORT"
      document={ReportAssignmentDocument}
      initialValues={below ? { report: below.report, replyDraft: below.replyDraft } : {}}
      toVariables={(values: ReportValues, stamp) => ({ assignmentId, ...values, ...stamp })}
      refusalsOf={({ reportAssignment }) => reportAssignment.errors}
    >
      <TextField
        name="report"
        label={t("form.report.report")}
        help={t("form.report.reportHelp")}
        rows={6}
        required
      />
      <TextField
        name="replyDraft"
        label={t("form.report.replyDraft")}
        help={t("form.report.replyDraftHelp")}
        rows={5}
        required
      />
      <Checkup assignmentId={assignmentId} form={form} />
    </CommandForm>
  );
}
