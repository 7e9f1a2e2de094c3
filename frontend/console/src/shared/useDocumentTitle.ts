import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** Sets the browser tab's title while the page stands. */
export function useDocumentTitle(title: string): void {
  const { t } = useTranslation();
  const product = t("product.name");
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
}
