/** Personal data never rests in the browser. */
export const PERSONAL_FIELDS: readonly string[] = ["callerName", "callerPhone"];

export interface DraftOwner {
  personId: string;
  slug: string;
  form: string;
}

type DraftValues = Record<string, unknown>;

export function draftKey({ personId, slug, form }: DraftOwner): string {
  return `yihao.draft.${form}.${personId}.${slug}`;
}

export function withoutPersonalData(values: DraftValues): DraftValues {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => !PERSONAL_FIELDS.includes(name) && value !== undefined && value !== "",
    ),
  );
}

/** Keeps what was typed. A full or forbidden storage loses the draft, never the form. */
export function saveDraft(storage: Storage, owner: DraftOwner, values: DraftValues): void {
  const kept = withoutPersonalData(values);
  try {
    if (Object.keys(kept).length === 0) storage.removeItem(draftKey(owner));
    else storage.setItem(draftKey(owner), JSON.stringify(kept));
  } catch {
    return;
  }
}

export function loadDraft(storage: Storage, owner: DraftOwner): DraftValues | null {
  try {
    const parsed: unknown = JSON.parse(storage.getItem(draftKey(owner)) ?? "null");
    const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
    return isObject ? withoutPersonalData(parsed as DraftValues) : null;
  } catch {
    return null;
  }
}

export function dropDraft(storage: Storage, owner: DraftOwner): void {
  try {
    storage.removeItem(draftKey(owner));
  } catch {
    return;
  }
}
