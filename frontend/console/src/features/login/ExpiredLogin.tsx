import { useQueryClient } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { session, useSession } from "../../api/session";
import { LoginForm } from "./LoginForm";

/** The login over the page after an idle time-out: what was typed stays, waiting requests go on. */
export function ExpiredLogin() {
  const { t } = useTranslation();
  const { expired } = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const comeBack = (personId: string) => {
    if (!session.renew(personId)) window.location.assign("/console/");
  };
  const leave = () => {
    session.end();
    client.clear();
    void navigate("/login", { replace: true });
  };
  return (
    <Modal
      open={expired}
      title={t("login.expired")}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={null}
      width={400}
      zIndex={1500}
      destroyOnHidden
    >
      <p>{t("login.expiredHelp")}</p>
      <div data-testid="expired-login">
        <LoginForm onLoggedIn={comeBack} />
      </div>
      <Button type="link" block onClick={leave} style={{ marginTop: 8 }}>
        {t("login.leave")}
      </Button>
    </Modal>
  );
}
