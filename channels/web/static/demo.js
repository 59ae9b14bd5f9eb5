/* The demo page's language: the visitor's choice, else the browser's. Runs before the widget, which reads <html lang>. */
(() => {
  "use strict";

  const KEY = "lobby-demo-language";
  let language = /^es\b/i.test(navigator.language) ? "es" : "en";
  try {
    language = localStorage.getItem(KEY) || language;
  } catch {
    // storage is forbidden: the browser's language it is
  }
  document.documentElement.lang = language;

  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
    button.addEventListener("click", () => {
      try {
        localStorage.setItem(KEY, button.dataset.language);
      } catch {
        return; // without storage the choice would not outlive the reload
      }
      location.reload(); // the widget chooses its words once
    });
  }
})();
