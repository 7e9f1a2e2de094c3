import { sendForm } from "../../api/client";
import { whileLoggedIn } from "../../api/session";
import type { Refusal } from "../../shared/errors";

/** What a workbook would do, or did. */
export interface WorkbookReport {
  counts: { new: number; changed: number; unchanged: number; wrong: number };
  rowErrors: { line: number; heading: string; message: string }[];
  rowErrorsLeftOut: number;
  unknownHeadings: string[];
  applied: boolean;
}

/** Either the report, or why the file was refused as a whole. */
export interface WorkbookAnswer {
  report: WorkbookReport | null;
  errors: Refusal[];
}

const addressOf = (slug: string, kind: string) =>
  `/w/${encodeURIComponent(slug)}/imports/${encodeURIComponent(kind)}`;

export const templateAddress = (slug: string, kind: string) =>
  `${addressOf(slug, kind)}/template.xlsx`;

/** Has a workbook checked, or applied. Throws ApiError if the server does not take it. */
export function sendWorkbook(
  slug: string,
  kind: string,
  file: File,
  apply: boolean,
): Promise<WorkbookAnswer> {
  const form = new FormData();
  form.set("file", file);
  form.set("apply", apply ? "1" : "0");
  return whileLoggedIn(() => sendForm<WorkbookAnswer>(addressOf(slug, kind), form));
}

/** A dry run without errors that has something to write is worth applying. */
export function isApplicable({ counts, applied }: WorkbookReport): boolean {
  return !applied && counts.wrong === 0 && counts.new + counts.changed > 0;
}
