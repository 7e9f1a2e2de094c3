import type { TFunction } from "i18next";
import type { ApiErrorCode } from "../api/apiError";
import type { ErrorCode } from "../generated/graphql";

/** An error a person caused, as the API reports it inside a mutation's payload. */
export interface Refusal {
  field: string | null;
  code: ErrorCode;
  message: string;
}

/** One sentence for a refusal. A code newer than this build falls back to the server's words. */
export function refusalSentence(refusal: Refusal, t: TFunction): string {
  const { code } = refusal;
  switch (code) {
    case "LOGIN_FAILED":
      return t("refusal.LOGIN_FAILED");
    case "EMPTY":
      return t("refusal.EMPTY");
    case "TOO_LONG":
      return t("refusal.TOO_LONG");
    case "PHONE_MALFORMED":
      return t("refusal.PHONE_MALFORMED");
    case "WRONG_STATE":
      return t("refusal.WRONG_STATE");
    case "STALE":
      return t("refusal.STALE");
    case "NOT_A_CHILD":
      return t("refusal.NOT_A_CHILD");
    case "NO_PARENT":
      return t("refusal.NO_PARENT");
    case "DUE_IN_PAST":
      return t("refusal.DUE_IN_PAST");
    case "DUE_BEYOND_LIMIT":
      return t("refusal.DUE_BEYOND_LIMIT");
    case "UNIT_CLOSED":
      return t("refusal.UNIT_CLOSED");
    case "IDEMPOTENCY_MISMATCH":
      return t("refusal.IDEMPOTENCY_MISMATCH");
    case "REASON_REQUIRED":
      return t("refusal.REASON_REQUIRED");
    case "SAME_UNIT_FOLLOW_UP":
      return t("refusal.SAME_UNIT_FOLLOW_UP");
    case "FOLLOW_UP_MISSING":
      return t("refusal.FOLLOW_UP_MISSING");
    case "RETURN_BINDING":
      return t("refusal.RETURN_BINDING");
    default:
      return unknownRefusal(code, refusal.message, t);
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
