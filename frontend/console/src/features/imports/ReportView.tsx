import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./Imports.module.css";
import { isApplicable, type WorkbookReport } from "./workbook";

/** The counts, and every wrong row by its line in the workbook. */
export function ReportView({ report }: { report: WorkbookReport }) {
  const { t } = useTranslation();
  const { counts, rowErrors, rowErrorsLeftOut, unknownHeadings } = report;
  return (
    <div className={styles.steps} data-testid="report">
      <Alert
        type={counts.wrong > 0 ? "error" : report.applied ? "success" : "info"}
        showIcon
        title={useVerdict(report)}
        description={t("imports.counts", { ...counts })}
      />
      {unknownHeadings.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t("imports.unknown", { headings: unknownHeadings.join("、") })}
        />
      )}
      {rowErrors.length > 0 && (
        <table className={styles.errors} aria-label={t("imports.rowErrors")}>
          <thead>
            <tr>
              <th scope="col">{t("imports.line")}</th>
              <th scope="col">{t("imports.heading")}</th>
              <th scope="col">{t("imports.problem")}</th>
            </tr>
          </thead>
          <tbody>
            {rowErrors.map(({ line, heading, message }) => (
              <tr key={`${line}-${heading}-${message}`} data-testid="row-error">
                <td>{line}</td>
                <td>{heading || "—"}</td>
                <td>{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rowErrorsLeftOut > 0 && (
        <p className={styles.hint}>{t("imports.leftOut", { count: rowErrorsLeftOut })}</p>
      )}
    </div>
  );
}

function useVerdict(report: WorkbookReport): string {
  const { t } = useTranslation();
  if (report.counts.wrong > 0) return t("imports.wrong", { count: report.counts.wrong });
  if (report.applied) return t("imports.applied");
  return isApplicable(report) ? t("imports.ready") : t("imports.nothing");
}
