import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { isApiError } from "../../api/apiError";
import { useApiQuery } from "../../api/hooks";
import { NotFoundPage } from "../../app/NotFoundPage";
import { CaseDocument, type CaseQuery } from "../../generated/graphql";
import { Card, Fact, Facts } from "../../shared/Card";
import { LimitBadge } from "../../shared/LimitBadge";
import { kindLabel } from "../../shared/labels";
import { PageError, PageLoading } from "../../shared/PageState";
import { formatShanghai } from "../../shared/shanghai";
import { StateTag, UrgencyTag } from "../../shared/Tags";
import { isClosed } from "../../shared/tones";
import { useWorkspace } from "../../shared/workspace";
import styles from "./Cases.module.css";
import { CustodyLanes } from "./custody/CustodyLanes";

type CaseDetail = NonNullable<CaseQuery["case"]>;

/** A case as the public record has it: who has it in hand, since when, and how it got there. */
export default function CasePage() {
  const { t } = useTranslation();
  const { number = "" } = useParams();
  const query = useApiQuery(CaseDocument, { number });
  if (query.isPending) return <PageLoading />;
  if (isApiError(query.error, "NOT_FOUND")) return <NotFoundPage />;
  if (query.isError) return <PageError error={query.error} retry={() => void query.refetch()} />;
  const { case: found, custody } = query.data;
  if (found === null) return <NotFoundPage />;
  return (
    <article className={styles.case} data-testid="case">
      <CaseCard found={found} />
      {custody && (
        <Card title={t("custody.title")}>
          <CustodyLanes custody={custody} />
        </Card>
      )}
    </article>
  );
}

function CaseCard({ found }: { found: CaseDetail }) {
  const { t } = useTranslation();
  const { slug } = useWorkspace();
  const link = found.ticketId !== null && (
    <Link to={`/w/${slug}/tickets/${found.ticketId}`}>{t("cases.openTicket")}</Link>
  );
  return (
    <Card main title={found.title ?? t("cases.caseTitle", { number: found.number })} extra={link}>
      <div className={styles.tags}>
        <span className="number">{found.number}</span>
        <span>{kindLabel(found.kind, t)}</span>
        <UrgencyTag urgency={found.urgency} />
        <StateTag state={found.state} />
        <LimitBadge dueAt={found.dueAt} stopped={isClosed(found.state)} />
      </div>
      <Facts>
        <Fact label={t("field.category")}>{found.category || "—"}</Fact>
        <Fact label={t("field.originWorkspace")}>{found.originWorkspace.name}</Fact>
        <Fact label={t("field.holder")}>{found.holder?.name ?? t("inbox.noHolder")}</Fact>
        <Fact label={t("field.holderWorkspace")}>{found.holderWorkspace?.name ?? "—"}</Fact>
        <Fact label={t("field.openedAt")}>{formatShanghai(found.openedAt)}</Fact>
        {found.closedAt && (
          <Fact label={t("field.closedAt")}>{formatShanghai(found.closedAt)}</Fact>
        )}
        <Fact label={t("field.reworkCount")}>{found.reworkCount}</Fact>
        <Fact label={t("field.version")}>{found.version}</Fact>
      </Facts>
    </Card>
  );
}
