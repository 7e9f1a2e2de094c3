/** What can go wrong with a whole request, as opposed to a refusal inside a mutation's payload. */
export const API_ERROR_CODES = [
  "UNAUTHENTICATED",
  "PERMISSION_DENIED",
  "NOT_FOUND",
  "WORKSPACE_NOT_FOUND",
  "BAD_REQUEST",
  "LIMIT_EXCEEDED",
  "INTERNAL",
  "NETWORK",
] as const;

export type ApiErrorCode = (typeof API_ERROR_CODES)[number];

export class ApiError extends Error {
  readonly code: ApiErrorCode;

  constructor(code: ApiErrorCode, message: string = code) {
    super(message);
    this.name = "ApiError";
    this.code = code;
  }

  /** Nobody knows whether the server carried the request out: the same key must be sent again. */
  get outcomeUnknown(): boolean {
    return this.code === "NETWORK" || this.code === "INTERNAL";
  }
}

export function isApiError(error: unknown, code: ApiErrorCode): boolean {
  return error instanceof ApiError && error.code === code;
}

export function toApiErrorCode(code: unknown): ApiErrorCode {
  return API_ERROR_CODES.find((known) => known === code) ?? "INTERNAL";
}
