import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useConnection } from "../../../api/hooks";
import { InboxDocument, TicketBox } from "../../../generated/graphql";
import { LoadMore } from "../../../shared/LoadMore";
import { PageError } from "../../../shared/PageState";
import { TabStrip } from "../../../shared/TabStrip";
import styles from "./Inbox.module.css";
import { InboxFilters } from "./InboxFilters";
import { InboxTable } from "./InboxTable";
import {
  type InboxView,
  isFiltered,
  readInboxView,
  toTicketFilter,
  writeInboxView,
} from "./inboxParams";

const PAGE = 30;

/** What waits for my units, what they gave to others, and everything they take part in. */
export default function InboxPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const view = readInboxView(params);
  const show = (change: Partial<InboxView>) =>
    setParams(writeInboxView({ ...view, ...change }), { replace: true });
  const { query, nodes, totalCount } = useConnection(
    InboxDocument,
    { first: PAGE, where: toTicketFilter(view) },
    (answer) => answer.tickets,
  );
  return (
    <section className={styles.page} aria-label={t("nav.inbox")}>
      <h1 className="visually-hidden">{t("nav.inbox")}</h1>
      <header className={styles.head}>
        <TabStrip
          label={t("nav.inbox")}
          active={view.box}
          choose={(box) => show({ box })}
          tabs={Object.values(TicketBox).map((box) => ({
            key: box,
            label: t(`box.${box}`),
            testId: `box-${box}`,
          }))}
        />
        <span className={styles.count} data-testid="total-count">
          {t("inbox.count", { total: totalCount })}
        </span>
      </header>
      <InboxFilters view={view} show={show} />
      {query.isError ? (
        <PageError error={query.error} retry={() => void query.refetch()} />
      ) : (
        <>
          <InboxTable
            tickets={nodes}
            box={view.box}
            filtered={isFiltered(view)}
            loading={query.isPending || query.isPlaceholderData}
          />
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
