// What a page can do beyond plain forms and links: print, and open dialogs. Without it everything still works.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A dialog begins at its harmless button.
export function open(dialog) {
  dialog.showModal();
  dialog.querySelector("[data-close]").focus();
}

document.addEventListener("click", (click) => {
  const opens = click.target.closest("[data-opens]");
  if (opens) {
    click.preventDefault();
    open(document.getElementById(opens.dataset.opens));
  }
  click.target.closest("[data-close]")?.closest("dialog").close();
});
