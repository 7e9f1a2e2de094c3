import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useWorkspace } from "../../shared/workspace";
import { accessOf } from "../access";
import { WORKSPACE_ROUTES } from "../routes";
import styles from "./Shell.module.css";

export function Rail() {
  const { t } = useTranslation();
  const { slug, person } = useWorkspace();
  const access = accessOf(person);
  return (
    <nav className={styles.rail} aria-label={t("shell.pages")}>
      {WORKSPACE_ROUTES.map(({ path, title, icon: Icon, access: allows }) =>
        Icon === undefined || allows?.(access) === false ? null : (
          <NavLink
            key={path}
            to={`/w/${slug}/${path}`}
            className={styles.railLink}
            data-testid={`nav-${path}`}
          >
            <Icon />
            {t(title)}
          </NavLink>
        ),
      )}
    </nav>
  );
}
