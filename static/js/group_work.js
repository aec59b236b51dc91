// Group work on a phone and on the centre's screen: looks again every few seconds, lets the time run, and sends answers.
// An answer stays on the phone until the server has said that it has it, and is sent again with the same key, so that it is there once.
"use strict";

const EVERY = 4000;
const room = document.querySelector("[data-state-url]");
const queues = [];
let ends = after(Number(room.dataset.left));
let hasSaidSoon = false;

function after(seconds) {
  return Date.now() + seconds * 1000;
}

function each(selector, act) {
  room.querySelectorAll(selector).forEach(act);
}

function tick() {
  const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
  const shown = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  each("[data-time]", (part) => { if (part.textContent !== shown) part.textContent = shown; });
  each("[data-announce]", (part) => {
    if (left > 0 && left <= 60 && !hasSaidSoon) {
      hasSaidSoon = true;
      part.textContent = room.dataset.soon;
    }
  });
  if (left > 60) hasSaidSoon = false;
  if (left === 0 && room.dataset.shown === "running") show("over");
}

function show(shown) {
  room.dataset.shown = shown;
  each("[data-time-up]", (part) => { part.hidden = shown !== "over"; });
  each("[data-running]", (part) => { part.hidden = shown !== "running"; });
}

async function look() {
  try {
    const answer = await fetch(room.dataset.stateUrl, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (answer.status === 404) drawAnew(); // there is nothing here any more
    if (answer.ok) heed(await answer.json());
    tell(!answer.ok && answer.status >= 500);
  } catch {
    tell(true);
  }
}

// The page may be the answer to a form, which must not be sent again.
function drawAnew() {
  location.replace(room.querySelector(".look-again a")?.href ?? location.href);
}

// Who signs in or out beside this page gets a new session, in which the forms here have an old token.
async function renew() {
  const page = new DOMParser().parseFromString(await (await fetch(room.querySelector(".look-again a").href)).text(), "text/html");
  const token = page.querySelector("[name=csrf_token]").value;
  document.querySelectorAll("[name=csrf_token]").forEach((field) => { field.value = token; });
}

function tell(isLost) {
  each("[data-contact]", (part) => {
    part.hidden = !isLost;
    part.textContent = isLost ? room.dataset.lost : "";
  });
}

function heed(state) {
  const isElsewhere = "status" in state ? state.status !== room.dataset.statusNow : (state.is_in ? "yes" : "no") !== room.dataset.isIn;
  const hasBegun = room.dataset.shown !== "running" && state.shown === "running";
  if (isElsewhere || hasBegun) {
    drawAnew();
    return;
  }
  ends = after(state.left);
  if (state.shown !== room.dataset.shown) show(state.shown);
  each("[data-joined]", (part) => { part.textContent = state.joined; });
  each("[data-nobody]", (part) => { part.hidden = state.joined > 0; });
  each("[data-somebody]", (part) => { part.hidden = state.joined === 0; });
  each("[data-enough]", (part) => { part.hidden = state.joined >= Number(part.dataset.enough); });
  for (const [group, size] of Object.entries(state.sizes || {})) each(`[data-size-of="${group}"]`, (part) => { part.textContent = size; });
  for (const [key, count] of Object.entries(state.counts || {})) each(`[data-count="${key}"]`, (part) => { part.textContent = count; });
  for (const [question, texts] of Object.entries(state.answers || {})) list(question, texts);
}

function list(question, texts) {
  each(`[data-answers="${question}"]`, (part) => {
    if ([...part.children].map((item) => item.textContent).join("\n") === texts.join("\n")) return;
    part.replaceChildren(...texts.map(item));
    part.hidden = texts.length === 0;
  });
  each(`[data-none="${question}"]`, (part) => { part.hidden = texts.length > 0; });
}

function item(text) {
  const made = document.createElement("li");
  made.textContent = text;
  return made;
}

// What the phone keeps: the text that is being written, and each answer that is on its way, so that no tab writes over another.
function kept(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function keep(name, value) {
  try {
    if (value) localStorage.setItem(name, JSON.stringify(value));
    else localStorage.removeItem(name);
  } catch {
    // A browser that keeps nothing still sends.
  }
}

function allKept(start) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(start)).map((name) => kept(name)).sort((one, other) => one.at - other.at);
  } catch {
    return [];
  }
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((part) => part.toString(16).padStart(2, "0")).join("");
}

function namesOf(question) {
  const name = `trinn-${room.dataset.groupWork}-${question}`;
  return { text: `${name}-text`, waiting: `${name}-waiting-` };
}

// What came too late is not lost to whoever wrote it.
function showLeftOver(part) {
  const names = namesOf(part.dataset.leftOver);
  const texts = [...allKept(names.waiting).map((one) => one.text), kept(names.text, "")].filter((text) => text.trim());
  part.querySelector("ul").replaceChildren(...texts.map(item));
  part.hidden = texts.length === 0;
}

class Queue {
  constructor(box) {
    this.box = box;
    this.form = box.querySelector("form");
    this.area = this.form.querySelector("textarea");
    this.told = box.querySelector("[data-told]");
    this.names = namesOf(box.dataset.answerBox);
    this.limit = Number(box.querySelector("[data-limit]").dataset.limit);
    this.waiting = allKept(this.names.waiting);
    this.isSending = false;
    if (!this.area.value) this.area.value = kept(this.names.text, "");
    this.area.addEventListener("input", () => keep(this.names.text, this.area.value));
    this.form.addEventListener("submit", (event) => this.take(event));
    this.draw();
    this.send();
  }

  take(event) {
    event.preventDefault();
    const wrong = !this.area.value.trim() ? "empty" : this.area.value.length > this.limit ? "long" : "";
    if (wrong) {
      this.say(wrong);
      this.area.focus();
      return;
    }
    const one = { key: newKey(), text: this.area.value, at: Date.now() };
    this.waiting.push(one);
    keep(this.names.waiting + one.key, one);
    this.write("");
    this.area.focus();
    this.draw();
    this.send();
  }

  write(text) {
    this.area.value = text;
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  drop(one) {
    this.waiting = this.waiting.filter((other) => other !== one);
    keep(this.names.waiting + one.key, "");
  }

  async send() {
    if (this.isSending || !this.waiting.length) return;
    this.isSending = true;
    const next = this.waiting.find((one) => !one.refused);
    if (next) await this.post(next);
    this.isSending = false;
    this.draw();
    if (next && this.told.dataset.state === "accepted") this.send();
  }

  async post(one) {
    this.say("sending");
    const fields = new FormData(this.form);
    fields.set(this.area.name, one.text);
    fields.set(this.area.name.replace(/text$/, "key"), one.key);
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { Accept: "application/json" },
        redirect: "manual",
        keepalive: true,
      });
      if (answer.ok && (await answer.json()).accepted) {
        this.drop(one);
        this.say("accepted");
        look();
      } else if (answer.status === 409 || answer.status === 422) {
        this.refuse(one, await answer.json());
      } else {
        this.say("waiting");
        if (answer.status === 400) await renew();
      }
    } catch {
      this.say("waiting");
    }
  }

  // What can be put right is put back where it was written.
  refuse(one, { words, text }) {
    this.say("refused");
    if (text && !this.area.value) {
      this.drop(one);
      this.write(text);
      this.told.textContent = words;
    } else {
      one.refused = words || this.box.dataset.refused;
    }
  }

  say(state) {
    this.told.dataset.state = state;
    this.told.textContent = this.box.dataset[state];
  }

  draw() {
    const part = this.box.querySelector("[data-queue]");
    part.replaceChildren(...this.waiting.map((one) => item(one.refused ? `${one.text} – ${one.refused}` : one.text)));
    part.hidden = this.waiting.length === 0;
  }
}

each("[data-answer-box]", (box) => queues.push(new Queue(box)));
each("[data-left-over]", showLeftOver);
setInterval(tick, 500);
setInterval(() => {
  if (document.visibilityState === "visible") look();
  queues.forEach((queue) => queue.send());
}, EVERY);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") look(); });
