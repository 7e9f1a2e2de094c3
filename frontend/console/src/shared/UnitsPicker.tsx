import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "../api/hooks";
import { SearchUnitsDocument, type SearchUnitsQuery } from "../generated/graphql";
import { useDebounced } from "./useDebounced";

type FoundUnit = SearchUnitsQuery["units"]["nodes"][number];

interface UnitsPickerProps {
  /** Given by the form's field. */
  id?: string;
  value?: string[];
  onChange?: (unitIds: string[]) => void;
}

/** Finds several units by name, code or pinyin. */
export function UnitsPicker({ id, value, onChange }: UnitsPickerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<FoundUnit[]>([]);
  const search = useDebounced(typed.trim(), 200);
  const found = useApiQuery(
    SearchUnitsDocument,
    { first: 20, search },
    { enabled: search !== "", staleTime: 300_000 },
  );
  const listed = search === "" ? [] : (found.data?.units.nodes ?? []);
  const known = [...listed.filter(({ closed }) => !closed), ...chosen].filter(
    (unit, index, all) => all.findIndex(({ id: other }) => other === unit.id) === index,
  );
  return (
    <Select
      id={id}
      mode="multiple"
      value={value ?? []}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      placeholder={t("unitPicker.hint")}
      notFoundContent={
        search === "" || found.isFetching ? t("unitPicker.hint") : t("unitPicker.none")
      }
      options={known.map((unit) => ({
        value: unit.id,
        label: unit.pathNames.slice(-2).join(" / "),
      }))}
      onChange={(unitIds: string[]) => {
        setChosen(known.filter((unit) => unitIds.includes(unit.id)));
        setTyped("");
        onChange?.(unitIds);
      }}
      data-testid="units-picker"
    />
  );
}
