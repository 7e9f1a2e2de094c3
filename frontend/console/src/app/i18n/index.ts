import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";
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

void i18next.use(initReactI18next).init({
  lng: rememberedLanguage(),
  fallbackLng: "zh-Hans",
  resources: { "zh-Hans": { translation: zhHans }, en: { translation: en } },
  interpolation: { escapeValue: false },
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
