import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { TabStrip } from "../../shared/TabStrip";
import { ApplicationsList } from "./ApplicationsList";
import styles from "./Decisions.module.css";
import { DisputesList } from "./DisputesList";
import { DESKS, type Desk, deskOf } from "./desks";
import { SignOffsList } from "./SignOffsList";

const LISTS: Record<Desk, ComponentType> = {
  applications: ApplicationsList,
  signOffs: SignOffsList,
  disputes: DisputesList,
};

/** What other people wait for the person to decide (待审批). */
export default function DecisionsPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const active = deskOf(params);
  const List = LISTS[active];
  return (
    <section className={styles.page} aria-label={t("decisions.title")}>
      <h1 className="visually-hidden">{t("decisions.title")}</h1>
      <header className={styles.head}>
        <TabStrip
          label={t("decisions.title")}
          active={active}
          choose={(desk) => setParams({ desk }, { replace: true })}
          tabs={DESKS.map((key) => ({
            key,
            label: t(`decisions.desk.${key}`),
            testId: `desk-${key}`,
          }))}
        />
      </header>
      <List />
    </section>
  );
}
