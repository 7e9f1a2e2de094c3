import { createContext, useContext } from "react";
import type { MeQuery } from "../generated/graphql";

export type Person = NonNullable<MeQuery["me"]>;
export type WorkspaceBrief = Person["workspaces"][number];

export interface WorkspaceValue {
  slug: string;
  endpoint: string;
  workspace: WorkspaceBrief;
  /** The person with the memberships of this workspace. */
  person: Person;
}

export const WorkspaceContext = createContext<WorkspaceValue | null>(null);

export function useWorkspace(): WorkspaceValue {
  const value = useContext(WorkspaceContext);
  if (value === null) throw new Error("useWorkspace outside a workspace");
  return value;
}
