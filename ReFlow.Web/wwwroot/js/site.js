"use strict";
// What has to work at once and also without a circuit: theme, copying, announcing. Buttons are found by attribute, so that
// Blazor may render them anew at any time. A plain script before Blazor's, so that it is there when the circuit starts.
{
  const themes = ["system", "light", "dark"];
  const year = 365 * 24 * 60 * 60;
  const copiedMilliseconds = 1600;

  window.reflow = {
    // Tests and styles may wait for this: from here on, clicks reach the circuit.
    markInteractive: () => document.documentElement.setAttribute("data-interactive", ""),
  };

  document.addEventListener("click", event => {
    const button = event.target.closest("[data-theme-switch], [data-copy]");
    if (!button) return;
    if (button.hasAttribute("data-theme-switch")) changeTheme(button);
    else copy(button);
  });

  function changeTheme(button) {
    const current = document.documentElement.dataset.theme ?? "system";
    const next = themes[(themes.indexOf(current) + 1) % themes.length];
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    document.cookie = `theme=${next}; path=/; max-age=${next === "system" ? 0 : year}; samesite=lax`;
    announce(button.getAttribute(`data-announce-${next}`));
  }

  async function copy(button) {
    // The clipboard is not there outside a secure context; the text is then only selected.
    if (!navigator.clipboard) {
      getSelection().selectAllChildren(button.previousElementSibling ?? button);
      return;
    }
    await navigator.clipboard.writeText(button.dataset.copy);
    button.toggleAttribute("data-copied", true);
    setTimeout(() => button.removeAttribute("data-copied"), copiedMilliseconds);
    announce(button.dataset.announceCopied);
  }

  function announce(text) {
    document.getElementById("announcer").textContent = text;
  }
}
