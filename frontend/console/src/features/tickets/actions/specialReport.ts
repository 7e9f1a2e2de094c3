import type { SpecialReportInput } from "../../../generated/graphql";
import type { TicketDetail } from "../page/ticketTypes";
import type { FieldSpec } from "./FieldForm";

/** What a major matter needs beside its dispatch: the issued report, or why there is none. */
export interface SpecialReportValues {
  summary?: string;
  situation?: string;
  measures?: string;
  withoutReportReason?: string;
}

const major = (_values: Record<string, unknown>, ticket: TicketDetail) =>
  ticket.urgency === "MAJOR" && ticket.isOrigin;

export const REPORT_FIELDS: readonly FieldSpec[] = [
  {
    name: "summary",
    input: "line",
    label: "form.major.summary",
    help: "form.major.help",
    when: major,
  },
  { name: "situation", input: "text", label: "form.major.situation", when: major },
  { name: "measures", input: "text", label: "form.major.measures", when: major },
  {
    name: "withoutReportReason",
    input: "text",
    label: "form.major.without",
    help: "form.major.withoutHelp",
    rows: 2,
    when: major,
  },
];

interface SpecialReportVariables {
  specialReport?: SpecialReportInput;
  withoutReportReason?: string;
}

export function specialReportOf({
  summary,
  situation,
  measures,
  withoutReportReason,
}: SpecialReportValues): SpecialReportVariables {
  if (summary && situation && measures) {
    return { specialReport: { summary, situation, measures } };
  }
  return withoutReportReason ? { withoutReportReason } : {};
}
