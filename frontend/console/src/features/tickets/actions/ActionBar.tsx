import { App, Button, Drawer, Dropdown, Modal } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TicketAction } from "../../../generated/graphql";
import { actionLabel } from "../../../shared/labels";
import type { TicketDetail } from "../page/ticketTypes";
import type { ActionFormProps } from "./ActionFormProps";
import styles from "./Actions.module.css";
import { ACTION_FORMS } from "./actionForms";
import { ACTION_FRAMES, daily, seldom, usualNext } from "./actions";

export interface ActionBarProps {
  ticket: TicketDetail;
  refresh: () => Promise<TicketDetail | null>;
  refreshAll: () => Promise<void>;
  /** Called with true while a drawer stands beside the page. */
  makeRoom: (beside: boolean) => void;
}

/** Exactly the allowed actions, each opening its form. */
export function ActionBar({ ticket, refresh, refreshAll, makeRoom }: ActionBarProps) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const [action, setAction] = useState<TicketAction | null>(null);
  const dirty = useRef(false);
  const primary = usualNext(ticket);

  const open = (chosen: TicketAction) => {
    dirty.current = false;
    setAction(chosen);
    makeRoom(ACTION_FRAMES[chosen] === "drawer");
  };
  const close = () => {
    setAction(null);
    makeRoom(false);
  };
  const cancel = () => {
    if (!dirty.current) return close();
    return void modal.confirm({
      title: t("form.discardTitle"),
      content: t("form.discardHelp"),
      okText: t("form.discard"),
      cancelText: t("form.keep"),
      onOk: close,
    });
  };
  const done = () => {
    if (action !== null) message.success(t("form.done", { action: actionLabel(action, t) }));
    close();
    void refreshAll();
  };
  const touched = () => {
    dirty.current = true;
  };

  return (
    <>
      <fieldset className={styles.bar} aria-label={t("ticket.actions")}>
        {daily(ticket.allowedActions).map((allowed) => (
          <Button
            key={allowed}
            type={allowed === primary ? "primary" : "default"}
            disabled={action !== null}
            onClick={() => open(allowed)}
            data-testid={`action-${allowed}`}
          >
            {actionLabel(allowed, t)}
          </Button>
        ))}
        <MoreActions
          actions={seldom(ticket.allowedActions)}
          disabled={action !== null}
          open={open}
        />
      </fieldset>
      {action !== null && (
        <ActionPanel
          key={action}
          action={action}
          form={{ ticket, done, cancel, refresh, touched }}
        />
      )}
    </>
  );
}

interface MoreActionsProps {
  actions: TicketAction[];
  disabled: boolean;
  open: (action: TicketAction) => void;
}

function MoreActions({ actions, disabled, open }: MoreActionsProps) {
  const { t } = useTranslation();
  if (actions.length === 0) return null;
  const items = actions.map((action) => ({
    key: action,
    label: <span data-testid={`action-${action}`}>{actionLabel(action, t)}</span>,
    onClick: () => open(action),
  }));
  return (
    <Dropdown menu={{ items }} trigger={["click"]} disabled={disabled}>
      <Button disabled={disabled} data-testid="more-actions">
        {t("ticket.more")}
      </Button>
    </Dropdown>
  );
}

function ActionPanel({ action, form }: { action: TicketAction; form: ActionFormProps }) {
  const { t } = useTranslation();
  const content = useRef<HTMLDivElement>(null);
  const ActionForm = ACTION_FORMS[action];
  const title = t("form.title", { action: actionLabel(action, t), number: form.ticket.number });
  const focusFirstField = (opened: boolean) => {
    if (!opened) return;
    content.current
      ?.querySelector<HTMLElement>("input:not([disabled]), textarea, button[type=submit]")
      ?.focus();
  };
  const body = (
    <div ref={content}>
      <ActionForm {...form} />
    </div>
  );
  if (ACTION_FRAMES[action] === "dialog") {
    return (
      <Modal
        open
        title={title}
        footer={null}
        width={460}
        onCancel={form.cancel}
        afterOpenChange={focusFirstField}
      >
        {body}
      </Modal>
    );
  }
  return (
    <Drawer
      open
      title={title}
      size={520}
      mask={false}
      onClose={form.cancel}
      afterOpenChange={focusFirstField}
    >
      {body}
    </Drawer>
  );
}
