/** What a caller can say of their request. Personal: kept out of the address and of any storage. */
export const SOUGHT_FIELDS = ["phone", "name", "number", "address", "text"] as const;

export type SoughtField = (typeof SOUGHT_FIELDS)[number];
export type Sought = Partial<Record<SoughtField, string>>;

/** What was filled in, trimmed; null if that is nothing. */
export function soughtOf(values: Sought): Sought | null {
  const said = SOUGHT_FIELDS.flatMap((field) => {
    const text = values[field]?.trim() ?? "";
    return text === "" ? [] : [[field, text] as const];
  });
  return said.length === 0 ? null : Object.fromEntries(said);
}
