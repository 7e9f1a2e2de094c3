import {
  AddAssistDocument,
  MarkSecretDocument,
  ReleaseContactDocument,
  WaiveAssistDocument,
} from "../../../../generated/graphql";
import type { TicketDetail } from "../../page/ticketTypes";
import { fieldForm } from "../FieldForm";

const openAssists = ({ assignments }: TicketDetail) =>
  assignments.filter(({ role, endedAt, incoming }) => role === "ASSIST" && !endedAt && !incoming);

/** The leads below that the citizen's contact can be released to. */
const leadsBelow = ({ assignments }: TicketDetail) =>
  assignments.filter(
    ({ role, endedAt, incoming, contactReleased }) =>
      role === "LEAD" && !endedAt && !incoming && !contactReleased,
  );

export const AddAssistForm = fieldForm({
  action: "ADD_ASSIST",
  document: AddAssistDocument,
  errorsOf: ({ addAssist }) => addAssist.errors,
  explanation: "form.assist.explanation",
  fields: [
    { name: "unitIds", input: "units", label: "form.assist.units", required: true },
    { name: "requirement", input: "text", label: "form.delegate.requirement", rows: 3 },
    { name: "dueAt", input: "time", label: "form.delegate.dueAt", help: "form.delegate.dueAtHelp" },
  ],
  variables: (
    ticket,
    values: { unitIds: string[]; requirement?: string; dueAt?: string },
    stamp,
  ) => ({ ticketId: ticket.id, ...values, ...stamp }),
});

export const WaiveAssistForm = fieldForm({
  action: "WAIVE_ASSIST",
  document: WaiveAssistDocument,
  errorsOf: ({ waiveAssist }) => waiveAssist.errors,
  explanation: "form.assist.waiveHelp",
  fields: [
    {
      name: "assignmentId",
      input: "choice",
      label: "form.assist.unit",
      required: true,
      choices: (_t, ticket) =>
        openAssists(ticket).map(({ id, toUnit }) => ({ value: id, label: toUnit.name })),
    },
    { name: "reason", input: "text", label: "form.assist.reason", required: true, rows: 3 },
  ],
  variables: (_ticket, values: { assignmentId: string; reason: string }, stamp) => ({
    ...values,
    ...stamp,
  }),
});

export const ReleaseContactForm = fieldForm({
  action: "RELEASE_CONTACT",
  document: ReleaseContactDocument,
  errorsOf: ({ releaseContact }) => releaseContact.errors,
  explanation: "form.secrecy.releaseHelp",
  fields: [
    {
      name: "assignmentId",
      input: "choice",
      label: "form.secrecy.releaseTo",
      required: true,
      choices: (_t, ticket) =>
        leadsBelow(ticket).map(({ id, toUnit }) => ({ value: id, label: toUnit.name })),
    },
  ],
  variables: (_ticket, values: { assignmentId: string }, stamp) => ({ ...values, ...stamp }),
});

export const MarkSecretForm = fieldForm({
  action: "MARK_SECRET",
  document: MarkSecretDocument,
  errorsOf: ({ markSecret }) => markSecret.errors,
  explanation: "form.secrecy.markHelp",
  danger: true,
  fields: [
    { name: "reason", input: "text", label: "form.secrecy.reason", required: true, rows: 3 },
    { name: "respondentUnitId", input: "unit", label: "form.secrecy.respondent" },
    {
      name: "respondentNamed",
      input: "choice",
      label: "form.secrecy.named",
      choices: (t) => [
        { value: true, label: t("form.secrecy.namedYes") },
        { value: false, label: t("form.secrecy.namedNo") },
      ],
    },
  ],
  variables: (
    ticket,
    values: { reason: string; respondentUnitId?: string; respondentNamed?: boolean },
    stamp,
  ) => ({ ticketId: ticket.id, ...values, ...stamp }),
});
