import { Popover } from "antd";
import { type ReactNode, useState } from "react";
import styles from "./Shell.module.css";

interface HeaderMenuProps {
  label: string;
  testId: string;
  trigger: ReactNode;
  className?: string;
  children: (close: () => void) => ReactNode;
}

/** A button of the header that opens a small panel below it. */
export function HeaderMenu({ label, testId, trigger, className = "", children }: HeaderMenuProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={<section aria-label={label}>{children(() => setOpen(false))}</section>}
    >
      <button
        type="button"
        className={`${styles.headerButton} ${className}`}
        aria-expanded={open}
        aria-label={label}
        data-testid={testId}
      >
        {trigger}
      </button>
    </Popover>
  );
}
