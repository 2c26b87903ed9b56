// The recorder of the interview page: record, pause, listen, discard, send.
//
// The rule: a recording leaves this page only by Send, and is let go of only once the server has it or the person
// discards it. The state stands in one place (data-state); what is seen in which state stands in the markup.

const form = document.getElementById("speak");
const box = document.getElementById("recorder");
const able = Boolean(form && box && window.MediaRecorder && navigator.mediaDevices?.getUserMedia);
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
// What the microphone gives as it is: pauses and levels are measured, and a filter would move them.
const SOUND = { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } };
const TICK = 100; // ms

const player = box?.querySelector("audio");
const time = box?.querySelector(".time");
const level = box?.querySelector(".level");
const alarm = box?.querySelector("[role=alert]");
const status = box?.querySelector("[role=status]");
const lights = [...(box?.querySelectorAll(".lights i") ?? [])];

let media = null; // the MediaRecorder
let pieces = [];
let clip = null;
let spoken = 0; // ms
let ticking = 0;
let context = null;
let analyser = null;

function enter(state) {
  box.dataset.state = state;
  for (const part of box.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(state);
}

function tell(text) {
  alarm.textContent = text;
}

const does = {
  async record() {
    tell("");
    try {
      const stream = await navigator.mediaDevices.getUserMedia(SOUND);
      begin(stream);
    } catch (error) {
      const told = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "missing" };
      tell(box.dataset[told[error.name] ?? "failed"]);
    }
  },
  pause() {
    media.pause();
    enter("paused");
    focus("resume");
  },
  resume() {
    media.resume();
    enter("recording");
    focus("pause");
  },
  stop() {
    media.stop();
  },
  discard() {
    const running = media && media.state !== "inactive";
    if (running) {
      media.onstop = letGo;
      media.stop();
    }
    forget();
    focus("record");
  },
  send() {
    send();
  },
};

function begin(stream) {
  const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  media = new MediaRecorder(stream, mimeType ? { mimeType } : {});
  pieces = [];
  spoken = 0;
  media.ondataavailable = (piece) => pieces.push(piece.data);
  media.onstop = finish;
  media.onerror = () => tell(box.dataset.failed);
  context = new AudioContext();
  analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  media.start();
  ticking = setInterval(tick, TICK);
  show();
  enter("recording");
  focus("stop");
}

function tick() {
  if (media.state !== "recording") return;
  spoken += TICK;
  const wave = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(wave);
  level.value = Math.min(1, 2 * Math.max(...wave.map(Math.abs)));
  show();
  if (spoken < box.dataset.seconds * 1000) return;
  media.stop();
  tell(box.dataset.longest);
}

function show() {
  const seconds = Math.floor(spoken / 1000);
  time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  lights.forEach((light, number) => {
    const lit = seconds >= Number(light.dataset.at);
    if (lit && !light.classList.contains("on")) status.textContent = status.dataset[["one", "two", "three"][number]];
    light.classList.toggle("on", lit);
  });
}

function finish() {
  letGo();
  clip = new Blob(pieces, { type: media.mimeType });
  if (!clip.size) {
    tell(box.dataset.empty);
    forget();
    return;
  }
  player.src = URL.createObjectURL(clip);
  enter("recorded");
  focus("send");
}

function letGo() {
  clearInterval(ticking);
  for (const track of media.stream.getTracks()) track.stop();
  context.close();
}

function forget() {
  if (player.src) URL.revokeObjectURL(player.src);
  player.removeAttribute("src");
  clip = null;
  pieces = [];
  enter("idle");
}

function focus(what) {
  box.querySelector(`[data-does=${what}]`).focus({ preventScroll: true });
}

// Sending: by a request of the old kind, since only that one tells how far an upload is.

function send() {
  const body = new FormData(form);
  body.set("sound", clip, "answer");
  const bar = box.querySelector("progress");
  const request = new XMLHttpRequest();
  request.responseType = "json";
  request.upload.onprogress = (step) => { bar.value = (100 * step.loaded) / step.total; };
  request.onload = () => sent(request.response ?? {});
  request.onerror = () => sent({});
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  bar.value = 0;
  tell("");
  enter("sending");
  request.send(body);
}

function sent(told) {
  for (const field of told.update ? document.querySelectorAll("input[name=update]") : []) field.value = told.update;
  tell(told.problem ?? document.getElementById("main").dataset.unsent);
  if (told.taken) forget();
  else enter("recorded");
  focus(told.taken ? "record" : "send");
}

if (able) {
  box.hidden = false;
  enter("idle");
  for (const button of box.querySelectorAll("[data-does]")) {
    button.addEventListener("click", () => does[button.dataset.does]());
  }
  addEventListener("beforeunload", (leaving) => {
    if (box.dataset.state !== "idle" && document.contains(box)) leaving.preventDefault();
  });
}
