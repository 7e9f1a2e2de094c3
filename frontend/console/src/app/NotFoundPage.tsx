import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptySentence } from "../shared/PageState";

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <EmptySentence title={t("notFound.title")}>
      {t("notFound.sentence")} <Link to="/">{t("notFound.home")}</Link>
    </EmptySentence>
  );
}
