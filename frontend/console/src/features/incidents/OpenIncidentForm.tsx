import { Form, Input, Select } from "antd";
import type { Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "../../api/hooks";
import { CategoriesDocument, OpenIncidentDocument } from "../../generated/graphql";
import { Card } from "../../shared/Card";
import { UnitsPicker } from "../../shared/UnitsPicker";
import { categoryOptions } from "../tickets/register/registerForm";
import { AnswerField, ExpectedEndField, instantOf } from "./IncidentFields";
import { IncidentForm } from "./IncidentForm";

interface OpenValues {
  title: string;
  category: string;
  areaUnitIds: string[];
  answer: string;
  expectedEnd?: Dayjs | null;
}

export function OpenIncidentForm({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const categories = useApiQuery(CategoriesDocument, {}, { staleTime: 3_600_000 });
  const required = (label: string) => [{ required: true, message: t("common.fillIn", { label }) }];
  return (
    <Card title={t("incidents.open")}>
      <IncidentForm
        name="open-incident-form"
        document={OpenIncidentDocument}
        toVariables={({ expectedEnd, ...values }: OpenValues, idempotencyKey) => ({
          ...values,
          expectedEnd: instantOf(expectedEnd),
          idempotencyKey,
        })}
        refusalsOf={({ openIncident }) => openIncident.errors}
        submitLabel={t("incidents.openSubmit")}
        doneLabel={t("incidents.openDone")}
        close={close}
      >
        <Form.Item name="title" label={t("field.title")} rules={required(t("field.title"))}>
          <Input autoFocus placeholder={t("incidents.titleHint")} maxLength={200} />
        </Form.Item>
        <Form.Item
          name="category"
          label={t("field.category")}
          rules={required(t("field.category"))}
        >
          <Select
            showSearch={{ optionFilterProp: "label" }}
            loading={categories.isPending}
            options={categoryOptions(categories.data?.categories ?? [])}
          />
        </Form.Item>
        <Form.Item
          name="areaUnitIds"
          label={t("incidents.areas")}
          rules={required(t("incidents.areas"))}
        >
          <UnitsPicker />
        </Form.Item>
        <AnswerField label={t("incidents.answer")} help={t("incidents.answerHelp")} />
        <ExpectedEndField />
      </IncidentForm>
    </Card>
  );
}
