import { Checkbox, Form, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { AdjudicateReturnDocument } from "../../../generated/graphql";
import { reasonLabel } from "../../../shared/labels";
import { UnitPicker } from "../../../shared/UnitPicker";
import type { ActionFormProps } from "./ActionFormProps";
import styles from "./Actions.module.css";
import { givingOf } from "./actions";
import { CommandForm } from "./CommandForm";
import { TextField } from "./fields";

interface AdjudicateValues {
  upheld: boolean;
  note: string;
  competentUnitId?: string;
  writeToCatalogue?: boolean;
}

export function AdjudicateForm(props: ActionFormProps) {
  const { t } = useTranslation();
  const assignmentId = props.ticket.actionAssignmentId ?? "";
  const giving = givingOf(props.ticket);
  return (
    <CommandForm
      {...props}
      action="ADJUDICATE"
      document={AdjudicateReturnDocument}
      toVariables={(values: AdjudicateValues, stamp) => ({ assignmentId, ...values, ...stamp })}
      refusalsOf={({ adjudicateReturn }) => adjudicateReturn.errors}
    >
      {giving?.returnReason && (
        <div className={styles.quote}>
          <h3>{t("form.adjudicate.returned", { unit: giving.toUnit.name })}</h3>
          <p>
            {reasonLabel(giving.returnReason, t)}
            {giving.returnNote && `：${giving.returnNote}`}
          </p>
        </div>
      )}
      <Form.Item
        name="upheld"
        label={t("form.adjudicate.upheld")}
        rules={[{ required: true, message: t("form.adjudicate.upheldMissing") }]}
      >
        <Radio.Group
          options={[
            { value: true, label: t("form.adjudicate.yes") },
            { value: false, label: t("form.adjudicate.no") },
          ]}
        />
      </Form.Item>
      <TextField name="note" label={t("form.adjudicate.note")} required />
      <Form.Item
        name="competentUnitId"
        label={t("form.adjudicate.competent")}
        extra={t("form.adjudicate.competentHelp")}
      >
        <UnitPicker />
      </Form.Item>
      <Form.Item name="writeToCatalogue" valuePropName="checked">
        <Checkbox data-testid="field-writeToCatalogue">{t("form.adjudicate.write")}</Checkbox>
      </Form.Item>
    </CommandForm>
  );
}
