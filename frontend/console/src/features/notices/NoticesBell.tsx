import { BellOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { operationName, useApiQuery, useRefreshWorkspace } from "../../api/hooks";
import { execute } from "../../api/session";
import { HeaderMenu } from "../../app/layout/HeaderMenu";
import shell from "../../app/layout/Shell.module.css";
import {
  InboxDocument,
  MarkNoticeReadDocument,
  NoticesDocument,
  type NoticesQuery,
} from "../../generated/graphql";
import { recentlyActive } from "../../shared/activity";
import { noticeLabel } from "../../shared/labels";
import { formatShanghai } from "../../shared/shanghai";
import { useWorkspace } from "../../shared/workspace";
import styles from "./NoticesBell.module.css";

const SHOWN = 50;
const EVERY_MINUTE = 60_000;

type Notice = NoticesQuery["notices"]["nodes"][number];

export function NoticesBell() {
  const { t } = useTranslation();
  const notices = useApiQuery(NoticesDocument, { first: SHOWN });
  const nodes = notices.data?.notices.nodes ?? [];
  useNewsEveryMinute(notices.refetch, nodes[0]?.id);
  // "1000+" reads as 1000: beyond a hundred the badge says 99+ anyway.
  const unread = Number.parseInt(notices.data?.unread.totalCount ?? "0", 10);
  return (
    <HeaderMenu
      testId="notices-bell"
      label={t("notices.bell", { count: unread })}
      trigger={
        <span className={shell.bell} data-unread={unread} data-testid="unread">
          <BellOutlined />
          {unread > 0 && <b>{unread > 99 ? "99+" : unread}</b>}
        </span>
      }
    >
      {(close) => <NoticeList notices={nodes} close={close} />}
    </HeaderMenu>
  );
}

/** Asks for news only while the person is at work, so that an idle session can run out. A new
 * notice means that the inbox has changed. */
function useNewsEveryMinute(refetch: () => Promise<unknown>, newest: string | undefined) {
  const client = useQueryClient();
  const { slug } = useWorkspace();
  const known = useRef(newest);
  useEffect(() => {
    const timer = setInterval(() => {
      if (recentlyActive()) void refetch();
    }, EVERY_MINUTE);
    return () => clearInterval(timer);
  }, [refetch]);
  useEffect(() => {
    if (known.current !== undefined && known.current !== newest) {
      void client.invalidateQueries({ queryKey: [slug, operationName(InboxDocument)] });
    }
    known.current = newest;
  }, [client, slug, newest]);
}

function NoticeList({ notices, close }: { notices: Notice[]; close: () => void }) {
  const { t } = useTranslation();
  const { endpoint } = useWorkspace();
  const refresh = useRefreshWorkspace();
  const unread = notices.filter(({ readAt }) => readAt === null);
  const markRead = async (marked: Notice[]) => {
    for (const { id, readAt } of marked) {
      if (readAt !== null) continue;
      const variables = { noticeId: id };
      await execute({ endpoint, document: MarkNoticeReadDocument, variables });
    }
    await refresh();
  };
  if (notices.length === 0) return <p className={styles.none}>{t("notices.none")}</p>;
  return (
    <div className={styles.list}>
      <h2>{t("notices.title")}</h2>
      <ul>
        {notices.map((notice) => (
          <NoticeLine
            key={notice.id}
            notice={notice}
            onOpen={() => {
              close();
              void markRead([notice]);
            }}
          />
        ))}
      </ul>
      {unread.length > 0 && (
        <Button type="link" size="small" onClick={() => void markRead(unread)}>
          {t("notices.markAll")}
        </Button>
      )}
    </div>
  );
}

function NoticeLine({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const { t } = useTranslation();
  const { slug } = useWorkspace();
  return (
    <li data-unread={notice.readAt === null || undefined} data-testid="notice">
      <Link to={`/w/${slug}/tickets/${notice.ticketId}`} onClick={onOpen}>
        <strong>{noticeLabel(notice.kind, t)}</strong> {notice.title}
      </Link>
      <div className={styles.meta}>
        <span className="number">{notice.number}</span>
        <span>{notice.unit.name}</span>
        <time dateTime={notice.at}>{formatShanghai(notice.at)}</time>
      </div>
    </li>
  );
}
