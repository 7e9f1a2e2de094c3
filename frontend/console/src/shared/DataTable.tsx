import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import styles from "./DataTable.module.css";

export interface Column<TRow> {
  title: string;
  /** The one column that takes the room the others leave. */
  grows?: boolean;
  /** Pixels beyond which a cell is cut short. */
  atMost?: number;
  align?: "right";
  cell: (row: TRow) => ReactNode;
}

interface DataTableProps<TRow> {
  label: string;
  columns: readonly Column<TRow>[];
  rows: readonly TRow[];
  rowKey: (row: TRow) => string;
  /** Where a row leads, if anywhere; one of its cells should hold the same link for the keyboard. */
  rowLink?: (row: TRow) => string;
  rowProps: (row: TRow) => Record<`data-${string}`, string>;
  loading: boolean;
  empty: ReactNode;
}

/** A dense list of linked rows under a heading that stays in sight. */
export function DataTable<TRow>(props: DataTableProps<TRow>) {
  const { label, columns, rows, rowKey, rowLink, rowProps, loading, empty } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const nothing = rows.length === 0;
  return (
    <div className={styles.frame} aria-busy={loading}>
      <table className={styles.table} aria-label={label} data-loading={loading || undefined}>
        <thead>
          <tr>
            {columns.map(({ title, grows, align }) => (
              <th
                key={title}
                scope="col"
                data-grows={grows || undefined}
                style={{ textAlign: align }}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              data-linked={rowLink !== undefined || undefined}
              onClick={rowLink && (() => void navigate(rowLink(row)))}
              {...rowProps(row)}
            >
              {columns.map(({ title, grows, atMost, align, cell }) => (
                <td
                  key={title}
                  data-grows={grows || undefined}
                  style={{ textAlign: align, maxWidth: atMost }}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {nothing && !loading && empty}
      {nothing && loading && (
        <div className={styles.skeleton} role="status" aria-label={t("common.loading")} />
      )}
    </div>
  );
}
