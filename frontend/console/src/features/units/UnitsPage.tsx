import { Segmented } from "antd";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useConnection } from "../../api/hooks";
import {
  Lacking,
  UnitsWithoutPersonDocument,
  type UnitsWithoutPersonQuery,
} from "../../generated/graphql";
import { type Column, DataTable } from "../../shared/DataTable";
import { ListPage, useCount } from "../../shared/ListPage";
import { unitKindLabel } from "../../shared/labels";
import { EmptySentence } from "../../shared/PageState";
import { ToneTag } from "../../shared/Tags";
import { missingDuties } from "./staffing";

const PAGE = 50;

type Staffing = UnitsWithoutPersonQuery["unitsWithoutPerson"]["nodes"][number];

/** Units that name nobody who is at work: what is given to them would wait (无人单位). */
export default function UnitsPage() {
  const { t } = useTranslation();
  const count = useCount();
  const [params, setParams] = useSearchParams();
  const lacking =
    Object.values(Lacking).find((each) => each === params.get("lacking")) ?? "ANYBODY";
  const { query, nodes, totalCount } = useConnection(
    UnitsWithoutPersonDocument,
    { first: PAGE, lacking },
    (answer) => answer.unitsWithoutPerson,
  );
  return (
    <ListPage
      title={t("units.title")}
      count={count(totalCount)}
      query={query}
      filters={
        <Segmented<Lacking>
          value={lacking}
          options={Object.values(Lacking).map((value) => ({ value, label: t(`lacking.${value}`) }))}
          onChange={(value) => setParams({ lacking: value }, { replace: true })}
          aria-label={t("units.lacking")}
        />
      }
    >
      <DataTable
        label={t("units.title")}
        columns={columnsOf(t)}
        rows={nodes}
        rowKey={({ unit }) => unit.id}
        rowProps={({ unit }) => ({ "data-testid": "unit-row", "data-code": unit.code })}
        loading={query.isPending || query.isPlaceholderData}
        empty={<EmptySentence title={t("units.none")}>{t("units.noneHelp")}</EmptySentence>}
      />
    </ListPage>
  );
}

function columnsOf(t: TFunction): Column<Staffing>[] {
  return [
    { title: t("units.code"), cell: ({ unit }) => <span className="number">{unit.code}</span> },
    {
      title: t("units.unit"),
      grows: true,
      cell: ({ unit }) => <span title={pathOf(unit)}>{pathOf(unit)}</span>,
    },
    { title: t("units.kind"), cell: ({ unit }) => unitKindLabel(unit.kind, t) },
    { title: t("units.missing"), cell: ({ contacts }) => <Missing contacts={contacts} /> },
    {
      title: t("units.present"),
      atMost: 220,
      cell: ({ contacts }) => presentOf(contacts, t),
    },
  ];
}

const pathOf = ({ pathNames }: Staffing["unit"]) => pathNames.join(" / ");

function presentOf(contacts: Staffing["contacts"], t: TFunction): string {
  if (contacts.length === 0) return "—";
  return contacts.map(({ name, duty }) => `${t(`contactDuty.${duty}`)} ${name}`).join("，");
}

function Missing({ contacts }: { contacts: Staffing["contacts"] }) {
  const { t } = useTranslation();
  return (
    <>
      {missingDuties(contacts).map((duty) => (
        <ToneTag key={duty} tone="grave">
          {t(`contactDuty.${duty}`)}
        </ToneTag>
      ))}
    </>
  );
}
