import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useConnection } from "../../api/hooks";
import { DisputesDocument, type DisputesQuery } from "../../generated/graphql";
import { Fact, Facts } from "../../shared/Card";
import { ListBody } from "../../shared/ListPage";
import { reasonLabel } from "../../shared/labels";
import { EmptySentence, PageLoading } from "../../shared/PageState";
import { formatShanghai } from "../../shared/shanghai";
import { ToneTag } from "../../shared/Tags";
import { useWorkspace } from "../../shared/workspace";
import { DecideDisputeForm } from "./DecideDisputeForm";
import styles from "./Decisions.module.css";

const PAGE = 20;
const OPENNESS = ["open", "decided"] as const;

type DisputeEntry = DisputesQuery["disputes"]["nodes"][number];

/** Disputes over rulings, newest first; the arbiter rules right here (争议裁定). */
export function DisputesList() {
  const { t } = useTranslation();
  const [openness, setOpenness] = useState<(typeof OPENNESS)[number]>("open");
  const { query, nodes } = useConnection(
    DisputesDocument,
    { first: PAGE, open: openness === "open" },
    (answer) => answer.disputes,
  );
  return (
    <>
      <Segmented
        className={styles.openness ?? ""}
        value={openness}
        options={OPENNESS.map((value) => ({ value, label: t(`decisions.openness.${value}`) }))}
        onChange={setOpenness}
        aria-label={t("field.state")}
      />
      <ListBody query={query}>
        {query.isPending && <PageLoading />}
        {query.isSuccess && nodes.length === 0 && (
          <EmptySentence title={t("decisions.noDisputes")}>
            {t("decisions.noDisputesHelp")}
          </EmptySentence>
        )}
        <ul className={styles.disputes} aria-busy={query.isPlaceholderData}>
          {nodes.map((dispute) => (
            <DisputeItem key={dispute.id} dispute={dispute} />
          ))}
        </ul>
      </ListBody>
    </>
  );
}

function DisputeItem({ dispute }: { dispute: DisputeEntry }) {
  const { t } = useTranslation();
  const { slug, person } = useWorkspace();
  const [deciding, setDeciding] = useState(false);
  const { number, title, state, arbiterUnit } = dispute;
  const mine = person.memberships.some(({ unit }) => unit.id === arbiterUnit.id);
  return (
    <li className={styles.dispute} data-testid="dispute" data-number={number}>
      <h2>
        <Link to={`/w/${slug}/cases/${encodeURIComponent(number)}`}>
          <span className="number">{number}</span> {title}
        </Link>
        <ToneTag tone={state === "PENDING" ? "waiting" : "closed"}>
          {t(`disputeState.${state}`)}
        </ToneTag>
      </h2>
      <DisputeFacts dispute={dispute} />
      {state === "PENDING" && mine && !deciding && (
        <Button type="primary" onClick={() => setDeciding(true)} data-testid="decide">
          {t("decisions.decide")}
        </Button>
      )}
      {state === "PENDING" && !mine && (
        <p className={styles.waits}>{t("decisions.waits", { unit: arbiterUnit.name })}</p>
      )}
      {deciding && <DecideDisputeForm dispute={dispute} close={() => setDeciding(false)} />}
    </li>
  );
}

function DisputeFacts({ dispute }: { dispute: DisputeEntry }) {
  const { t } = useTranslation();
  const { receiverUnit, giverUnit, legalBasis, decidedAt, competentUnit, note } = dispute;
  return (
    <Facts>
      <Fact label={t("decisions.sides")}>
        {t("decisions.against", { receiver: receiverUnit.name, giver: giverUnit.name })}
      </Fact>
      <Fact label={t("decisions.returnedFor")}>{reasonLabel(dispute.returnReason, t)}</Fact>
      <Fact label={t("decisions.reason")}>{dispute.reason}</Fact>
      {legalBasis !== "" && <Fact label={t("decisions.basis")}>{legalBasis}</Fact>}
      <Fact label={t("decisions.raised")}>
        {dispute.raisedByName} {formatShanghai(dispute.raisedAt)}
      </Fact>
      {decidedAt !== null && (
        <Fact label={t("decisions.ruling")}>
          {note}
          {competentUnit && `（${t("decisions.competentIs", { unit: competentUnit.name })}）`}{" "}
          {dispute.decidedByName} {formatShanghai(decidedAt)}
        </Fact>
      )}
    </Facts>
  );
}
