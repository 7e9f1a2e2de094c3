import type {
  Channel,
  RegisterTicketMutationVariables,
  TicketKind,
  Urgency,
} from "../../../generated/graphql";

export interface RegisterValues {
  unitId?: string;
  kind: TicketKind;
  title: string;
  body: string;
  category?: string;
  urgency: Urgency;
  channel: Channel;
  areaUnitId?: string;
  address?: string;
  callerName?: string;
  callerPhone?: string;
}

export const REGISTER_DEFAULTS: Partial<RegisterValues> = { urgency: "ORDINARY", channel: "PHONE" };

export function toRegisterVariables(
  values: RegisterValues,
  idempotencyKey: string,
): RegisterTicketMutationVariables {
  return { ...values, idempotencyKey };
}

interface CategoryRow {
  code: string;
  name: string;
  parent: string | null;
}

export interface CategoryOption {
  value: string;
  label: string;
}

/** Categories with the names above them (市容环境 / 垃圾清运), so that typing either finds them. */
export function categoryOptions(categories: readonly CategoryRow[]): CategoryOption[] {
  const byCode = new Map(categories.map((category) => [category.code, category]));
  const pathOf = (category: CategoryRow): string[] => {
    const parent = category.parent === null ? undefined : byCode.get(category.parent);
    return parent === undefined ? [category.name] : [...pathOf(parent), category.name];
  };
  return categories.map((category) => ({
    value: category.code,
    label: pathOf(category).join(" / "),
  }));
}
