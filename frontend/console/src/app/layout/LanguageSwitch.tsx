import { useTranslation } from "react-i18next";
import { chooseLanguage, type Language } from "../i18n";
import styles from "./Shell.module.css";

const SHORT: Record<Language, string> = { "zh-Hans": "中", en: "EN" };

export function LanguageSwitch({ dark = false }: { dark?: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <fieldset
      className={styles.languages}
      data-dark={dark || undefined}
      aria-label={t("shell.language")}
    >
      {(["zh-Hans", "en"] as const).map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          data-testid={`language-${language}`}
          onClick={() => chooseLanguage(language)}
        >
          {SHORT[language]}
        </button>
      ))}
    </fieldset>
  );
}
