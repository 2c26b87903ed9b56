// The interview page: shows what is new as it comes, and sends the form without leaving the page.
//
// The rule: what was typed leaves the form only once the server has it; a message is shown once, by its number;
// markup comes from the server alone, which has escaped what people said.

import { aloud } from "./aloud.js";
import { open } from "./page.js";
import "./recorder.js";

const main = document.getElementById("main");
const conversation = document.getElementById("conversation");
const lost = document.getElementById("lost");
const AGAIN = 1000; // ms
const TIRED = 20000; // ms
let seen = Number(main.dataset.after);
let source = null;
let later = 0;

// Listening. A hidden tab lets go of its connection, as browsers have few for one address.

function listen() {
  clearTimeout(later);
  if (source || document.hidden) return;
  source = new EventSource(`/interview/events?interview=${main.dataset.interview}&after=${seen}`);
  source.addEventListener("message", (event) => show(Number(event.lastEventId), event.data));
  source.addEventListener("state", (event) => replace(event.data));
  source.addEventListener("elsewhere", () => location.reload());
  source.addEventListener("open", () => tell(lost, ""));
  source.addEventListener("error", () => {
    tell(lost, lost.dataset.text);
    if (source?.readyState === EventSource.CLOSED) { // else the browser tries again by itself
      leave();
      later = setTimeout(listen, AGAIN);
    }
  });
}

function leave() {
  source?.close();
  source = null;
}

document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
window.addEventListener("pagehide", leave);
window.addEventListener("pageshow", listen);

// Showing

function show(number, markup) {
  if (number <= seen) return;
  seen = number;
  const near = nearEnd();
  conversation.insertAdjacentHTML("beforeend", markup);
  conversation.lastElementChild.classList.add("new");
  aloud(conversation.lastElementChild);
  if (near || conversation.lastElementChild.matches(".own")) toEnd("smooth");
}

function nearEnd() {
  return innerHeight + scrollY > document.body.scrollHeight - 400;
}

// A phone's keyboard takes half of the screen: what was just read stays in sight.
let atEnd = true;
addEventListener("scroll", () => { atEnd = nearEnd(); });
addEventListener("resize", () => { if (atEnd) toEnd("instant"); });

function toEnd(behavior) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollTo({ top: document.body.scrollHeight, behavior: calm ? "instant" : behavior });
}

function replace(markup) {
  const holder = document.createElement("template");
  holder.innerHTML = markup;
  for (const fresh of [...holder.content.children]) {
    const old = document.getElementById(fresh.id);
    if (!old || old.outerHTML === fresh.outerHTML) continue;
    if (old.dataset.keep && old.dataset.keep === fresh.dataset.keep) continue; // somebody may be typing in it
    const held = old.contains(document.activeElement) ? document.activeElement.dataset.is : null;
    old.replaceWith(fresh);
    if (held !== null) (fresh.querySelector(`[data-is="${held}"]`) ?? document.getElementById("answer") ?? fresh.querySelector("a"))?.focus();
    if (fresh.matches(".over") || (fresh.matches(".heard") && !fresh.hidden)) toEnd("smooth");
    if (fresh.matches(".ears")) document.getElementById("speak")?.toggleAttribute("hidden", fresh.dataset.ears !== "ready");
  }
}

function tell(place, text) {
  if (place && place.textContent !== text) place.textContent = text;
}

// Sending

const form = document.getElementById("form");
const answer = document.getElementById("answer");

form?.addEventListener("submit", async (submit) => {
  submit.preventDefault();
  if (form.dataset.sending) return;
  const button = submit.submitter ?? form.querySelector("button");
  const body = new URLSearchParams(new FormData(form, button));
  busy(true);
  const told = await post(button.getAttribute("formaction") ?? form.action, body);
  busy(false);
  if (told.taken && button.value === "text") answer.value = "";
  for (const field of told.update ? document.querySelectorAll("input[name=update]") : []) field.value = told.update;
  const near = nearEnd();
  tell(document.getElementById("problem"), told.problem);
  if (button.value === "text" && document.contains(answer)) answer.focus({ preventScroll: true });
  if (near) toEnd("smooth");
});

async function post(address, body) {
  try {
    const signal = AbortSignal.timeout(TIRED);
    const reply = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, signal });
    return await reply.json();
  } catch {
    return { taken: false, problem: main.dataset.unsent, update: "" };
  }
}

function busy(is) {
  if (is) form.dataset.sending = "yes";
  else delete form.dataset.sending;
  answer.readOnly = is;
  answer.setAttribute("aria-busy", String(is));
}

if (form) {
  document.getElementById("keys").hidden = false;
  answer.setAttribute("aria-describedby", "keys problem");
  answer.addEventListener("keydown", (key) => {
    if (key.key !== "Enter" || !(key.ctrlKey || key.metaKey) || key.isComposing) return;
    key.preventDefault();
    const send = form.querySelector("[data-is=send]");
    if (send) form.requestSubmit(send);
  });
}

// Tips open beside what is being typed.

document.addEventListener("click", async (click) => {
  const link = click.target.closest("[data-fetches]");
  if (!link) return;
  click.preventDefault();
  try {
    const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
    document.getElementById("tips").replaceChildren(...page.getElementById("tips").childNodes);
    open(document.getElementById(link.dataset.fetches));
  } catch {
    location.assign(link.href);
  }
});

history.scrollRestoration = "manual";
toEnd("instant");
answer?.focus({ preventScroll: true });
listen();
