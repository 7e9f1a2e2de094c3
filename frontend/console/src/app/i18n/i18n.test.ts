import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { API_ERROR_CODES } from "../../api/apiError";
import { OPENNESS } from "../../features/cases/caseParams";
import { DESKS } from "../../features/decisions/desks";
import { SOUGHT_FIELDS } from "../../features/find/sought";
import * as schema from "../../generated/graphql";
import en from "./en.json";
import zhHans from "./zh-Hans.json";

type Tree = { [key: string]: string | Tree };

const PLURAL = /_(?:ordinal_)?(?:zero|one|two|few|many|other)$/;

function keysOf(tree: Tree, prefix = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  );
}

function namesOf(tree: Tree): string[] {
  return [...new Set(keysOf(tree).map((key) => key.replace(PLURAL, "")))].sort();
}

/** The values a key may end in, where the source writes t(`prefix.${value}`). */
const ENDINGS: Record<string, readonly string[]> = {
  state: Object.values(schema.TicketState),
  action: Object.values(schema.TicketAction),
  verb: Object.values(schema.TicketVerb),
  kind: Object.values(schema.TicketKind),
  urgency: Object.values(schema.Urgency),
  channel: Object.values(schema.Channel),
  role: Object.values(schema.Role),
  handoff: Object.values(schema.HandoffKind),
  notice: Object.values(schema.NoticeKind),
  contactMethod: Object.values(schema.ContactMethod),
  endReason: Object.values(schema.EndReason),
  conferenceOutcome: Object.values(schema.ConferenceOutcome),
  replyMethod: Object.values(schema.ReplyMethod),
  suggestionOutcome: Object.values(schema.SuggestionOutcome),
  "form.intake.partners": ["110", "119", "120"],
  signOffAct: Object.values(schema.SignOffAct),
  applicationKind: Object.values(schema.ApplicationKind),
  applicationState: Object.values(schema.ApplicationState),
  returnReason: Object.values(schema.ReturnReason),
  satisfaction: Object.values(schema.Satisfaction),
  unitKind: Object.values(schema.UnitKind),
  workspaceLevel: Object.values(schema.WorkspaceLevel),
  direction: Object.values(schema.Direction),
  assignmentRole: Object.values(schema.AssignmentRole),
  box: Object.values(schema.TicketBox),
  "inbox.empty": Object.values(schema.TicketBox),
  "inbox.emptyHelp": Object.values(schema.TicketBox),
  refusal: Object.values(schema.ErrorCode),
  apiError: API_ERROR_CODES,
  openness: OPENNESS,
  "decisions.desk": DESKS,
  "decisions.openness": ["open", "decided"],
  disputeState: Object.values(schema.DisputeState),
  "followUps.span": ["due", "all"],
  "followUps.none": ["due", "all"],
  ruling: Object.values(schema.Ruling),
  "find.by": SOUGHT_FIELDS,
  "find.hint": SOUGHT_FIELDS,
  importState: Object.values(schema.ImportState),
  lacking: Object.values(schema.Lacking),
  contactDuty: Object.values(schema.ContactDuty),
  level: ["1", "2", "3", "4"],
  span: ["days", "hours", "minutes"],
  givingStep: ["given", "signed", "reported", "ended"],
};

function usedKeys(): Set<string> {
  const root = join(import.meta.dirname, "../..");
  const used = new Set<string>();
  for (const name of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(name) || name.includes(".test.") || name.startsWith("generated")) continue;
    const text = readFileSync(join(root, name), "utf8");
    for (const [, key] of text.matchAll(/"([a-z][A-Za-z]*(?:\.[A-Za-z0-9_]+)+)"/g))
      used.add(key ?? "");
    for (const [, prefix] of text.matchAll(/t\(`([A-Za-z.]+)\.\$\{/g)) {
      const endings = ENDINGS[prefix ?? ""];
      if (endings === undefined) throw new Error(`${name}: what can follow ${prefix}?`);
      for (const ending of endings) used.add(`${prefix}.${ending}`);
    }
  }
  return used;
}

test("both languages say the same things", () => {
  expect(namesOf(en)).toEqual(namesOf(zhHans));
});

test("nothing is left unsaid: no text is empty, and plurals are complete", () => {
  for (const [language, tree] of [
    ["en", en],
    ["zh", zhHans],
  ] as const) {
    const keys = keysOf(tree);
    const rules = {
      cardinal: new Intl.PluralRules(language).resolvedOptions().pluralCategories,
      ordinal: new Intl.PluralRules(language, { type: "ordinal" }).resolvedOptions()
        .pluralCategories,
    };
    for (const key of keys.filter((each) => each.endsWith("_other"))) {
      const stem = key.slice(0, -"other".length);
      const categories = key.includes("_ordinal_") ? rules.ordinal : rules.cardinal;
      expect(keys).toEqual(expect.arrayContaining(categories.map((each) => `${stem}${each}`)));
    }
  }
});

test("every text is used, and every text used is there", () => {
  const used = usedKeys();
  const known = namesOf(zhHans);
  expect(known.filter((key) => !used.has(key))).toEqual([]);
  const groups = new Set(known.map((key) => key.split(".")[0]));
  const missing = [...used].filter((key) => groups.has(key.split(".")[0]) && !known.includes(key));
  expect(missing).toEqual([]);
});
