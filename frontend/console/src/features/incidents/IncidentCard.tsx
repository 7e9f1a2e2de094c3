import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { accessOf } from "../../app/access";
import type { IncidentPartsFragment } from "../../generated/graphql";
import { Card, Fact, Facts } from "../../shared/Card";
import { formatShanghai } from "../../shared/shanghai";
import { useWorkspace } from "../../shared/workspace";
import { AttachForm } from "./AttachForm";
import { ChangeForm } from "./ChangeForm";
import { ContactsList } from "./ContactsList";
import { EndForm } from "./EndForm";
import styles from "./Incidents.module.css";

type Doing = "change" | "end" | "callers";

/** One open event: what to tell callers, and who called. */
export function IncidentCard({ incident }: { incident: IncidentPartsFragment }) {
  const { t } = useTranslation();
  const { person } = useWorkspace();
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  const toggle = (next: Doing) => setDoing(doing === next ? null : next);
  return (
    <Card
      title={incident.title}
      extra={<span>{t("incidents.citizens", { count: incident.citizens })}</span>}
    >
      <div className={styles.body} data-testid="incident" data-id={incident.id}>
        <p className={styles.answer}>
          <span>{t("incidents.say")}</span> {incident.answer}
        </p>
        <IncidentFacts incident={incident} />
        {accessOf(person).canRegister && <AttachForm incident={incident} />}
        <div className={styles.buttons}>
          <Button
            onClick={() => toggle("callers")}
            aria-expanded={doing === "callers"}
            data-testid="callers"
          >
            {t("incidents.callers")}
          </Button>
          {incident.mayDirect && (
            <>
              <Button onClick={() => toggle("change")} aria-expanded={doing === "change"}>
                {t("incidents.change")}
              </Button>
              <Button danger onClick={() => toggle("end")} aria-expanded={doing === "end"}>
                {t("incidents.end")}
              </Button>
            </>
          )}
        </div>
        {doing === "callers" && <ContactsList incidentId={incident.id} />}
        {doing === "change" && <ChangeForm incident={incident} close={close} />}
        {doing === "end" && <EndForm incident={incident} close={close} />}
      </div>
    </Card>
  );
}

function IncidentFacts({ incident }: { incident: IncidentPartsFragment }) {
  const { t } = useTranslation();
  const { slug } = useWorkspace();
  const { areas, expectedEnd, openedAt, openedByName, ticketId, detached } = incident;
  return (
    <Facts>
      <Fact label={t("incidents.areas")}>{areas.map(({ name }) => name).join("、")}</Fact>
      <Fact label={t("incidents.expectedEnd")}>
        {expectedEnd === null ? t("incidents.unknownEnd") : formatShanghai(expectedEnd)}
      </Fact>
      <Fact label={t("incidents.opened")}>
        {openedByName} {formatShanghai(openedAt)}
      </Fact>
      {detached > 0 && (
        <Fact label={t("incidents.detached")}>
          {t("incidents.detachedCount", { count: detached })}
        </Fact>
      )}
      {ticketId !== null && (
        <Fact label={t("incidents.ticket")}>
          <Link to={`/w/${slug}/tickets/${ticketId}`}>{t("cases.openTicket")}</Link>
        </Fact>
      )}
    </Facts>
  );
}
