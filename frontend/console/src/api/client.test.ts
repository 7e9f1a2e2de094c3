import { expect, test, vi } from "vitest";
import { MeDocument } from "../generated/graphql";
import { PUBLIC_ENDPOINT, sendRequest } from "./client";

const request = { endpoint: PUBLIC_ENDPOINT, document: MeDocument, variables: {} };

function answerWith(...responses: (() => Response)[]) {
  const calls: RequestInit[] = [];
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    calls.push(init);
    const respond = responses[Math.min(calls.length, responses.length) - 1];
    if (respond === undefined) throw new TypeError("Failed to fetch");
    return respond();
  });
  return calls;
}

const failure = (code: string, status: number) => () =>
  Response.json({ errors: [{ message: "不行", extensions: { code } }] }, { status });

test("a request carries the CSRF token of the cookie", async () => {
  const calls = answerWith(() => Response.json({ data: { me: null } }));
  await expect(sendRequest(request)).resolves.toEqual({ me: null });
  expect(calls[0]?.headers).toMatchObject({ "X-CSRFToken": "token-of-the-test" });
});

test("a refused CSRF token is fetched anew, once", async () => {
  const calls = answerWith(failure("BAD_REQUEST", 403), failure("BAD_REQUEST", 405), () =>
    Response.json({ data: { me: null } }),
  );
  await expect(sendRequest(request)).resolves.toEqual({ me: null });
  expect(calls.map(({ method }) => method)).toEqual(["POST", undefined, "POST"]);
});

test.each([
  [failure("WORKSPACE_NOT_FOUND", 404), "WORKSPACE_NOT_FOUND"],
  [failure("UNAUTHENTICATED", 200), "UNAUTHENTICATED"],
  [failure("A_NEW_CODE", 200), "INTERNAL"],
  [() => new Response("<html>bad gateway</html>", { status: 502 }), "INTERNAL"],
  [() => Response.json({ data: null }), "INTERNAL"],
])("failure %#", async (respond, code) => {
  answerWith(respond);
  await expect(sendRequest(request)).rejects.toMatchObject({ code });
});

test("a lost connection is told apart, for its outcome is unknown", async () => {
  answerWith();
  await expect(sendRequest(request)).rejects.toMatchObject({
    code: "NETWORK",
    outcomeUnknown: true,
  });
});
