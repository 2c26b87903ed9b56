// Questions aloud, by the browser's own voice: off until somebody wants it, and remembered here alone.

const box = document.getElementById("aloud");
const wish = document.getElementById("aloud-wish");
const KEY = "greenroom-aloud";

export function aloud(article) {
  if (!wish?.checked || !article.matches(".question")) return;
  const words = new SpeechSynthesisUtterance(article.querySelector(".text").textContent);
  words.lang = document.documentElement.lang;
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
}

if (box && "speechSynthesis" in window) {
  box.hidden = false;
  wish.checked = localStorage.getItem(KEY) === "yes";
  wish.addEventListener("change", () => {
    localStorage.setItem(KEY, wish.checked ? "yes" : "no");
    speechSynthesis.cancel();
    const asked = [...document.querySelectorAll(".message.question")].at(-1);
    if (asked) aloud(asked);
  });
}
