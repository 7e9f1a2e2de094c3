import { Navigate } from "react-router";
import { useMe } from "../features/login/useMe";
import { PageError, PageLoading } from "../shared/PageState";

/** `/console/`: to the login, to the one workspace, or to the choice among several. */
export function Home() {
  const me = useMe();
  if (me.isError) return <PageError error={me.error} retry={() => void me.refetch()} />;
  if (me.isPending) return <PageLoading />;
  if (me.data === null) return <Navigate to="/login" replace />;
  const [first, ...others] = me.data.workspaces;
  if (first !== undefined && others.length === 0) {
    return <Navigate to={`/w/${first.slug}/inbox`} replace />;
  }
  return <Navigate to="/workspaces" replace />;
}
