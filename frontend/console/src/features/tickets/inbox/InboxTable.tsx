import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { InboxQuery, TicketBox } from "../../../generated/graphql";
import { type Column, DataTable } from "../../../shared/DataTable";
import { LimitBadge } from "../../../shared/LimitBadge";
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
}

export function InboxTable({ tickets, box, filtered, loading }: InboxTableProps) {
  const { t } = useTranslation();
  const { slug } = useWorkspace();
  const rowLink = ({ id }: InboxTicket) => `/w/${slug}/tickets/${id}`;
  const title = filtered ? t("inbox.noMatch") : t(`inbox.empty.${box}`);
  const help = filtered ? t("inbox.noMatchHelp") : t(`inbox.emptyHelp.${box}`);
  return (
    <DataTable
      label={t(`box.${box}`)}
      columns={columnsOf(t, rowLink)}
      rows={tickets}
      rowKey={({ id }) => id}
      rowLink={rowLink}
      rowProps={({ number }) => ({ "data-testid": "inbox-row", "data-number": number })}
      loading={loading}
      empty={<EmptySentence title={title}>{help}</EmptySentence>}
    />
  );
}

function columnsOf(t: TFunction, link: (ticket: InboxTicket) => string): Column<InboxTicket>[] {
  return [
    {
      title: t("field.number"),
      cell: ({ number }) => <span className="number">{number}</span>,
    },
    {
      title: t("field.title"),
      grows: true,
      cell: (ticket) => (
        <Link
          className={styles.title}
          to={link(ticket)}
          title={ticket.title}
          onClick={(event) => event.stopPropagation()}
        >
          {ticket.title}
        </Link>
      ),
    },
    { title: t("field.kind"), cell: ({ kind }) => kindLabel(kind, t) },
    {
      title: t("field.urgency"),
      cell: ({ urgency }) => <UrgencyTag urgency={urgency} />,
    },
    {
      title: t("field.state"),
      cell: ({ state, holderState }) => <StateTag state={holderState ?? state} />,
    },
    { title: t("field.holder"), atMost: 150, cell: (ticket) => holderName(ticket, t) },
    {
      title: t("field.limit"),
      cell: ({ state, holderDueAt, dueAt }) => (
        <LimitBadge dueAt={holderDueAt ?? dueAt} stopped={isClosed(state)} />
      ),
    },
    {
      title: t("field.registeredAt"),
      cell: ({ registeredAt }) => (
        <time className={styles.time} dateTime={registeredAt}>
          {formatShanghai(registeredAt)}
        </time>
      ),
    },
  ];
}

function holderName({ state, holder }: InboxTicket, t: TFunction): string {
  return holder?.name ?? (isClosed(state) ? t("inbox.noHolder") : t("inbox.heldElsewhere"));
}
