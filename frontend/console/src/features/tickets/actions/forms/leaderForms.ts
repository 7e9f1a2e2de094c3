import {
  DecideSignOffDocument,
  InstructTicketDocument,
  ReturnReason,
  type SignOffAct,
  SubmitForSignOffDocument,
} from "../../../../generated/graphql";
import { choicesOf, reasonLabel } from "../../../../shared/labels";
import { fieldForm } from "../FieldForm";
import { pendingSignOff } from "../pending";
import { PendingSignOff } from "./PendingSignOff";

const SIGNABLE: readonly SignOffAct[] = ["RETURN", "EXTENSION", "SUSPENSION", "REPORT"];
const is =
  (...acts: SignOffAct[]) =>
  ({ act }: Record<string, unknown>) =>
    acts.includes(act as SignOffAct);

interface Submitted {
  act: SignOffAct;
  [argument: string]: unknown;
}

export const SubmitForSignOffForm = fieldForm({
  action: "SUBMIT_FOR_SIGN_OFF",
  document: SubmitForSignOffDocument,
  errorsOf: ({ submitForSignOff }) => submitForSignOff.errors,
  explanation: "form.signOff.submitHelp",
  fields: [
    {
      name: "act",
      input: "choice",
      label: "form.signOff.act",
      required: true,
      choices: (t) => SIGNABLE.map((value) => ({ value, label: t(`signOffAct.${value}`) })),
    },
    {
      name: "returnReason",
      input: "list",
      label: "form.return.reason",
      required: true,
      choices: (t) => choicesOf(ReturnReason, reasonLabel, t),
      when: is("RETURN"),
    },
    { name: "note", input: "text", label: "form.return.note", required: true, when: is("RETURN") },
    { name: "legalBasis", input: "line", label: "form.dispute.legalBasis", when: is("RETURN") },
    {
      name: "suggestedUnitId",
      input: "unit",
      label: "form.return.suggestedUnit",
      when: is("RETURN"),
    },
    {
      name: "workingDays",
      input: "number",
      label: "form.time.workingDays",
      when: is("EXTENSION"),
    },
    { name: "hours", input: "number", label: "form.time.hours", when: is("EXTENSION") },
    {
      name: "until",
      input: "time",
      label: "form.time.until",
      required: true,
      when: is("SUSPENSION"),
    },
    {
      name: "reason",
      input: "text",
      label: "form.time.reason",
      required: true,
      when: is("EXTENSION", "SUSPENSION"),
    },
    {
      name: "report",
      input: "text",
      label: "form.report.report",
      required: true,
      when: is("REPORT"),
    },
    {
      name: "replyDraft",
      input: "text",
      label: "form.report.replyDraft",
      required: true,
      when: is("REPORT"),
    },
  ],
  variables: (ticket, values: Submitted, stamp) => ({
    ticketId: ticket.id,
    assignmentId: ticket.actionAssignmentId,
    ...values,
    ...stamp,
  }),
});

export const DecideSignOffForm = fieldForm({
  action: "DECIDE_SIGN_OFF",
  document: DecideSignOffDocument,
  errorsOf: ({ decideSignOff }) => decideSignOff.errors,
  shows: PendingSignOff,
  fields: [
    {
      name: "approved",
      input: "choice",
      label: "form.time.decision",
      required: true,
      choices: (t) => [
        { value: true, label: t("form.signOff.approve") },
        { value: false, label: t("form.signOff.refuse") },
      ],
    },
    { name: "opinion", input: "text", label: "form.signOff.opinion", rows: 3 },
  ],
  variables: (ticket, values: { approved: boolean; opinion?: string }, stamp) => ({
    signOffId: pendingSignOff(ticket)?.id ?? "",
    ...values,
    ...stamp,
  }),
});

export const InstructForm = fieldForm({
  action: "INSTRUCT",
  document: InstructTicketDocument,
  errorsOf: ({ instructTicket }) => instructTicket.errors,
  explanation: "form.instruct.explanation",
  fields: [{ name: "text", input: "text", label: "form.instruct.text", required: true }],
  variables: (ticket, values: { text: string }, stamp) => ({
    ticketId: ticket.id,
    ...values,
    ...stamp,
  }),
});
