import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { ErrorPage } from "./ErrorPage";
import { Home } from "./Home";
import { NotFoundPage } from "./NotFoundPage";
import { RouteAccess } from "./RouteAccess";
import { WORKSPACE_ROUTES, type WorkspaceRoute } from "./routes";
import { WorkspaceGate } from "./WorkspaceGate";

function toRouteObject(route: WorkspaceRoute): RouteObject {
  return {
    path: route.path,
    lazy: async () => {
      const { default: Page } = await route.load();
      return {
        element: (
          <RouteAccess route={route}>
            <Page />
          </RouteAccess>
        ),
      };
    },
  };
}

export function makeRouter() {
  return createBrowserRouter(
    [
      {
        errorElement: <ErrorPage />,
        hydrateFallbackElement: <div />,
        children: [
          { path: "/", element: <Home /> },
          {
            path: "/login",
            lazy: async () => {
              const { default: Page } = await import("../features/login/LoginPage");
              return { element: <Page /> };
            },
          },
          {
            path: "/workspaces",
            lazy: async () => {
              const { default: Page } = await import("../features/login/WorkspacesPage");
              return { element: <Page /> };
            },
          },
          {
            path: "/w/:slug",
            element: <WorkspaceGate />,
            children: [
              { index: true, element: <Navigate to="inbox" replace /> },
              ...WORKSPACE_ROUTES.map(toRouteObject),
              { path: "*", element: <NotFoundPage /> },
            ],
          },
          { path: "*", element: <NotFoundPage standalone /> },
        ],
      },
    ],
    { basename: "/console" },
  );
}
