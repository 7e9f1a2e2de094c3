/** What can wait for a decision. */
export const DESKS = ["applications", "signOffs", "disputes"] as const;

export type Desk = (typeof DESKS)[number];

export function deskOf(params: URLSearchParams): Desk {
  return DESKS.find((desk) => desk === params.get("desk")) ?? "applications";
}
