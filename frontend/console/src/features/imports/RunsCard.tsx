import { Alert, App, Button, Popconfirm } from "antd";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useConnection, useRefreshWorkspace } from "../../api/hooks";
import { useCommand } from "../../api/useCommand";
import {
  ImportRunsDocument,
  type ImportRunsQuery,
  type ImportState,
  UndoImportDocument,
} from "../../generated/graphql";
import { Card } from "../../shared/Card";
import { type Column, DataTable } from "../../shared/DataTable";
import { apiErrorSentence, refusalSentence } from "../../shared/errors";
import { ListBody, TimeCell, useCount } from "../../shared/ListPage";
import { EmptySentence } from "../../shared/PageState";
import { ToneTag } from "../../shared/Tags";
import type { Tone } from "../../shared/tones";

const PAGE = 20;

type Run = ImportRunsQuery["importRuns"]["nodes"][number];

const TONES: Record<ImportState, Tone> = {
  APPLYING: "working",
  APPLIED: "plain",
  BROKEN_OFF: "grave",
  UNDONE: "closed",
};

/** What was brought in before, newest first; each can be taken back. */
export function RunsCard({ kind }: { kind: string }) {
  const { t } = useTranslation();
  const count = useCount();
  const { undo, sending, sentences } = useUndo(kind);
  const { query, nodes, totalCount } = useConnection(
    ImportRunsDocument,
    { kind, first: PAGE },
    (answer) => answer.importRuns,
  );
  return (
    <Card title={t("imports.runs")} extra={<span>{count(totalCount)}</span>}>
      <div aria-live="assertive">
        {sentences.map((sentence) => (
          <Alert key={sentence} type="error" showIcon title={sentence} data-testid="undo-alert" />
        ))}
      </div>
      <ListBody query={query}>
        <DataTable
          label={t("imports.runs")}
          columns={columnsOf(t, undo, sending)}
          rows={nodes}
          rowKey={({ id }) => id}
          rowProps={({ id }) => ({ "data-testid": "run-row", "data-id": id })}
          loading={query.isPending || query.isPlaceholderData}
          empty={
            <EmptySentence title={t("imports.noRuns")}>{t("imports.noRunsHelp")}</EmptySentence>
          }
        />
      </ListBody>
    </Card>
  );
}

function columnsOf(
  t: TFunction,
  undo: (run: Run) => Promise<void>,
  sending: boolean,
): Column<Run>[] {
  return [
    { title: t("imports.at"), cell: ({ at }) => <TimeCell at={at} /> },
    { title: t("imports.by"), grows: true, cell: ({ byName }) => byName ?? t("imports.byCommand") },
    {
      title: t("field.state"),
      cell: ({ state }) => <ToneTag tone={TONES[state]}>{t(`importState.${state}`)}</ToneTag>,
    },
    { title: t("imports.new"), align: "right", cell: (run) => run.new },
    { title: t("imports.changed"), align: "right", cell: ({ changed }) => changed },
    { title: t("imports.unchanged"), align: "right", cell: ({ unchanged }) => unchanged },
    { title: t("imports.kept"), align: "right", cell: ({ kept }) => kept },
    {
      title: t("imports.undo"),
      cell: (run) =>
        run.state === "UNDONE" ? (
          "—"
        ) : (
          <Popconfirm
            title={t("imports.undoTitle")}
            description={t("imports.undoHelp")}
            okText={t("imports.undo")}
            cancelText={t("common.cancel")}
            onConfirm={() => undo(run)}
          >
            <Button size="small" danger disabled={sending} data-testid="undo">
              {t("imports.undo")}
            </Button>
          </Popconfirm>
        ),
    },
  ];
}

function useUndo(kind: string) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const refreshWorkspace = useRefreshWorkspace();
  const [sentences, setSentences] = useState<string[]>([]);
  const { send, sending } = useCommand({
    document: UndoImportDocument,
    refusalsOf: ({ undoImport }) => undoImport.errors,
  });
  const undo = async ({ id }: Run) => {
    setSentences([]);
    const outcome = await send(() => ({ kind, runId: id }));
    if (outcome.kind === "failed") return setSentences([apiErrorSentence(outcome.code, t)]);
    if (outcome.kind === "refused") {
      return setSentences(outcome.refusals.map((refusal) => refusalSentence(refusal, i18n)));
    }
    const kept = outcome.result.undoImport.run?.kept ?? 0;
    message.success(kept > 0 ? t("imports.undoneKept", { count: kept }) : t("imports.undone"));
    return refreshWorkspace();
  };
  return { undo, sending, sentences };
}
