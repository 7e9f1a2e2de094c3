import { type CaseFilter, TicketState } from "../../generated/graphql";

export type Openness = "all" | "open" | "closed";
export const OPENNESS: readonly Openness[] = ["all", "open", "closed"];

/** What the ledger shows; it stands in the address. */
export interface LedgerView {
  openness: Openness;
  states: TicketState[];
  holderWorkspace: string | null;
  number: string;
}

export function readLedgerView(params: URLSearchParams): LedgerView {
  return {
    openness: OPENNESS.find((value) => value === params.get("open")) ?? "all",
    states: Object.values(TicketState).filter((state) => params.getAll("state").includes(state)),
    holderWorkspace: params.get("holder"),
    number: params.get("number") ?? "",
  };
}

export function writeLedgerView(view: LedgerView): URLSearchParams {
  const params = new URLSearchParams();
  if (view.openness !== "all") params.set("open", view.openness);
  for (const state of view.states) params.append("state", state);
  if (view.holderWorkspace !== null) params.set("holder", view.holderWorkspace);
  if (view.number !== "") params.set("number", view.number);
  return params;
}

export function toCaseFilter({
  openness,
  states,
  holderWorkspace,
  number,
}: LedgerView): CaseFilter {
  return {
    ...(openness !== "all" && { open: openness === "open" }),
    ...(states.length > 0 && { states }),
    ...(holderWorkspace !== null && { holderWorkspace }),
    ...(number !== "" && { number }),
  };
}
