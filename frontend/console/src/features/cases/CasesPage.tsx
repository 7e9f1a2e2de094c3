import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useConnection } from "../../api/hooks";
import { CasesDocument } from "../../generated/graphql";
import { LoadMore } from "../../shared/LoadMore";
import { PageError } from "../../shared/PageState";
import styles from "./Cases.module.css";
import { CasesFilters } from "./CasesFilters";
import { CasesTable } from "./CasesTable";
import { type LedgerView, readLedgerView, toCaseFilter, writeLedgerView } from "./caseParams";

const PAGE = 50;

/** All cases the workspace takes part in, over all workspaces (办件总台账). */
export default function CasesPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const view = readLedgerView(params);
  const show = (change: Partial<LedgerView>) =>
    setParams(writeLedgerView({ ...view, ...change }), { replace: true });
  const { query, nodes, totalCount } = useConnection(
    CasesDocument,
    { first: PAGE, where: toCaseFilter(view) },
    (answer) => answer.cases,
  );
  return (
    <section className={styles.page} aria-labelledby="cases-title">
      <header className={styles.head}>
        <h1 id="cases-title">{t("cases.title")}</h1>
        <span data-testid="total-count">{t("inbox.count", { total: totalCount })}</span>
      </header>
      <CasesFilters view={view} show={show} />
      {query.isError ? (
        <PageError error={query.error} retry={() => void query.refetch()} />
      ) : (
        <>
          <CasesTable cases={nodes} loading={query.isPending || query.isPlaceholderData} />
          <LoadMore
            available={query.hasNextPage}
            loading={query.isFetchingNextPage}
            load={() => void query.fetchNextPage()}
          />
        </>
      )}
    </section>
  );
}
