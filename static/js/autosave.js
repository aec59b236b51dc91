// Keeps a draft as it is written: every 20 seconds when something changed, and when the tab is hidden.
// The server answers {"version": number}; 409 means that somebody else was quicker, 401 and 403 that the session has ended.
"use strict";

const EVERY = 20000;

function keep(form) {
  const status = form.querySelector("[data-autosave-status]");
  let kept = written();
  let saving = null;
  const watch = setInterval(save, EVERY);

  function written() {
    const fields = new FormData(form);
    fields.delete("version");
    return new URLSearchParams(fields).toString();
  }

  function say(words) {
    status.textContent = words;
  }

  function stop(words) {
    clearInterval(watch);
    document.removeEventListener("visibilitychange", hidden);
    if (words) say(words);
  }

  function save() {
    if (!saving && written() !== kept) {
      saving = send().finally(() => { saving = null; });
    }
  }

  async function send() {
    const sent = written();
    let answer;
    try {
      answer = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "application/json" },
        redirect: "manual",
        keepalive: sent.length < 60000,
      });
    } catch {
      say(form.dataset.autosaveRetry);
      return;
    }
    await heed(answer, sent);
  }

  async function heed(answer, sent) {
    if (answer.status === 409) {
      stop(form.dataset.autosaveConflict);
    } else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      stop(form.dataset.autosaveStopped);
    } else if (answer.ok) {
      kept = sent;
      form.elements.version.value = (await answer.json()).version;
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      say(form.dataset.autosaveSaved.replace("{time}", time));
    } else {
      say(form.dataset.autosaveRetry);
    }
  }

  function hidden() {
    if (document.visibilityState === "hidden") save();
  }

  // A press on the button waits for a save under way: else the form would carry the version from before it.
  form.addEventListener("submit", (event) => {
    if (saving) {
      event.preventDefault();
      saving.then(() => form.requestSubmit(event.submitter));
    } else {
      stop();
    }
  });
  document.addEventListener("visibilitychange", hidden);
}

document.querySelectorAll("form[data-autosave-url]").forEach(keep);
