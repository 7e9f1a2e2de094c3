import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import zhHans from "./zh-Hans.json";

export const LANGUAGES = { "zh-Hans": "简体中文", en: "English" } as const;
export type Language = keyof typeof LANGUAGES;

const STORAGE_KEY = "yihao.language";

function rememberedLanguage(): Language {
  try {
    return localStorage.getItem(STORAGE_KEY) === "en" ? "en" : "zh-Hans";
  } catch {
    return "zh-Hans";
  }
}

function showLanguage(language: string): void {
  document.documentElement.lang = language;
}

/** Chinese comes along; English is fetched by who reads it. */
const fetchedWhenRead: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (_language, _namespace, done) => {
    import("./en.json").then(
      ({ default: texts }) => done(null, texts),
      (error: Error) => done(error, false),
    );
  },
};

/** Resolves when the texts of the remembered language are there. */
export const languageReady: Promise<unknown> = i18next
  .use(fetchedWhenRead)
  .use(initReactI18next)
  .init({
    lng: rememberedLanguage(),
    fallbackLng: "zh-Hans",
    partialBundledLanguages: true,
    resources: { "zh-Hans": { translation: zhHans } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    returnNull: false,
  });
showLanguage(i18next.language);

export function chooseLanguage(language: Language): void {
  showLanguage(language);
  void i18next.changeLanguage(language);
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    return;
  }
}

export { i18next };
