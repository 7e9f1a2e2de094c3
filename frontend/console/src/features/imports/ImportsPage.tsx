import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useApiQuery } from "../../api/hooks";
import { ImportKindsDocument } from "../../generated/graphql";
import { Card } from "../../shared/Card";
import { EmptySentence, PageError, PageLoading } from "../../shared/PageState";
import { useWorkspace } from "../../shared/workspace";
import styles from "./Imports.module.css";
import { RunsCard } from "./RunsCard";
import { UploadSteps } from "./UploadSteps";
import { templateAddress } from "./workbook";

/** Brings a workbook in: template, trial, import, and what was imported before (批量导入). */
export default function ImportsPage() {
  const { t } = useTranslation();
  const { slug } = useWorkspace();
  const [params, setParams] = useSearchParams();
  const kinds = useApiQuery(ImportKindsDocument, {}, { staleTime: 3_600_000 });
  if (kinds.isError) return <PageError error={kinds.error} retry={() => void kinds.refetch()} />;
  if (kinds.isPending) return <PageLoading />;
  const known = kinds.data.importKinds;
  const kind = known.find(({ name }) => name === params.get("kind")) ?? known[0];
  if (kind === undefined) {
    return (
      <EmptySentence heading title={t("imports.noKind")}>
        {t("imports.noKindHelp")}
      </EmptySentence>
    );
  }
  return (
    <div className={styles.page}>
      <Card main title={t("imports.title")}>
        <div className={styles.choice}>
          <label htmlFor="import-kind">{t("imports.kind")}</label>
          <Select
            id="import-kind"
            className={styles.kind ?? ""}
            value={kind.name}
            options={known.map(({ name, label }) => ({ value: name, label }))}
            onChange={(name) => setParams({ kind: name }, { replace: true })}
          />
          <a href={templateAddress(slug, kind.name)} download={`${kind.name}.xlsx`}>
            {t("imports.template")}
          </a>
        </div>
        <p className={styles.hint}>
          {t("imports.headings", { headings: kind.headings.join("、") })}
        </p>
        <UploadSteps key={kind.name} kind={kind.name} />
      </Card>
      <RunsCard key={`runs-${kind.name}`} kind={kind.name} />
    </div>
  );
}
