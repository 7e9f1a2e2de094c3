import { useTranslation } from "react-i18next";
import { useConnection } from "../../api/hooks";
import { PrecedentsDocument } from "../../generated/graphql";
import { Card } from "../../shared/Card";
import { ListBody, TimeCell } from "../../shared/ListPage";
import { EmptySentence } from "../../shared/PageState";
import { ToneTag } from "../../shared/Tags";
import styles from "./Catalogue.module.css";

const PAGE = 20;

/** Rulings on who is competent, of the category that is shown, newest first. */
export function PrecedentsCard({ category }: { category: string | undefined }) {
  const { t } = useTranslation();
  const { query, nodes } = useConnection(
    PrecedentsDocument,
    { first: PAGE, where: { ...(category && { category }) } },
    (answer) => answer.precedents,
  );
  return (
    <Card title={t("catalogue.precedents")}>
      <ListBody query={query}>
        {query.isSuccess && nodes.length === 0 && (
          <EmptySentence title={t("catalogue.noPrecedents")} />
        )}
        <ul className={styles.precedents}>
          {nodes.map(({ id, categoryName, finding, decision, decidedAt, inCatalogue }) => (
            <li key={id} data-testid="precedent">
              <p>{finding}</p>
              <p className={styles.facts}>
                <span>{t(`ruling.${decision}`)}</span>
                {categoryName !== null && <span>{categoryName}</span>}
                <TimeCell at={decidedAt} />
                {inCatalogue && <ToneTag tone="plain">{t("catalogue.written")}</ToneTag>}
              </p>
            </li>
          ))}
        </ul>
      </ListBody>
    </Card>
  );
}
