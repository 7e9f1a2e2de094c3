import { LogoutOutlined, UserOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { logOut } from "../../features/login/logOut";
import { roleLabel } from "../../shared/labels";
import { useWorkspace } from "../../shared/workspace";
import styles from "./Shell.module.css";

/** The person, the offices they hold here, and the way out. */
export function PersonMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { person } = useWorkspace();
  const offices = person.memberships.map(({ unit, role }, index) => ({
    key: `office-${index}`,
    disabled: true,
    label: `${unit.name} · ${roleLabel(role, t)}`,
  }));
  const leave = async () => {
    await logOut(client);
    await navigate("/login", { replace: true });
  };
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          ...offices,
          { type: "divider" },
          {
            key: "logout",
            icon: <LogoutOutlined />,
            label: <span data-testid="logout">{t("shell.logout")}</span>,
            onClick: () => void leave(),
          },
        ],
      }}
    >
      <button
        type="button"
        className={styles.headerButton}
        aria-haspopup="menu"
        data-testid="person-menu"
      >
        <UserOutlined />
        {person.name}
      </button>
    </Dropdown>
  );
}
