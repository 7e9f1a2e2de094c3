import { Form, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { ReviewReportDocument } from "../../../generated/graphql";
import type { ActionFormProps } from "./ActionFormProps";
import styles from "./Actions.module.css";
import { givingOf } from "./actions";
import { CommandForm } from "./CommandForm";
import { TextField } from "./fields";

interface ReviewValues {
  accepted: boolean;
  note?: string;
}

export function ReviewForm(props: ActionFormProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<ReviewValues>();
  const rework = Form.useWatch("accepted", form) === false;
  const assignmentId = props.ticket.actionAssignmentId ?? "";
  const giving = givingOf(props.ticket);
  return (
    <CommandForm
      {...props}
      form={form}
      action="REVIEW"
      document={ReviewReportDocument}
      toVariables={(values: ReviewValues, stamp) => ({ assignmentId, ...values, ...stamp })}
      refusalsOf={({ reviewReport }) => reviewReport.errors}
    >
      {giving && (
        <div className={styles.quote}>
          <h3>{t("form.review.reportOf", { unit: giving.toUnit.name })}</h3>
          <p>{giving.report}</p>
          <h3>{t("form.report.replyDraft")}</h3>
          <p>{giving.replyDraft}</p>
        </div>
      )}
      <Form.Item
        name="accepted"
        label={t("form.review.accepted")}
        rules={[{ required: true, message: t("form.review.acceptedMissing") }]}
      >
        <Radio.Group
          options={[
            { value: true, label: t("form.review.yes") },
            { value: false, label: t("form.review.no") },
          ]}
        />
      </Form.Item>
      <TextField
        name="note"
        label={rework ? t("form.review.reworkNote") : t("form.review.note")}
        required={rework}
      />
    </CommandForm>
  );
}
