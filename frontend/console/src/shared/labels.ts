import type { TFunction } from "i18next";
import type {
  Channel,
  ConferenceOutcome,
  ContactMethod,
  EndReason,
  HandoffKind,
  NoticeKind,
  ReplyMethod,
  ReturnReason,
  Role,
  Satisfaction,
  SuggestionOutcome,
  TicketAction,
  TicketKind,
  TicketState,
  TicketVerb,
  UnitKind,
  Urgency,
} from "../generated/graphql";

/** The word of each value of the API, in the language shown. */
export const stateLabel = (state: TicketState, t: TFunction) => t(`state.${state}`);
export const actionLabel = (action: TicketAction, t: TFunction) => t(`action.${action}`);
export const verbLabel = (verb: TicketVerb, t: TFunction) => t(`verb.${verb}`);
export const kindLabel = (kind: TicketKind, t: TFunction) => t(`kind.${kind}`);
export const urgencyLabel = (urgency: Urgency, t: TFunction) => t(`urgency.${urgency}`);
export const channelLabel = (channel: Channel, t: TFunction) => t(`channel.${channel}`);
export const roleLabel = (role: Role, t: TFunction) => t(`role.${role}`);
export const handoffLabel = (kind: HandoffKind, t: TFunction) => t(`handoff.${kind}`);
export const reasonLabel = (reason: ReturnReason, t: TFunction) => t(`returnReason.${reason}`);
export const noticeLabel = (kind: NoticeKind, t: TFunction) => t(`notice.${kind}`);
export const unitKindLabel = (kind: UnitKind, t: TFunction) => t(`unitKind.${kind}`);
export const satisfactionLabel = (satisfaction: Satisfaction, t: TFunction) =>
  t(`satisfaction.${satisfaction}`);

export const contactMethodLabel = (method: ContactMethod, t: TFunction) =>
  t(`contactMethod.${method}`);
export const endReasonLabel = (reason: EndReason, t: TFunction) => t(`endReason.${reason}`);
export const conferenceOutcomeLabel = (outcome: ConferenceOutcome, t: TFunction) =>
  t(`conferenceOutcome.${outcome}`);
export const replyMethodLabel = (method: ReplyMethod, t: TFunction) => t(`replyMethod.${method}`);
export const outcomeLabel = (outcome: SuggestionOutcome, t: TFunction) =>
  t(`suggestionOutcome.${outcome}`);

/** Choices of an enum for a select or a radio group, in the order of the schema. */
export function choicesOf<TValue extends string>(
  values: Record<string, TValue>,
  label: (value: TValue, t: TFunction) => string,
  t: TFunction,
): { value: TValue; label: string }[] {
  return Object.values(values).map((value) => ({ value, label: label(value, t) }));
}
