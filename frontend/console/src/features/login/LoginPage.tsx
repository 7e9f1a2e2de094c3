import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { LanguageSwitch } from "../../app/layout/LanguageSwitch";
import { Seal } from "../../app/layout/Seal";
import { useDocumentTitle } from "../../shared/useDocumentTitle";
import styles from "./Login.module.css";
import { LoginForm } from "./LoginForm";

/** Only addresses of this console may follow a login. */
export function safeNext(next: string | null): string {
  return next !== null && /^\/w\/[a-z0-9-]+(\/|$)/.test(next) ? next : "/";
}

export default function LoginPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [search] = useSearchParams();
  useDocumentTitle(t("login.title"));
  const enter = async () => {
    client.clear();
    await navigate(safeNext(search.get("next")), { replace: true });
  };
  return (
    <div className={styles.page}>
      <header className={styles.languages}>
        <LanguageSwitch />
      </header>
      <main className={styles.panel}>
        <div className={styles.brand}>
          <Seal size={52} />
          <div>
            <h1>{t("product.name")}</h1>
            <p>{t("product.motto")}</p>
          </div>
        </div>
        <LoginForm onLoggedIn={enter} />
        <p className={styles.notice}>{t("login.notice")}</p>
      </main>
    </div>
  );
}
