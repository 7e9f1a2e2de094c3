import type { Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { ChangeIncidentDocument, type IncidentPartsFragment } from "../../generated/graphql";
import { AnswerField, ExpectedEndField, instantOf } from "./IncidentFields";
import { IncidentForm } from "./IncidentForm";

interface ChangeValues {
  answer: string;
  expectedEnd?: Dayjs | null;
}

interface ChangeFormProps {
  incident: IncidentPartsFragment;
  close: () => void;
}

export function ChangeForm({ incident, close }: ChangeFormProps) {
  const { t } = useTranslation();
  return (
    <IncidentForm
      name="change-form"
      document={ChangeIncidentDocument}
      toVariables={({ answer, expectedEnd }: ChangeValues) => ({
        incidentId: incident.id,
        answer,
        expectedEnd: instantOf(expectedEnd),
        expectedVersion: incident.version,
      })}
      refusalsOf={({ changeIncident }) => changeIncident.errors}
      initialValues={{ answer: incident.answer }}
      submitLabel={t("incidents.changeSubmit")}
      doneLabel={t("incidents.changeDone")}
      close={close}
    >
      <AnswerField label={t("incidents.answer")} help={t("incidents.answerHelp")} />
      <ExpectedEndField help={t("incidents.endStays")} />
    </IncidentForm>
  );
}
