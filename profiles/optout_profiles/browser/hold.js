// Takes hold of the setting's switch, of the words beside it if they lead nowhere else, and of a
// count of the clicks that reach it. `page` is what document.js found; null without one switch.
(page) => {
  const element = page.ours();
  if (!element) return null;
  const clicks = { count: 0 };
  element.addEventListener("click", () => { clicks.count += 1; }, { capture: true });
  const traps =
    "a, area, button, input, select, textarea, summary, label, iframe, embed, object," +
    "video, audio, [role], [onclick], [tabindex]";
  const label = element.labels?.length === 1 ? element.labels[0] : null;
  const isPlain =
    label &&
    !label.closest("a, button, summary") &&
    [...label.querySelectorAll(traps)].every((one) => one === element);
  return { element, words: isPlain ? label : null, clicks };
}
