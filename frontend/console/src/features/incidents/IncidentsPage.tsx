import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "../../api/hooks";
import { accessOf } from "../../app/access";
import { OpenIncidentsDocument } from "../../generated/graphql";
import { Card } from "../../shared/Card";
import { EmptySentence, PageError, PageLoading } from "../../shared/PageState";
import { useWorkspace } from "../../shared/workspace";
import { IncidentCard } from "./IncidentCard";
import styles from "./Incidents.module.css";
import { OpenIncidentForm } from "./OpenIncidentForm";

/** Events many people call about: callers are told the answer and attached, not registered. */
export default function IncidentsPage() {
  const { t } = useTranslation();
  const { person } = useWorkspace();
  const { canOpenIncidents } = accessOf(person);
  const [opening, setOpening] = useState(false);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t("incidents.title")}</h1>
        {canOpenIncidents && !opening && (
          <Button type="primary" onClick={() => setOpening(true)} data-testid="open-incident">
            {t("incidents.open")}
          </Button>
        )}
      </header>
      {opening && <OpenIncidentForm close={() => setOpening(false)} />}
      <OpenIncidents />
    </div>
  );
}

function OpenIncidents() {
  const { t } = useTranslation();
  const query = useApiQuery(OpenIncidentsDocument, {});
  if (query.isError) return <PageError error={query.error} retry={() => void query.refetch()} />;
  if (query.isPending) return <PageLoading />;
  const { openIncidents } = query.data;
  if (openIncidents.length === 0) {
    return (
      <Card title={t("incidents.running")}>
        <EmptySentence title={t("incidents.none")}>{t("incidents.noneHelp")}</EmptySentence>
      </Card>
    );
  }
  return openIncidents.map((incident) => <IncidentCard key={incident.id} incident={incident} />);
}
