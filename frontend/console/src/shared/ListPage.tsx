import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import styles from "./ListPage.module.css";
import { LoadMore } from "./LoadMore";
import { PageError } from "./PageState";
import { formatShanghai } from "./shanghai";

interface ListQuery {
  isError: boolean;
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
}

interface ListPageProps {
  title: string;
  /** How many there are, in words. */
  count?: string;
  filters?: ReactNode;
  query: ListQuery;
  children: ReactNode;
}

/** A page that is one keyset list: heading, filters, the list or what went wrong, and more. */
export function ListPage({ title, count, filters, query, children }: ListPageProps) {
  const id = useId();
  return (
    <section className={styles.page} aria-labelledby={id}>
      <header className={styles.head}>
        <h1 id={id}>{title}</h1>
        {count !== undefined && <span data-testid="total-count">{count}</span>}
      </header>
      {filters !== undefined && <search className={styles.filters}>{filters}</search>}
      <ListBody query={query}>{children}</ListBody>
    </section>
  );
}

/** The list with its way on, or the sentence that says why there is none. */
export function ListBody({ query, children }: { query: ListQuery; children: ReactNode }) {
  if (query.isError) {
    return <PageError error={query.error} retry={() => void query.refetch()} />;
  }
  return (
    <>
      {children}
      <LoadMore
        available={query.hasNextPage}
        loading={query.isFetchingNextPage}
        load={() => void query.fetchNextPage()}
      />
    </>
  );
}

/** An instant in a cell of a list. */
export function TimeCell({ at }: { at: string }) {
  return (
    <time className={styles.time} dateTime={at}>
      {formatShanghai(at)}
    </time>
  );
}

/** How many entries a list has: 共 3 条. */
export function useCount(): (total: string) => string {
  const { t } = useTranslation();
  return (total) => t("common.count", { total });
}
