import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { TypedDocumentString } from "../generated/graphql";
import { useWorkspace } from "../shared/workspace";
import { execute } from "./session";

const OPERATION = /^\s*(?:query|mutation)\s+(\w+)/m;

export function operationName(document: { toString(): string }): string {
  return OPERATION.exec(document.toString())?.[1] ?? "anonymous";
}

interface QueryOptions {
  enabled?: boolean;
  staleTime?: number;
}

/** A query in the current workspace, cached under [workspace, operation, variables]. */
export function useApiQuery<TResult, TVariables>(
  document: TypedDocumentString<TResult, TVariables>,
  variables: TVariables,
  options: QueryOptions = {},
) {
  const { slug, endpoint } = useWorkspace();
  return useQuery({
    queryKey: [slug, operationName(document), variables],
    queryFn: ({ signal }) => execute({ endpoint, document, variables, signal }),
    ...options,
  });
}

interface Page<TNode> {
  nodes: TNode[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: string;
}

interface PageArguments {
  first: number;
  after?: string | null;
}

/** A keyset connection in the current workspace, one page after the other. */
export function useConnection<TResult, TVariables extends PageArguments, TNode>(
  document: TypedDocumentString<TResult, TVariables>,
  variables: TVariables,
  pick: (result: TResult) => Page<TNode> | null,
) {
  const { slug, endpoint } = useWorkspace();
  const query = useInfiniteQuery({
    queryKey: [slug, operationName(document), variables],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const page = { ...variables, after: pageParam };
      return pick(await execute({ endpoint, document, variables: page, signal }));
    },
    getNextPageParam: (page) => (page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null),
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages ?? [];
  return {
    query,
    nodes: pages.flatMap((page) => page?.nodes ?? []),
    totalCount: pages[0]?.totalCount ?? "0",
  };
}

/** After any command everything shown of the workspace may have changed. */
export function useRefreshWorkspace(): () => Promise<void> {
  const client = useQueryClient();
  const { slug } = useWorkspace();
  return () => refreshWorkspace(client, slug);
}

export function refreshWorkspace(client: QueryClient, slug: string): Promise<void> {
  return client.invalidateQueries({ queryKey: [slug] });
}
