import { TicketBox, type TicketFilter, TicketKind, TicketState } from "../../../generated/graphql";

/** What the inbox shows; it stands in the address, so that "back" and a link bring it again. */
export interface InboxView {
  box: TicketBox;
  search: string;
  states: TicketState[];
  kinds: TicketKind[];
}

export function readInboxView(params: URLSearchParams): InboxView {
  return {
    box: knownValue(TicketBox, params.get("box")) ?? "INBOX",
    search: params.get("q") ?? "",
    states: knownValues(TicketState, params.getAll("state")),
    kinds: knownValues(TicketKind, params.getAll("kind")),
  };
}

export function writeInboxView(view: InboxView): URLSearchParams {
  const params = new URLSearchParams();
  if (view.box !== "INBOX") params.set("box", view.box);
  if (view.search !== "") params.set("q", view.search);
  for (const state of view.states) params.append("state", state);
  for (const kind of view.kinds) params.append("kind", kind);
  return params;
}

/** Only what is asked for is sent: an empty list would match nothing. */
export function toTicketFilter({ box, search, states, kinds }: InboxView): TicketFilter {
  return {
    box,
    ...(search !== "" && { search }),
    ...(states.length > 0 && { states }),
    ...(kinds.length > 0 && { kinds }),
  };
}

export function isFiltered({ search, states, kinds }: InboxView): boolean {
  return search !== "" || states.length > 0 || kinds.length > 0;
}

function knownValue<TValue extends string>(
  values: Record<string, TValue>,
  text: string | null,
): TValue | undefined {
  return Object.values(values).find((value) => value === text);
}

function knownValues<TValue extends string>(
  values: Record<string, TValue>,
  texts: string[],
): TValue[] {
  return Object.values(values).filter((value) => texts.includes(value));
}
