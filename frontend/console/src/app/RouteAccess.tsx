import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDocumentTitle } from "../shared/useDocumentTitle";
import { useWorkspace } from "../shared/workspace";
import { accessOf } from "./access";
import { NotFoundPage } from "./NotFoundPage";
import type { WorkspaceRoute } from "./routes";

/** Shows a page of the route table, or "not found" where the person has no business. */
export function RouteAccess({ route, children }: { route: WorkspaceRoute; children: ReactNode }) {
  const { t } = useTranslation();
  const { person, workspace } = useWorkspace();
  useDocumentTitle(`${t(route.title)} · ${workspace.name}`);
  const allowed = route.access?.(accessOf(person)) ?? true;
  return allowed ? children : <NotFoundPage />;
}
