import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";
import { i18next } from "../app/i18n";

// What jsdom lacks and the components ask for.
window.matchMedia = (query) => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => undefined,
  removeListener: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  dispatchEvent: () => false,
});
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollIntoView = () => undefined;
const measure = window.getComputedStyle;
window.getComputedStyle = (element) => measure(element);

// biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store.
document.cookie = "csrftoken=token-of-the-test";

afterEach(async () => {
  cleanup();
  localStorage.clear();
  await i18next.changeLanguage("zh-Hans");
});
