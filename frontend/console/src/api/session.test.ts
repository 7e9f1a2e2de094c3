import { expect, test } from "vitest";
import { MeDocument } from "../generated/graphql";
import { fakeApi } from "../testing/fakeApi";
import { PUBLIC_ENDPOINT } from "./client";
import { execute, SessionKeeper } from "./session";

const request = { endpoint: PUBLIC_ENDPOINT, document: MeDocument, variables: {} };

function expiringApi() {
  const server = { expired: true };
  const api = fakeApi({
    Me: () => {
      if (server.expired) throw "UNAUTHENTICATED";
      return { me: null };
    },
  });
  return { server, api };
}

test("requests of an expired session wait for the same person and go on", async () => {
  const { server, api } = expiringApi();
  const keeper = new SessionKeeper();
  keeper.begin("p-1");
  const waiting = [execute(request, keeper), execute(request, keeper)];
  await expect.poll(() => keeper.snapshot().expired).toBe(true);
  server.expired = false;
  expect(keeper.renew("p-1")).toBe(true);
  await expect(Promise.all(waiting)).resolves.toEqual([{ me: null }, { me: null }]);
  expect(api.sent).toHaveLength(4);
  expect(keeper.snapshot().expired).toBe(false);
});

test("another person's login never sends what the first one typed", async () => {
  const { api } = expiringApi();
  const keeper = new SessionKeeper();
  keeper.begin("p-1");
  const waiting = execute(request, keeper);
  await expect.poll(() => keeper.snapshot().expired).toBe(true);
  expect(keeper.renew("p-2")).toBe(false);
  await expect(waiting).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  expect(api.sent).toHaveLength(1);
});

test("before login there is nothing to wait for", async () => {
  expiringApi();
  const keeper = new SessionKeeper();
  await expect(execute(request, keeper)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});
