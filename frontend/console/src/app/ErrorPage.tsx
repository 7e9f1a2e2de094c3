import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { EmptySentence } from "../shared/PageState";

/** Stands in for a page that could not be loaded, as after an update of the server. */
export function ErrorPage() {
  const { t } = useTranslation();
  return (
    <EmptySentence title={t("crash.title")}>
      {t("crash.sentence")}{" "}
      <Button onClick={() => window.location.reload()}>{t("crash.reload")}</Button>
    </EmptySentence>
  );
}
