import { Table, type TableColumnsType } from "antd";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { InboxQuery, TicketBox } from "../../../generated/graphql";
import { LimitBadge } from "../../../shared/LimitBadge";
import { LoadMore, type MorePages } from "../../../shared/LoadMore";
import { kindLabel } from "../../../shared/labels";
import { EmptySentence } from "../../../shared/PageState";
import { formatShanghai } from "../../../shared/shanghai";
import { StateTag, UrgencyTag } from "../../../shared/Tags";
import { isClosed } from "../../../shared/tones";
import { useWorkspace } from "../../../shared/workspace";
import styles from "./Inbox.module.css";

type InboxTicket = InboxQuery["tickets"]["nodes"][number];

interface InboxTableProps {
  tickets: InboxTicket[];
  box: TicketBox;
  filtered: boolean;
  loading: boolean;
  more: MorePages;
}

export function InboxTable({ tickets, box, filtered, loading, more }: InboxTableProps) {
  const { t } = useTranslation();
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const open = (id: string) => `/w/${slug}/tickets/${id}`;
  const title = filtered ? t("inbox.noMatch") : t(`inbox.empty.${box}`);
  const help = filtered ? t("inbox.noMatchHelp") : t(`inbox.emptyHelp.${box}`);
  return (
    <>
      <Table
        className={styles.table}
        size="small"
        rowKey="id"
        columns={columnsOf(t, open)}
        dataSource={tickets}
        loading={loading}
        pagination={false}
        scroll={{ x: 1080 }}
        sticky={{ offsetHeader: -16 }}
        locale={{ emptyText: loading ? " " : <EmptySentence title={title}>{help}</EmptySentence> }}
        onRow={({ id, number }) => ({
          "data-testid": "inbox-row",
          "data-number": number,
          onClick: () => void navigate(open(id)),
        })}
      />
      <LoadMore {...more} />
    </>
  );
}

function columnsOf(t: TFunction, open: (id: string) => string): TableColumnsType<InboxTicket> {
  return [
    {
      title: t("field.number"),
      dataIndex: "number",
      width: 168,
      render: (number: string) => <span className="number">{number}</span>,
    },
    {
      title: t("field.title"),
      ellipsis: true,
      render: (_, { id, title }) => (
        <Link className={styles.title} to={open(id)} onClick={(event) => event.stopPropagation()}>
          {title}
        </Link>
      ),
    },
    { title: t("field.kind"), width: 76, render: (_, { kind }) => kindLabel(kind, t) },
    {
      title: t("field.urgency"),
      width: 100,
      render: (_, { urgency }) => <UrgencyTag urgency={urgency} />,
    },
    {
      title: t("field.state"),
      width: 100,
      render: (_, { state, holderState }) => <StateTag state={holderState ?? state} />,
    },
    {
      title: t("field.holder"),
      width: 150,
      ellipsis: true,
      render: (_, { state, holder }) =>
        holder?.name ?? (isClosed(state) ? t("inbox.noHolder") : t("inbox.heldElsewhere")),
    },
    {
      title: t("field.limit"),
      width: 150,
      render: (_, { state, holderDueAt, dueAt }) => (
        <LimitBadge dueAt={holderDueAt ?? dueAt} stopped={isClosed(state)} />
      ),
    },
    {
      title: t("field.registeredAt"),
      width: 138,
      render: (_, { registeredAt }) => (
        <time className={styles.time} dateTime={registeredAt}>
          {formatShanghai(registeredAt)}
        </time>
      ),
    },
  ];
}
