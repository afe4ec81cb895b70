"use strict";

// Saves a switch as soon as it is clicked, shows what buttons are to open, and fetches what a page
// leaves out at first. Loaded before the page's body, so that no click comes before this listens.

const DATA = "/mysettings-api/settingsApiSettings/";
const KEY = "allowDataForGenerativeAI";

async function save(key, isOn, manner = "") {
  const saved = document.getElementById("saved");
  saved.textContent = "Saving…";
  const isWell = manner === "never" || (await send(key, isOn, manner)) || manner === "blindly";
  saved.textContent = isWell ? "Saved." : "This could not be saved.";
}

async function send(key, isOn, manner) {
  const answer = await fetch(DATA + key, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(isOn),
  });
  if (manner === "attentively") await answer.text();
  return answer.ok;
}

async function isAgreed(manner) {
  if (manner === "after-confirm") return confirm("Are you sure?");
  if (manner !== "after-dialog") return true;
  const dialog = document.getElementById("sure");
  dialog.showModal();
  await new Promise((done) => dialog.addEventListener("close", done, { once: true }));
  return dialog.returnValue === "yes";
}

async function change(input) {
  const manner = input.closest(".setting").dataset.saves;
  if (await isAgreed(manner)) save(input.getAttribute("aria-labelledby") ?? KEY, input.checked, manner);
  else input.checked = !input.checked;
}

function flipOlder(button) {
  const state = button.querySelector("span");
  const isOn = state.textContent !== "On";
  state.textContent = isOn ? "On" : "Off";
  save(KEY, isOn);
}

function reveal(button) {
  const opened = document.getElementById(button.dataset.opens);
  if (opened.showModal) return opened.showModal();
  opened.hidden = !opened.hidden;
  button.ariaExpanded = String(!opened.hidden);
}

async function fetchState(input) {
  const patience = Number(input.dataset.patience);
  const signal = patience ? AbortSignal.timeout(patience) : undefined;
  try {
    const answer = await fetch(input.dataset.state, { signal });
    if (answer.ok) input.checked = await answer.json();
  } catch {
    // What was drawn at first stays, as on many a page.
  }
}

// Only this event comes out of a shadow root; its own target is told first.
document.addEventListener("input", (event) => {
  const [input] = event.composedPath();
  if (input.matches('input[role="switch"]')) change(input);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button, [role=button]");
  if (!button) return;
  if (button.dataset.controlName === "toggle_button") flipOlder(button);
  if (button.dataset.opens) reveal(button);
  if (button.dataset.closes) document.getElementById(button.dataset.closes).remove();
});

document.addEventListener("keydown", (event) => {
  const isOlder = event.target.matches('[data-control-name="toggle_button"]');
  if (isOlder && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    flipOlder(event.target);
  }
});

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("input[data-state]").forEach(fetchState);
  for (const late of document.querySelectorAll("template[data-draw-after]")) {
    setTimeout(() => late.replaceWith(late.content), Number(late.dataset.drawAfter));
  }
});
