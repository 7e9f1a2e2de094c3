import {
  AnswerTicketDocument,
  ConferenceOutcome,
  ConferenceTicketDocument,
  ExpressTicketDocument,
  HandOverEmergencyDocument,
  RecordFirstResultDocument,
} from "../../../../generated/graphql";
import { choicesOf, conferenceOutcomeLabel } from "../../../../shared/labels";
import { fieldForm } from "../FieldForm";
import { REPORT_FIELDS, type SpecialReportValues, specialReportOf } from "../specialReport";

const PARTNERS = ["110", "119", "120"] as const;

export const AnswerForm = fieldForm({
  action: "ANSWER",
  document: AnswerTicketDocument,
  errorsOf: ({ answerTicket }) => answerTicket.errors,
  explanation: "form.intake.answerHelp",
  fields: [
    { name: "text", input: "text", label: "form.intake.answer", required: true, rows: 6 },
    {
      name: "article",
      input: "line",
      label: "form.intake.article",
      help: "form.intake.articleHelp",
    },
  ],
  variables: (ticket, values: { text: string; article?: string }, stamp) => ({
    ticketId: ticket.id,
    resolved: true,
    ...values,
    ...stamp,
  }),
});

interface ConferenceValues {
  who: string;
  startedAt: string;
  minutes: number;
  outcome: ConferenceOutcome;
  text: string;
}

export const ConferenceForm = fieldForm({
  action: "CONFERENCE",
  document: ConferenceTicketDocument,
  errorsOf: ({ conferenceTicket }) => conferenceTicket.errors,
  explanation: "form.intake.conferenceHelp",
  fields: [
    {
      name: "who",
      input: "text",
      label: "form.intake.who",
      help: "form.intake.whoHelp",
      required: true,
      rows: 2,
    },
    { name: "startedAt", input: "time", label: "form.intake.startedAt", required: true },
    { name: "minutes", input: "number", label: "form.intake.minutes", required: true },
    {
      name: "outcome",
      input: "choice",
      label: "form.intake.outcome",
      required: true,
      choices: (t) => choicesOf(ConferenceOutcome, conferenceOutcomeLabel, t),
    },
    { name: "text", input: "text", label: "form.intake.said", required: true },
  ],
  variables: (ticket, { who, minutes, ...values }: ConferenceValues, stamp) => ({
    ticketId: ticket.id,
    participants: participantsOf(who),
    durationSeconds: minutes * 60,
    ...values,
    ...stamp,
  }),
});

/** One person or body a line. */
export function participantsOf(who: string): { name: string }[] {
  return who
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((name) => ({ name }));
}

interface HandOverValues {
  partner: string;
  receivedBy?: string;
  reference?: string;
  note?: string;
}

export const HandOverForm = fieldForm({
  action: "HAND_OVER",
  document: HandOverEmergencyDocument,
  errorsOf: ({ handOverEmergency }) => handOverEmergency.errors,
  explanation: "form.intake.handOverHelp",
  danger: true,
  fields: [
    {
      name: "partner",
      input: "choice",
      label: "form.intake.partner",
      required: true,
      choices: (t) =>
        PARTNERS.map((value) => ({ value, label: t(`form.intake.partners.${value}`) })),
    },
    {
      name: "receivedBy",
      input: "line",
      label: "form.intake.receivedBy",
      help: "form.intake.receivedByHelp",
    },
    { name: "reference", input: "line", label: "form.intake.reference" },
    { name: "note", input: "text", label: "form.citizen.note", rows: 3 },
  ],
  variables: (ticket, values: HandOverValues, stamp) => ({
    ticketId: ticket.id,
    ...values,
    ...stamp,
  }),
});

interface ExpressValues extends SpecialReportValues {
  toUnitId: string;
  requirement: string;
}

export const ExpressForm = fieldForm({
  action: "EXPRESS",
  document: ExpressTicketDocument,
  errorsOf: ({ expressTicket }) => expressTicket.errors,
  explanation: "form.express.explanation",
  fields: [
    { name: "toUnitId", input: "unit", label: "form.express.unit", required: true },
    { name: "requirement", input: "text", label: "form.delegate.requirement", required: true },
    ...REPORT_FIELDS,
  ],
  variables: (ticket, { toUnitId, requirement, ...report }: ExpressValues, stamp) => ({
    ticketId: ticket.id,
    toUnitId,
    requirement,
    ...specialReportOf(report),
    ...stamp,
  }),
});

export const FirstResultForm = fieldForm({
  action: "FIRST_RESULT",
  document: RecordFirstResultDocument,
  errorsOf: ({ recordFirstResult }) => recordFirstResult.errors,
  explanation: "form.express.firstHelp",
  fields: [{ name: "text", input: "text", label: "form.express.first", required: true }],
  variables: (ticket, values: { text: string }, stamp) => ({
    assignmentId: ticket.actionAssignmentId ?? "",
    ...values,
    ...stamp,
  }),
});
