import type { TFunction } from "i18next";
import type { ApiErrorCode } from "../api/apiError";
import { ErrorCode } from "../generated/graphql";

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

const KNOWN: ReadonlySet<string> = new Set(Object.values(ErrorCode));

/** Refusals that the form itself says better than the server, which does not see it. */
const SAID_HERE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "ALREADY_IMPORTED",
  "ANSWER_REQUIRED",
  "ANSWER_WITHOUT_CONTACT",
  "CATEGORY_UNKNOWN",
  "CLOCK_PAUSED",
  "CLOCK_RUNNING",
  "CLOCK_STOPPED",
  "DATES_OUT_OF_ORDER",
  "DATE_IN_FUTURE",
  "DUE_BEYOND_LIMIT",
  "DUE_IN_PAST",
  "EMPTY",
  "FOLLOW_UP_MISSING",
  "IDEMPOTENCY_MISMATCH",
  "LOGIN_FAILED",
  "MALFORMED_TEXT",
  "MEMBERSHIP_ENDED",
  "NOT_A_CHILD",
  "NO_PARENT",
  "PHONE_MALFORMED",
  "RETURN_BINDING",
  "SAME_UNIT_FOLLOW_UP",
  "STALE",
  "UNIT_REQUIRED",
  "UNIT_UNCHANGED",
  "UNIT_UNDER_ITSELF",
  "UNIT_UNKNOWN",
]);

/** One sentence for a refusal. The server speaks Chinese: its own words win in Chinese where they
 * carry particulars (a length, a unit's name). Every code of the schema has a text in both
 * languages, or this does not compile; a code newer than this build speaks for itself. */
export function refusalSentence({ code, message }: Refusal, { t, language }: Speech): string {
  if (language !== "en" && message !== "" && !SAID_HERE.has(code)) return message;
  if (KNOWN.has(code)) return t(`refusal.${code}`);
  return message === "" ? t("refusal.unknown", { code }) : message;
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
