import type { TFunction } from "i18next";
import type { ApiErrorCode } from "../api/apiError";
import type { ErrorCode } from "../generated/graphql";

/** An error a person caused, as the API reports it inside a mutation's payload. */
export interface Refusal {
  field: string | null;
  code: ErrorCode;
  message: string;
}

/** What is needed of i18next to speak: `i18n` of `useTranslation` fits. */
export interface Speech {
  t: TFunction;
  language: string;
}

/** One sentence for a refusal. The server speaks Chinese: its own words win in Chinese where they
 * carry particulars (a length, a unit's name), and for codes newer than this build. */
export function refusalSentence({ code, message }: Refusal, { t, language }: Speech): string {
  switch (code) {
    case "ALREADY_IMPORTED":
    case "ANSWER_REQUIRED":
    case "ANSWER_WITHOUT_CONTACT":
    case "CATEGORY_UNKNOWN":
    case "CLOCK_PAUSED":
    case "CLOCK_RUNNING":
    case "CLOCK_STOPPED":
    case "DATES_OUT_OF_ORDER":
    case "DATE_IN_FUTURE":
    case "DUE_BEYOND_LIMIT":
    case "DUE_IN_PAST":
    case "EMPTY":
    case "FOLLOW_UP_MISSING":
    case "IDEMPOTENCY_MISMATCH":
    case "LOGIN_FAILED":
    case "MALFORMED_TEXT":
    case "MEMBERSHIP_ENDED":
    case "NOT_A_CHILD":
    case "NO_PARENT":
    case "PHONE_MALFORMED":
    case "RETURN_BINDING":
    case "SAME_UNIT_FOLLOW_UP":
    case "STALE":
    case "UNIT_REQUIRED":
    case "UNIT_UNCHANGED":
    case "UNIT_UNDER_ITSELF":
    case "UNIT_UNKNOWN":
      return t(`refusal.${code}`);
    case "DATE_BEFORE_LAST_CHANGE":
    case "IN_CHAIN":
    case "ROLES_CONFLICT":
    case "TOO_LONG":
    case "UNIT_CLOSED":
    case "UNIT_HAS_CHILDREN":
    case "UNIT_IS_ROOT":
    case "UNIT_OTHER_WORKSPACE":
    case "UNIT_WRONG_LEVEL":
    case "WRONG_STATE":
      return language !== "en" && message !== "" ? message : t(`refusal.${code}`);
    default:
      return unknownRefusal(code, message, t);
  }
}

function unknownRefusal(code: never, message: string, t: TFunction): string {
  return message === "" ? t("refusal.unknown", { code: String(code) }) : message;
}

export function apiErrorSentence(code: ApiErrorCode, t: TFunction): string {
  return t(`apiError.${code}`);
}

export interface PlacedRefusals {
  /** Refusals of one input each, in the form's own field names. */
  byField: Map<string, Refusal[]>;
  /** Refusals of the whole act, shown at the top of the form. */
  top: Refusal[];
  stale: boolean;
}

/** Sorts refusals to the field each names; those of no known field, and STALE, go to the top. */
export function placeRefusals(refusals: Refusal[], fields: readonly string[]): PlacedRefusals {
  const byField = new Map<string, Refusal[]>();
  const top: Refusal[] = [];
  for (const refusal of refusals) {
    const { field, code } = refusal;
    if (field !== null && code !== "STALE" && fields.includes(field)) {
      byField.set(field, [...(byField.get(field) ?? []), refusal]);
    } else {
      top.push(refusal);
    }
  }
  return { byField, top, stale: top.some(({ code }) => code === "STALE") };
}
