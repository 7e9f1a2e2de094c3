import type { TypedDocumentString } from "../generated/graphql";
import { ApiError, toApiErrorCode } from "./apiError";

export const PUBLIC_ENDPOINT = "/graphql";
const CSRF_COOKIE = "csrftoken";
const CSRF_REFUSED = 403;

export const workspaceEndpoint = (slug: string) => `/w/${encodeURIComponent(slug)}/graphql`;

interface GraphqlAnswer<TResult> {
  data?: TResult | null;
  errors?: { message: string; extensions?: { code?: unknown } }[];
}

export interface ApiRequest<TResult, TVariables> {
  endpoint: string;
  document: TypedDocumentString<TResult, TVariables>;
  variables: TVariables;
  signal?: AbortSignal;
}

/** Sends one operation. Throws ApiError for anything that is not a complete answer. */
export async function sendRequest<TResult, TVariables>(
  request: ApiRequest<TResult, TVariables>,
): Promise<TResult> {
  if (readCsrfToken() === null) await fetchCsrfCookie();
  let response = await post(request);
  if (response.status === CSRF_REFUSED) {
    await fetchCsrfCookie();
    response = await post(request);
  }
  return unwrap(await readAnswer<TResult>(response));
}

async function post<TResult, TVariables>(
  request: ApiRequest<TResult, TVariables>,
): Promise<Response> {
  const { endpoint, document, variables, signal } = request;
  return fetchOrFail(endpoint, {
    method: "POST",
    credentials: "same-origin",
    signal,
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": readCsrfToken() ?? "",
    },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
}

async function fetchCsrfCookie(): Promise<void> {
  await fetchOrFail(PUBLIC_ENDPOINT, { credentials: "same-origin" });
}

async function fetchOrFail(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError("NETWORK");
  }
}

function isJson(response: Response): boolean {
  return response.headers.get("Content-Type")?.includes("json") ?? false;
}

async function readAnswer<TResult>(response: Response): Promise<GraphqlAnswer<TResult>> {
  if (isJson(response)) {
    try {
      return (await response.json()) as GraphqlAnswer<TResult>;
    } catch {
      throw new ApiError("NETWORK");
    }
  }
  if (response.status === 401) throw new ApiError("UNAUTHENTICATED");
  throw new ApiError("INTERNAL");
}

function unwrap<TResult>(answer: GraphqlAnswer<TResult>): TResult {
  const error = answer.errors?.[0];
  if (error) throw new ApiError(toApiErrorCode(error.extensions?.code), error.message);
  if (answer.data === null || answer.data === undefined) throw new ApiError("INTERNAL");
  return answer.data;
}

export function readCsrfToken(): string | null {
  const entry = document.cookie.split("; ").find((part) => part.startsWith(`${CSRF_COOKIE}=`));
  return entry ? decodeURIComponent(entry.slice(CSRF_COOKIE.length + 1)) : null;
}
