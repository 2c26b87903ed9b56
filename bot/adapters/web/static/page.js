// What a page can do beyond plain forms and links: print, open dialogs, play what was said. Without it everything still works.

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

// The seconds of a quotation play where they are, one at a time; a second press stops them.
let playing = null;

document.addEventListener("click", (click) => {
  const link = click.target.closest("[data-sound]");
  if (!link) return;
  click.preventDefault();
  const before = playing;
  if (before) {
    before.sound.pause();
    before.link.removeAttribute("data-playing");
    playing = null;
  }
  if (before?.link === link) return;
  const sound = new Audio(link.href);
  playing = { link, sound };
  link.setAttribute("data-playing", "");
  const over = () => {
    link.removeAttribute("data-playing");
    if (playing?.link === link) playing = null;
  };
  sound.addEventListener("ended", over);
  sound.play().catch(() => { over(); window.location.assign(link.href); });
});
