import { Select } from "antd";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useApiQuery, useConnection } from "../../api/hooks";
import {
  CatalogueDocument,
  type CatalogueQuery,
  CategoriesDocument,
} from "../../generated/graphql";
import { type Column, DataTable } from "../../shared/DataTable";
import { ListPage, useCount } from "../../shared/ListPage";
import { EmptySentence } from "../../shared/PageState";
import { UnitPicker } from "../../shared/UnitPicker";
import { categoryOptions } from "../tickets/register/registerForm";
import styles from "./Catalogue.module.css";
import { PrecedentsCard } from "./PrecedentsCard";

const PAGE = 50;

type Rule = CatalogueQuery["catalogue"]["nodes"][number];

/** Who leads what, where (派单目录), with the rulings on the category beside it. */
export default function CataloguePage() {
  const { t } = useTranslation();
  const count = useCount();
  const [params] = useSearchParams();
  const category = params.get("category") ?? undefined;
  const areaUnitId = params.get("area") ?? undefined;
  const { query, nodes, totalCount } = useConnection(
    CatalogueDocument,
    { first: PAGE, where: { ...(category && { category }), ...(areaUnitId && { areaUnitId }) } },
    (answer) => answer.catalogue,
  );
  return (
    <div className={styles.page}>
      <ListPage
        title={t("catalogue.title")}
        count={count(totalCount)}
        query={query}
        filters={<CatalogueFilters category={category} areaUnitId={areaUnitId} />}
      >
        <DataTable
          label={t("catalogue.title")}
          columns={columnsOf(t)}
          rows={nodes}
          rowKey={({ id }) => id}
          rowProps={({ category: code }) => ({ "data-testid": "rule-row", "data-category": code })}
          loading={query.isPending || query.isPlaceholderData}
          empty={
            <EmptySentence title={t("catalogue.none")}>{t("catalogue.noneHelp")}</EmptySentence>
          }
        />
      </ListPage>
      <PrecedentsCard category={category} />
    </div>
  );
}

interface CatalogueFiltersProps {
  category: string | undefined;
  areaUnitId: string | undefined;
}

/** Both stand in the address. */
function CatalogueFilters({ category, areaUnitId }: CatalogueFiltersProps) {
  const { t } = useTranslation();
  const [, setParams] = useSearchParams();
  const categories = useApiQuery(CategoriesDocument, {}, { staleTime: 3_600_000 });
  const show = (next: { category?: string | undefined; area?: string | undefined }) => {
    const said = { category, area: areaUnitId, ...next };
    const kept = Object.entries(said).flatMap(([name, value]) => (value ? [[name, value]] : []));
    setParams(Object.fromEntries(kept), { replace: true });
  };
  return (
    <>
      <Select
        allowClear
        className={styles.filter ?? ""}
        showSearch={{ optionFilterProp: "label" }}
        value={category}
        loading={categories.isPending}
        options={categoryOptions(categories.data?.categories ?? [])}
        placeholder={t("catalogue.anyCategory")}
        aria-label={t("field.category")}
        onChange={(code?: string) => show({ category: code })}
      />
      <div className={styles.area}>
        <label htmlFor="catalogue-area">{t("catalogue.area")}</label>
        <UnitPicker
          id="catalogue-area"
          {...(areaUnitId && { value: areaUnitId })}
          onChange={(area) => show({ area })}
        />
      </div>
    </>
  );
}

function columnsOf(t: TFunction): Column<Rule>[] {
  return [
    {
      title: t("field.category"),
      atMost: 220,
      cell: ({ category, categoryName }) => categoryName ?? category,
    },
    { title: t("catalogue.area"), cell: ({ area }) => area?.name ?? t("catalogue.anywhere") },
    {
      title: t("catalogue.lead"),
      cell: ({ lead, territorial }) =>
        lead?.name ?? (territorial ? t("catalogue.territorial") : "—"),
    },
    {
      title: t("catalogue.assists"),
      atMost: 160,
      cell: ({ assists }) => assists.map(({ name }) => name).join("、") || "—",
    },
    { title: t("field.limit"), cell: ({ limit }) => limit?.text ?? "—" },
    {
      title: t("catalogue.standard"),
      grows: true,
      cell: ({ standard, legalBasis }) => (
        <span title={[standard, legalBasis].filter(Boolean).join("\n")}>
          {standard || legalBasis || "—"}
        </span>
      ),
    },
    { title: t("catalogue.from"), cell: ({ validFrom }) => validFrom },
  ];
}
