import { Button, Input, Select } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { TicketKind, TicketState } from "../../../generated/graphql";
import { choicesOf, kindLabel, stateLabel } from "../../../shared/labels";
import styles from "./Inbox.module.css";
import { type InboxView, isFiltered } from "./inboxParams";

interface InboxFiltersProps {
  view: InboxView;
  show: (change: Partial<InboxView>) => void;
}

export function InboxFilters({ view, show }: InboxFiltersProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState(view.search);
  useEffect(() => setSearch(view.search), [view.search]);
  return (
    <search className={styles.filters}>
      <Input.Search
        allowClear
        className={styles.search}
        value={search}
        placeholder={t("inbox.search")}
        aria-label={t("inbox.search")}
        onChange={(event) => setSearch(event.target.value)}
        onSearch={(text) => show({ search: text.trim() })}
        data-testid="search"
      />
      <Select
        mode="multiple"
        allowClear
        className={styles.filter}
        maxTagCount="responsive"
        value={view.states}
        options={choicesOf(TicketState, stateLabel, t)}
        placeholder={t("inbox.anyState")}
        aria-label={t("field.state")}
        onChange={(states) => show({ states })}
      />
      <Select
        mode="multiple"
        allowClear
        className={styles.filter}
        maxTagCount="responsive"
        value={view.kinds}
        options={choicesOf(TicketKind, kindLabel, t)}
        placeholder={t("inbox.anyKind")}
        aria-label={t("field.kind")}
        onChange={(kinds) => show({ kinds })}
      />
      {isFiltered(view) && (
        <Button type="link" onClick={() => show({ search: "", states: [], kinds: [] })}>
          {t("inbox.clear")}
        </Button>
      )}
    </search>
  );
}
