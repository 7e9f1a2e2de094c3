import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import { App, ConfigProvider } from "antd";
import axe from "axe-core";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect } from "vitest";
import { workspaceEndpoint } from "../api/client";
import { WorkspaceContext, type WorkspaceValue } from "../shared/workspace";
import { samplePerson } from "./samples";

const workspace: WorkspaceValue = {
  slug: "xianning",
  endpoint: workspaceEndpoint("xianning"),
  workspace: { slug: "xianning", name: "咸宁市", level: "CITY" },
  person: samplePerson,
};

/** No motion to wait for, and no styles: jsdom reads them slowly and paints nothing. */
const QUIET = { zeroRuntime: true, token: { motion: false } };

/** Renders a part of a workspace's page as the app would, with `user` to act on it. */
export function renderInWorkspace(page: ReactNode, address = "/") {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createMemoryRouter([{ path: "*", element: page }], { initialEntries: [address] });
  const view = render(
    <ConfigProvider button={{ autoInsertSpace: false }} theme={QUIET}>
      <App component={false}>
        <QueryClientProvider client={client}>
          <WorkspaceContext value={workspace}>
            <RouterProvider router={router} />
          </WorkspaceContext>
        </QueryClientProvider>
      </App>
    </ConfigProvider>,
  );
  return {
    ...view,
    router,
    user: userEvent.setup({ delay: null, pointerEventsCheck: PointerEventsCheckLevel.Never }),
  };
}

/** jsdom paints nothing, so contrast is checked in a browser. */
export async function expectAccessible(element: Element): Promise<void> {
  const { violations } = await axe.run(element, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}
