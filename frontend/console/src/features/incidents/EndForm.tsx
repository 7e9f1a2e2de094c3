import { useTranslation } from "react-i18next";
import { EndIncidentDocument, type IncidentPartsFragment } from "../../generated/graphql";
import { AnswerField } from "./IncidentFields";
import { IncidentForm } from "./IncidentForm";

interface EndFormProps {
  incident: IncidentPartsFragment;
  close: () => void;
}

/** Not filled in beforehand: the last word is not the one that was said while it went on. */
export function EndForm({ incident, close }: EndFormProps) {
  const { t } = useTranslation();
  return (
    <IncidentForm
      name="end-form"
      document={EndIncidentDocument}
      toVariables={({ answer }: { answer: string }) => ({
        incidentId: incident.id,
        answer,
        expectedVersion: incident.version,
      })}
      refusalsOf={({ endIncident }) => endIncident.errors}
      submitLabel={t("incidents.endSubmit")}
      doneLabel={t("incidents.endDone")}
      danger
      close={close}
    >
      <AnswerField label={t("incidents.lastAnswer")} help={t("incidents.answerHelp")} />
    </IncidentForm>
  );
}
