import type { Giving, TicketDetail } from "../features/tickets/page/ticketTypes";
import type { CustodyPartsFragment, HandoffKind } from "../generated/graphql";
import type { Person } from "../shared/workspace";

const city = { id: "u-city", name: "咸宁市" };
const county = { id: "u-chibi", name: "赤壁市" };

export const samplePerson: Person = {
  id: "p-1",
  username: "city.dispatcher",
  name: "刘洋",
  workspaces: [{ slug: "xianning", name: "咸宁市", level: "CITY" }],
  memberships: [{ role: "DISPATCHER", unit: city, workspace: { slug: "xianning" } }],
};

export const sampleGiving: Giving = {
  id: "a-1",
  role: "LEAD",
  direction: "DOWN",
  state: "REVIEWING",
  incoming: false,
  requirement: "请两日内核实",
  dueAt: "2026-03-10T17:30:00+08:00",
  createdAt: "2026-03-03T09:00:00+08:00",
  signedAt: "2026-03-03T10:00:00+08:00",
  reportedAt: "2026-03-05T15:00:00+08:00",
  endedAt: null,
  report: "已更换灯头",
  replyDraft: "您好，路灯已修复。",
  returnReason: "WRONG_AREA",
  returnNote: "属咸安区管辖",
  returnBasis: "",
  express: false,
  contactReleased: false,
  waiveReason: "",
  overrideReason: null,
  signedByUnit: null,
  reportedByUnit: null,
  fromUnit: city,
  toUnit: county,
};

type HandoffSketch = [kind: HandoffKind, at: string, level: number, name: string];

export function sampleCustody(
  sketch: HandoffSketch[],
  closedAt: string | null = null,
): CustodyPartsFragment {
  return {
    number: "XN2026030300001",
    state: "HANDLING",
    version: sketch.length,
    level: sketch.at(-1)?.[2] ?? 1,
    openedAt: "2026-03-03T08:30:00+08:00",
    closedAt,
    holder: null,
    handoffs: sketch.map(([kind, at, level, name], seq) => ({
      seq,
      kind,
      at,
      fromUnit: seq === 0 ? null : { id: `u-${seq - 1}`, name: sketch[seq - 1]?.[3] ?? "" },
      toUnit: { id: `u-${seq}`, name, level, kind: "TOWNSHIP" },
    })),
  };
}

export const sampleTicket: TicketDetail = {
  id: "t-1",
  number: "XN2026030300001",
  title: "桂花街路灯不亮",
  body: "桂花街三盏路灯不亮，联系人住桂花街 8 号。",
  bodyShared: "桂花街三盏路灯不亮。",
  kind: "HELP",
  category: "040203",
  categoryName: "路灯",
  urgency: "ORDINARY",
  channel: "PHONE",
  state: "REVIEWING",
  isOrigin: true,
  holderState: "REVIEWING",
  dueAt: "2026-03-12T17:30:00+08:00",
  holderDueAt: "2026-03-11T17:30:00+08:00",
  address: "桂花街",
  registeredAt: "2026-03-03T08:30:00+08:00",
  archivedAt: null,
  version: 7,
  reworkCount: 0,
  chaseCount: 0,
  secret: false,
  role: "LEAD",
  way: null,
  suspendedUntil: null,
  reply: "",
  allowedActions: [],
  actionAssignmentId: "a-1",
  unit: city,
  holder: city,
  area: { ...county, pathNames: ["咸宁市", "赤壁市"] },
  caller: { name: "张**", phone: "138****0001" },
  delegateTargets: [
    { ...county, code: "421281", kind: "COUNTY" },
    { id: "u-xianan", name: "咸安区", code: "421202", kind: "COUNTY" },
  ],
  assignments: [sampleGiving],
  followUps: [],
  applications: [],
  signOffs: [],
  instructions: [],
  documents: [],
  custody: sampleCustody([["REGISTER", "2026-03-03T08:30:00+08:00", 1, "咸宁市"]]),
};
