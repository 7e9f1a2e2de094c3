import { DownOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useWorkspace } from "../../shared/workspace";
import { HeaderMenu } from "./HeaderMenu";
import styles from "./Shell.module.css";

/** The workspace's name; a menu where the person has several. */
export function WorkspaceSwitch() {
  const { t } = useTranslation();
  const { person, workspace } = useWorkspace();
  if (person.workspaces.length < 2) {
    return (
      <span className={styles.workspace} data-testid="workspace-name">
        {workspace.name}
      </span>
    );
  }
  return (
    <HeaderMenu
      testId="workspace-name"
      className={styles.workspace}
      label={t("shell.switchWorkspace", { name: workspace.name })}
      trigger={
        <>
          {workspace.name}
          <DownOutlined />
        </>
      }
    >
      {(close) => (
        <nav className={styles.menu} aria-label={t("workspaces.title")}>
          {person.workspaces.map(({ slug, name }) => (
            <NavLink key={slug} to={`/w/${slug}/inbox`} onClick={close}>
              {name}
            </NavLink>
          ))}
        </nav>
      )}
    </HeaderMenu>
  );
}
