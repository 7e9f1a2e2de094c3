import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "../api/hooks";
import { SearchUnitsDocument, type SearchUnitsQuery, UnitByIdDocument } from "../generated/graphql";
import styles from "./UnitPicker.module.css";
import { useDebounced } from "./useDebounced";

type FoundUnit = SearchUnitsQuery["units"]["nodes"][number];

interface UnitPickerProps {
  /** Given by the form's field. */
  id?: string;
  value?: string;
  onChange?: (unitId: string | undefined) => void;
}

/** Finds a unit by name, code or pinyin; the units above it are shown beside. */
export function UnitPicker({ id, value, onChange }: UnitPickerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<FoundUnit | null>(null);
  const search = useDebounced(typed.trim(), 200);
  const found = useApiQuery(
    SearchUnitsDocument,
    { first: 20, search },
    { enabled: search !== "", staleTime: 300_000 },
  );
  const units = (search === "" ? [] : (found.data?.units.nodes ?? [])).filter(
    ({ closed }) => !closed,
  );
  const restored = useApiQuery(
    UnitByIdDocument,
    { unitId: value ?? "" },
    { enabled: value !== undefined && chosen?.id !== value, staleTime: 300_000 },
  );
  const current = chosen?.id === value ? chosen : (restored.data?.unit ?? null);
  const listed = units.some((unit) => unit.id === current?.id);
  const known = current !== null && value !== undefined && !listed ? [...units, current] : units;
  return (
    <Select
      id={id}
      value={value}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      placeholder={t("unitPicker.hint")}
      notFoundContent={
        search === "" || found.isFetching ? t("unitPicker.hint") : t("unitPicker.none")
      }
      options={known.map((unit) => ({ value: unit.id, label: <UnitLine unit={unit} /> }))}
      onChange={(unitId: string | undefined) => {
        setChosen(known.find((unit) => unit.id === unitId) ?? null);
        setTyped("");
        onChange?.(unitId);
      }}
      data-testid="unit-picker"
    />
  );
}

function UnitLine({ unit }: { unit: FoundUnit }) {
  const parents = unit.pathNames.filter((name) => name !== unit.name);
  return (
    <span>
      {unit.name}
      {parents.length > 0 && <span className={styles.parents}>{parents.join(" / ")}</span>}
    </span>
  );
}
