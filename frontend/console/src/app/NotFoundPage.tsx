import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptySentence } from "../shared/PageState";

/** The same for what does not exist and for what one may not see. `standalone`: outside the shell,
 * so that it is the page's main part itself. */
export function NotFoundPage({ standalone = false }: { standalone?: boolean }) {
  const { t } = useTranslation();
  const Frame = standalone ? "main" : "div";
  return (
    <Frame>
      <EmptySentence heading title={t("notFound.title")}>
        {t("notFound.sentence")} <Link to="/">{t("notFound.home")}</Link>
      </EmptySentence>
    </Frame>
  );
}
