import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useNavigate } from "react-router";
import { LanguageSwitch } from "../../app/layout/LanguageSwitch";
import { Seal } from "../../app/layout/Seal";
import type { MeQuery } from "../../generated/graphql";
import { roleLabel } from "../../shared/labels";
import { EmptySentence, PageError, PageLoading } from "../../shared/PageState";
import { useDocumentTitle } from "../../shared/useDocumentTitle";
import styles from "./Login.module.css";
import { logOut } from "./logOut";
import { useMe } from "./useMe";

type Person = NonNullable<MeQuery["me"]>;

/** Where a person with several workspaces chooses one. */
export default function WorkspacesPage() {
  const { t } = useTranslation();
  const me = useMe();
  useDocumentTitle(t("workspaces.title"));
  if (me.isError) return <PageError error={me.error} retry={() => void me.refetch()} />;
  if (me.isPending) return <PageLoading />;
  if (me.data === null) return <Navigate to="/login" replace />;
  return (
    <div className={styles.page}>
      <header className={styles.languages}>
        <LanguageSwitch />
      </header>
      <main className={`${styles.panel} ${styles.choice}`}>
        <div className={styles.brand}>
          <Seal size={44} />
          <div>
            <h1>{t("workspaces.title")}</h1>
            <p>{t("workspaces.greeting", { name: me.data.name })}</p>
          </div>
        </div>
        <WorkspaceCards person={me.data} />
        <LogOutLine />
      </main>
    </div>
  );
}

function WorkspaceCards({ person }: { person: Person }) {
  const { t } = useTranslation();
  if (person.workspaces.length === 0) {
    return <EmptySentence title={t("workspaces.none")}>{t("workspaces.noneHelp")}</EmptySentence>;
  }
  return (
    <ul className={styles.cards}>
      {person.workspaces.map(({ slug, name, level }) => (
        <li key={slug}>
          <Link
            className={styles.card}
            to={`/w/${slug}/inbox`}
            data-testid="workspace-card"
            data-slug={slug}
          >
            <strong>{name}</strong>
            <span>{t(`workspaceLevel.${level}`)}</span>
            {officesIn(person, slug).map(({ unit, role }) => (
              <span key={`${unit.id}.${role}`}>
                {unit.name} · {roleLabel(role, t)}
              </span>
            ))}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function officesIn(person: Person, slug: string) {
  return person.memberships.filter(({ workspace }) => workspace.slug === slug);
}

function LogOutLine() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await logOut(client);
    await navigate("/login", { replace: true });
  };
  return (
    <p className={styles.notice}>
      <Button type="link" size="small" onClick={() => void leave()}>
        {t("shell.logout")}
      </Button>
    </p>
  );
}
