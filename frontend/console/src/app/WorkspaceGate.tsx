import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Navigate, useLocation, useParams } from "react-router";
import { isApiError } from "../api/apiError";
import { workspaceEndpoint } from "../api/client";
import { execute } from "../api/session";
import { useMe } from "../features/login/useMe";
import { MeDocument } from "../generated/graphql";
import { PageError, PageLoading } from "../shared/PageState";
import { WorkspaceContext } from "../shared/workspace";
import { Shell } from "./layout/Shell";
import { NotFoundPage } from "./NotFoundPage";

/** Lets a logged-in person into the workspace named by the address; everyone else gets the login,
 * or the same "not found" for a foreign and for an unknown workspace. */
export function WorkspaceGate() {
  const { slug = "" } = useParams();
  const location = useLocation();
  const me = useMe();
  const personId = me.data?.id ?? null;
  const here = useQuery({
    queryKey: [slug, "Me"],
    enabled: personId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const endpoint = workspaceEndpoint(slug);
      return (await execute({ endpoint, document: MeDocument, variables: {}, signal })).me;
    },
  });
  const value = useMemo(() => {
    const workspace = here.data?.workspaces.find((candidate) => candidate.slug === slug);
    if (!here.data || !workspace) return null;
    return { slug, endpoint: workspaceEndpoint(slug), workspace, person: here.data };
  }, [slug, here.data]);

  if (me.isError) return <PageError error={me.error} retry={() => void me.refetch()} />;
  if (me.isPending) return <PageLoading />;
  if (me.data === null) {
    const next = `${location.pathname}${location.search}`;
    return <Navigate to={`/login?${new URLSearchParams({ next })}`} replace />;
  }
  if (here.isPending) return <PageLoading />;
  if (isApiError(here.error, "WORKSPACE_NOT_FOUND")) return <NotFoundPage standalone />;
  if (here.isError) return <PageError error={here.error} retry={() => void here.refetch()} />;
  if (value === null) return <NotFoundPage standalone />;
  return (
    <WorkspaceContext value={value}>
      <Shell />
    </WorkspaceContext>
  );
}
