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
  const { endpoint, document, variables, signal } = request;
  const response = await postOnce(endpoint, {
    signal,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  return unwrap(await readJson<GraphqlAnswer<TResult>>(response));
}

/** Sends a form with files to an address beside GraphQL. Throws ApiError where it is not taken;
 * what it says of the files is in the answer. */
export async function sendForm<TAnswer>(address: string, form: FormData): Promise<TAnswer> {
  const response = await postOnce(address, { body: form });
  if (!response.ok) return unwrap(await readJson<GraphqlAnswer<TAnswer>>(response));
  return readJson<TAnswer>(response);
}

/** With the CSRF token of the cookie; a refused one is fetched anew, once. */
async function postOnce(address: string, init: RequestInit): Promise<Response> {
  if (readCsrfToken() === null) await fetchCsrfCookie();
  const response = await post(address, init);
  if (response.status !== CSRF_REFUSED) return response;
  await fetchCsrfCookie();
  return post(address, init);
}

async function post(address: string, init: RequestInit): Promise<Response> {
  return fetchOrFail(address, {
    ...init,
    method: "POST",
    credentials: "same-origin",
    headers: {
      ...init.headers,
      Accept: "application/json",
      "X-CSRFToken": readCsrfToken() ?? "",
    },
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

async function readJson<TAnswer>(response: Response): Promise<TAnswer> {
  if (isJson(response)) {
    try {
      return (await response.json()) as TAnswer;
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
