"use strict";

// Saves a switch as soon as it is clicked. Loaded before the page's body, so that no click on a
// switch comes before this listens.

async function save(key, isOn) {
  const saved = document.getElementById("saved");
  saved.textContent = "Saving…";
  const answer = await fetch(`/mysettings-api/settingsApiSettings/${key}`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(isOn),
  });
  saved.textContent = answer.ok ? "Saved." : "This could not be saved.";
}

function flipOlder(button) {
  const state = button.querySelector("span");
  const isOn = state.textContent !== "On";
  state.textContent = isOn ? "On" : "Off";
  save("allowDataForGenerativeAI", isOn);
}

document.addEventListener("change", (event) => {
  if (event.target.matches('input[role="switch"]')) {
    save(event.target.getAttribute("aria-labelledby"), event.target.checked);
  }
});

document.addEventListener("click", (event) => {
  const older = event.target.closest('[data-control-name="toggle_button"]');
  if (older) flipOlder(older);
});

document.addEventListener("keydown", (event) => {
  const isOlder = event.target.matches('[data-control-name="toggle_button"]');
  if (isOlder && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    flipOlder(event.target);
  }
});

document.addEventListener("DOMContentLoaded", () => {
  for (const late of document.querySelectorAll("template[data-draw-after]")) {
    setTimeout(() => late.replaceWith(late.content), Number(late.dataset.drawAfter));
  }
});
