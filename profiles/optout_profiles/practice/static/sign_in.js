"use strict";

// Sends the sign-in page that has no form, and asks whether a sign-in was approved in the app.
// Loaded at the end of such a page, and goes where the site tells it to.

const ASKING_AGAIN_AFTER = 250;

async function send(address, fields) {
  const body = new URLSearchParams({ ...fields, by: "script" });
  const told = await (await fetch(address, { method: "POST", body })).json();
  if (told.go) location.assign(told.go);
  return told;
}

function takeFields(box) {
  const [name, password] = [...box.querySelectorAll("input")].slice(-2);
  const buttons = [...box.querySelectorAll("button")];
  buttons.pop().addEventListener("click", async () => {
    const told = await send("/checkpoint/lg/login-submit", {
      session_key: name.value,
      session_password: password.value,
      session_redirect: box.dataset.then,
    });
    box.querySelector('[role="alert"]').textContent = told.problem;
  });
  for (const other of buttons) {
    other.addEventListener("click", () => location.assign("/uas/other-provider"));
  }
}

async function awaitApproval() {
  const told = await send(location.pathname, {});
  if (!told.go) setTimeout(awaitApproval, ASKING_AGAIN_AFTER);
}

const box = document.querySelector(".fields");
if (box) takeFields(box);
else awaitApproval();
