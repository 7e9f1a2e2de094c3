import {
  DecideExtensionDocument,
  DecideSuspensionDocument,
  DisputeAdjudicationDocument,
  RequestExtensionDocument,
  RequestSuspensionDocument,
  ResumeTicketDocument,
} from "../../../../generated/graphql";
import type { TicketDetail } from "../../page/ticketTypes";
import { type FieldSpec, fieldForm } from "../FieldForm";
import { pendingApplication } from "../pending";
import { PendingApplication } from "./PendingApplication";

const assignmentOf = ({ actionAssignmentId }: TicketDetail) => actionAssignmentId ?? "";
const REASON: FieldSpec = {
  name: "reason",
  input: "text",
  label: "form.time.reason",
  required: true,
};
const DECISION: readonly FieldSpec[] = [
  {
    name: "approved",
    input: "choice",
    label: "form.time.decision",
    required: true,
    choices: (t) => [
      { value: true, label: t("form.time.approve") },
      { value: false, label: t("form.time.refuse") },
    ],
  },
  {
    name: "note",
    input: "text",
    label: "form.time.note",
    rows: 3,
    when: ({ approved }) => approved !== false,
  },
  {
    name: "note",
    input: "text",
    label: "form.time.noteRefused",
    rows: 3,
    required: true,
    when: ({ approved }) => approved === false,
  },
];

interface Decision {
  approved: boolean;
  note?: string;
}

export const RequestExtensionForm = fieldForm({
  action: "REQUEST_EXTENSION",
  document: RequestExtensionDocument,
  errorsOf: ({ requestExtension }) => requestExtension.errors,
  explanation: "form.time.extensionHelp",
  fields: [
    {
      name: "workingDays",
      input: "number",
      label: "form.time.workingDays",
      help: "form.time.workingDaysHelp",
    },
    { name: "hours", input: "number", label: "form.time.hours", help: "form.time.hoursHelp" },
    REASON,
  ],
  variables: (ticket, values: { workingDays?: number; hours?: number; reason: string }, stamp) => ({
    assignmentId: assignmentOf(ticket),
    ...values,
    ...stamp,
  }),
});

export const DecideExtensionForm = fieldForm({
  action: "DECIDE_EXTENSION",
  document: DecideExtensionDocument,
  errorsOf: ({ decideExtension }) => decideExtension.errors,
  shows: PendingApplication,
  fields: DECISION,
  variables: (ticket, values: Decision, stamp) => ({
    applicationId: pendingApplication(ticket, "EXTENSION")?.id ?? null,
    ...values,
    ...stamp,
  }),
});

export const RequestSuspensionForm = fieldForm({
  action: "REQUEST_SUSPENSION",
  document: RequestSuspensionDocument,
  errorsOf: ({ requestSuspension }) => requestSuspension.errors,
  explanation: "form.time.suspensionHelp",
  fields: [
    {
      name: "until",
      input: "time",
      label: "form.time.until",
      help: "form.time.untilHelp",
      required: true,
    },
    REASON,
  ],
  variables: (ticket, values: { until: string; reason: string }, stamp) => ({
    ticketId: ticket.id,
    ...values,
    ...stamp,
  }),
});

export const DecideSuspensionForm = fieldForm({
  action: "DECIDE_SUSPENSION",
  document: DecideSuspensionDocument,
  errorsOf: ({ decideSuspension }) => decideSuspension.errors,
  shows: PendingApplication,
  fields: DECISION,
  variables: (ticket, values: Decision, stamp) => ({
    applicationId: pendingApplication(ticket, "SUSPENSION")?.id ?? null,
    ...values,
    ...stamp,
  }),
});

export const ResumeForm = fieldForm({
  action: "RESUME",
  document: ResumeTicketDocument,
  errorsOf: ({ resumeTicket }) => resumeTicket.errors,
  explanation: "form.time.resumeHelp",
  fields: [{ name: "note", input: "text", label: "form.time.note", rows: 3 }],
  variables: (ticket, values: { note?: string }, stamp) => ({
    ticketId: ticket.id,
    ...values,
    ...stamp,
  }),
});

export const DisputeForm = fieldForm({
  action: "DISPUTE",
  document: DisputeAdjudicationDocument,
  errorsOf: ({ disputeAdjudication }) => disputeAdjudication.errors,
  explanation: "form.dispute.explanation",
  fields: [
    { name: "reason", input: "text", label: "form.dispute.reason", required: true },
    { name: "legalBasis", input: "line", label: "form.dispute.legalBasis" },
  ],
  variables: (ticket, values: { reason: string; legalBasis?: string }, stamp) => ({
    assignmentId: assignmentOf(ticket),
    ...values,
    ...stamp,
  }),
});
