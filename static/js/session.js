// Warns before the session ends and lets one button extend it. The words stand in the dialog; the server answers {"ends_in": seconds}.
"use strict";

const dialog = document.getElementById("session-warning");
const soon = dialog.querySelector("[data-session-soon]");
const over = dialog.querySelector("[data-session-over]");
const failed = dialog.querySelector("[data-session-failed]");
const form = dialog.querySelector("form");
const warnBefore = Number(dialog.dataset.warnBefore) * 1000;
let endsAt = after(Number(dialog.dataset.endsIn));
let watch = setInterval(look, 5000);

function after(seconds) {
  return Date.now() + seconds * 1000;
}

// A clock that is looked at, not one long timer: a laptop that has slept must not count its sleep as time left.
function look() {
  const left = endsAt - Date.now();
  if (left <= 0) {
    end();
  } else if (left <= warnBefore && !dialog.open && !dialog.dataset.dismissed) {
    const time = new Date(endsAt).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    dialog.querySelector("[data-session-at]").textContent = dialog.dataset.at.replace("{time}", time);
    dialog.showModal();
  }
}

function end() {
  clearInterval(watch);
  soon.hidden = true;
  over.hidden = false;
  dialog.setAttribute("aria-labelledby", "session-over-title");
  if (!dialog.open) dialog.showModal();
}

async function extend(event) {
  event.preventDefault();
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json" },
      redirect: "manual",
    });
    if (!answer.ok) throw new Error(String(answer.status));
    endsAt = after((await answer.json()).ends_in);
    failed.hidden = true;
    delete dialog.dataset.dismissed;
    dialog.close();
  } catch {
    failed.hidden = false;
  }
}

form.addEventListener("submit", extend);
dialog.addEventListener("cancel", () => { dialog.dataset.dismissed = "true"; });
dialog.querySelector("[data-session-close]").addEventListener("click", () => dialog.close());
look();
