import { LogoutOutlined, UserOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { logOut } from "../../features/login/logOut";
import { roleLabel } from "../../shared/labels";
import { useWorkspace } from "../../shared/workspace";
import { HeaderMenu } from "./HeaderMenu";
import styles from "./Shell.module.css";

/** The person, the offices they hold here, and the way out. */
export function PersonMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { person } = useWorkspace();
  const leave = async () => {
    await logOut(client);
    await navigate("/login", { replace: true });
  };
  return (
    <HeaderMenu
      testId="person-menu"
      label={t("shell.person", { name: person.name })}
      trigger={
        <>
          <UserOutlined />
          {person.name}
        </>
      }
    >
      {() => (
        <div className={styles.menu}>
          <ul>
            {person.memberships.map(({ unit, role }) => (
              <li key={`${unit.id}.${role}`}>
                {unit.name} · {roleLabel(role, t)}
              </li>
            ))}
          </ul>
          <button type="button" onClick={() => void leave()} data-testid="logout">
            <LogoutOutlined />
            {t("shell.logout")}
          </button>
        </div>
      )}
    </HeaderMenu>
  );
}
