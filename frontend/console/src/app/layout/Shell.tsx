import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { ExpiredLogin } from "../../features/login/ExpiredLogin";
import { NoticesBell } from "../../features/notices/NoticesBell";
import { LanguageSwitch } from "./LanguageSwitch";
import { PersonMenu } from "./PersonMenu";
import { Rail } from "./Rail";
import { Seal } from "./Seal";
import styles from "./Shell.module.css";
import { WorkspaceSwitch } from "./WorkspaceSwitch";

/** The frame of every page of a workspace. */
export function Shell() {
  const { t } = useTranslation();
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t("shell.skip")}
      </a>
      <header className={styles.header}>
        <Seal size={30} />
        <span className={styles.product}>{t("product.short")}</span>
        <WorkspaceSwitch />
        <div className={styles.spacer} />
        <NoticesBell />
        <LanguageSwitch dark />
        <PersonMenu />
      </header>
      <Rail />
      <main id="main" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      <ExpiredLogin />
    </div>
  );
}
