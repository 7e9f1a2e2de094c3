import { Form, Input, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { ReturnAssignmentDocument, ReturnReason } from "../../../generated/graphql";
import { choicesOf, reasonLabel } from "../../../shared/labels";
import { UnitPicker } from "../../../shared/UnitPicker";
import type { ActionFormProps } from "./ActionFormProps";
import styles from "./Actions.module.css";
import { CommandForm } from "./CommandForm";
import { Explanation, TextField } from "./fields";

interface ReturnValues {
  reason: ReturnReason;
  note: string;
  legalBasis?: string;
  suggestedUnitId?: string;
}

export function ReturnForm(props: ActionFormProps) {
  const { t } = useTranslation();
  const assignmentId = props.ticket.actionAssignmentId ?? "";
  return (
    <CommandForm
      {...props}
      action="RETURN"
      danger
      document={ReturnAssignmentDocument}
      toVariables={(values: ReturnValues, stamp) => ({ assignmentId, ...values, ...stamp })}
      refusalsOf={({ returnAssignment }) => returnAssignment.errors}
    >
      <Explanation>{t("form.return.explanation")}</Explanation>
      <Form.Item
        name="reason"
        label={t("form.return.reason")}
        rules={[{ required: true, message: t("form.return.reasonMissing") }]}
      >
        <Radio.Group className={styles.reasons} options={choicesOf(ReturnReason, reasonLabel, t)} />
      </Form.Item>
      <TextField
        name="note"
        label={t("form.return.note")}
        help={t("form.return.noteHelp")}
        required
      />
      <Form.Item name="legalBasis" label={t("form.dispute.legalBasis")}>
        <Input data-testid="field-legalBasis" />
      </Form.Item>
      <Form.Item name="suggestedUnitId" label={t("form.return.suggestedUnit")}>
        <UnitPicker />
      </Form.Item>
    </CommandForm>
  );
}
