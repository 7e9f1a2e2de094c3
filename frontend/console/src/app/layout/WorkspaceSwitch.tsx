import { DownOutlined } from "@ant-design/icons";
import { Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useWorkspace } from "../../shared/workspace";
import styles from "./Shell.module.css";

/** The workspace's name; a menu where the person has several. */
export function WorkspaceSwitch() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { slug, person, workspace } = useWorkspace();
  if (person.workspaces.length < 2) {
    return (
      <span className={styles.workspace} data-testid="workspace-name">
        {workspace.name}
      </span>
    );
  }
  const items = person.workspaces.map(({ slug: key, name }) => ({ key, label: name }));
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items,
        selectedKeys: [slug],
        onClick: ({ key }) => void navigate(`/w/${key}/inbox`),
      }}
    >
      <button
        type="button"
        className={`${styles.headerButton} ${styles.workspace}`}
        aria-haspopup="menu"
        aria-label={t("shell.switchWorkspace", { name: workspace.name })}
        data-testid="workspace-name"
      >
        {workspace.name}
        <DownOutlined />
      </button>
    </Dropdown>
  );
}
