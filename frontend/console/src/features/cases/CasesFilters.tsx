import { Input, Segmented, Select } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "../../api/hooks";
import { CountyUnitsDocument, TicketState } from "../../generated/graphql";
import { choicesOf, stateLabel } from "../../shared/labels";
import styles from "./Cases.module.css";
import { type LedgerView, OPENNESS, type Openness } from "./caseParams";

interface CasesFiltersProps {
  view: LedgerView;
  show: (change: Partial<LedgerView>) => void;
}

export function CasesFilters({ view, show }: CasesFiltersProps) {
  const { t } = useTranslation();
  const [number, setNumber] = useState(view.number);
  useEffect(() => setNumber(view.number), [view.number]);
  return (
    <search className={styles.filters}>
      <Segmented<Openness>
        value={view.openness}
        options={OPENNESS.map((value) => ({ value, label: t(`openness.${value}`) }))}
        onChange={(openness) => show({ openness })}
        aria-label={t("cases.openness")}
      />
      <Input.Search
        allowClear
        className={styles.number}
        value={number}
        placeholder={t("cases.numberHint")}
        aria-label={t("field.number")}
        onChange={(event) => setNumber(event.target.value)}
        onSearch={(text) => show({ number: text.trim() })}
        data-testid="search"
      />
      <Select
        mode="multiple"
        allowClear
        className={styles.filter}
        maxTagCount="responsive"
        value={view.states}
        options={choicesOf(TicketState, stateLabel, t)}
        placeholder={t("inbox.anyState")}
        aria-label={t("field.state")}
        onChange={(states) => show({ states })}
      />
      <WorkspaceFilter
        value={view.holderWorkspace}
        onChange={(holderWorkspace) => show({ holderWorkspace })}
      />
    </search>
  );
}

interface WorkspaceFilterProps {
  value: string | null;
  onChange: (slug: string | null) => void;
}

function WorkspaceFilter({ value, onChange }: WorkspaceFilterProps) {
  const { t } = useTranslation();
  const units = useApiQuery(CountyUnitsDocument, { first: 100 }, { staleTime: 3_600_000 });
  const options = (units.data?.units.nodes ?? []).flatMap(({ workspace }) =>
    workspace === null ? [] : [{ value: workspace.slug, label: workspace.name }],
  );
  return (
    <Select
      allowClear
      className={styles.filter}
      value={value}
      options={options}
      placeholder={t("cases.anyWorkspace")}
      aria-label={t("field.holderWorkspace")}
      onChange={(slug?: string) => onChange(slug ?? null)}
    />
  );
}
