import {
  ContactMethod,
  DeliverReplyDocument,
  EndReason,
  RecordChaseDocument,
  RecordContactDocument,
  ReopenTicketDocument,
  ReplyMethod,
  SupplementTicketDocument,
  TerminateTicketDocument,
  UnmergeTicketDocument,
  WithdrawTicketDocument,
} from "../../../../generated/graphql";
import {
  choicesOf,
  contactMethodLabel,
  endReasonLabel,
  replyMethodLabel,
} from "../../../../shared/labels";
import { type FieldSpec, fieldForm } from "../FieldForm";

const REASON: FieldSpec = {
  name: "reason",
  input: "text",
  label: "form.citizen.reason",
  required: true,
  rows: 3,
};
const NOTE: FieldSpec = { name: "note", input: "text", label: "form.citizen.note", rows: 3 };

export const ChaseForm = fieldForm({
  action: "CHASE",
  document: RecordChaseDocument,
  errorsOf: ({ recordChase }) => recordChase.errors,
  explanation: "form.citizen.chaseHelp",
  fields: [NOTE],
  variables: (ticket, values: { note?: string }, stamp) => ({
    ticketId: ticket.id,
    ...values,
    ...stamp,
  }),
});

export const SupplementForm = fieldForm({
  action: "SUPPLEMENT",
  document: SupplementTicketDocument,
  errorsOf: ({ supplementTicket }) => supplementTicket.errors,
  explanation: "form.citizen.supplementHelp",
  fields: [{ name: "text", input: "text", label: "form.citizen.supplement", required: true }],
  variables: (ticket, values: { text: string }, stamp) => ({
    ticketId: ticket.id,
    ...values,
    ...stamp,
  }),
});

export const WithdrawForm = fieldForm({
  action: "WITHDRAW",
  document: WithdrawTicketDocument,
  errorsOf: ({ withdrawTicket }) => withdrawTicket.errors,
  explanation: "form.citizen.withdrawHelp",
  danger: true,
  fields: [REASON],
  variables: (ticket, values: { reason: string }, stamp) => ({
    ticketId: ticket.id,
    ...values,
    ...stamp,
  }),
});

export const TerminateForm = fieldForm({
  action: "TERMINATE",
  document: TerminateTicketDocument,
  errorsOf: ({ terminateTicket }) => terminateTicket.errors,
  explanation: "form.citizen.terminateHelp",
  danger: true,
  fields: [
    {
      name: "reason",
      input: "choice",
      label: "form.citizen.endReason",
      required: true,
      choices: (t) => choicesOf(EndReason, endReasonLabel, t),
    },
    { name: "basis", input: "text", label: "form.citizen.basis", required: true, rows: 3 },
    NOTE,
  ],
  variables: (ticket, values: { reason: EndReason; basis: string; note?: string }, stamp) => ({
    ticketId: ticket.id,
    ...values,
    ...stamp,
  }),
});

export const ReopenForm = fieldForm({
  action: "REOPEN",
  document: ReopenTicketDocument,
  errorsOf: ({ reopenTicket }) => reopenTicket.errors,
  fields: [REASON],
  variables: (ticket, values: { reason: string }, stamp) => ({
    ticketId: ticket.id,
    ...values,
    ...stamp,
  }),
});

export const UnmergeForm = fieldForm({
  action: "UNMERGE",
  document: UnmergeTicketDocument,
  errorsOf: ({ unmergeTicket }) => unmergeTicket.errors,
  explanation: "form.citizen.unmergeHelp",
  fields: [NOTE],
  variables: (ticket, values: { note?: string }, stamp) => ({
    ticketId: ticket.id,
    ...values,
    ...stamp,
  }),
});

export const RecordContactForm = fieldForm({
  action: "RECORD_CONTACT",
  document: RecordContactDocument,
  errorsOf: ({ recordContact }) => recordContact.errors,
  explanation: "form.citizen.contactHelp",
  fields: [
    {
      name: "method",
      input: "choice",
      label: "form.citizen.method",
      required: true,
      choices: (t) => choicesOf(ContactMethod, contactMethodLabel, t),
    },
    { name: "at", input: "time", label: "form.citizen.at" },
    NOTE,
  ],
  variables: (ticket, values: { method: ContactMethod; at?: string; note?: string }, stamp) => ({
    assignmentId: ticket.actionAssignmentId ?? "",
    ...values,
    ...stamp,
  }),
});

export const DeliverReplyForm = fieldForm({
  action: "DELIVER_REPLY",
  document: DeliverReplyDocument,
  errorsOf: ({ deliverReply }) => deliverReply.errors,
  explanation: "form.reply.deliverHelp",
  fields: [
    {
      name: "method",
      input: "choice",
      label: "form.reply.method",
      required: true,
      choices: (t) => choicesOf(ReplyMethod, replyMethodLabel, t),
    },
    {
      name: "proof",
      input: "text",
      label: "form.reply.proof",
      help: "form.reply.proofHelp",
      required: true,
      rows: 2,
    },
  ],
  variables: (ticket, values: { method: ReplyMethod; proof: string }, stamp) => ({
    ticketId: ticket.id,
    ...values,
    ...stamp,
  }),
});
