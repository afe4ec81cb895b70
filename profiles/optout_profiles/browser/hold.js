// Takes hold of the setting's switch, and of the words beside it if they lead nowhere else. `page`
// is what document.js found; null without one switch.
(page) => {
  const element = page.ours();
  if (!element) return null;
  const traps =
    "a, area, button, input, select, textarea, summary, label, iframe, embed, object," +
    "video, audio, [role], [onclick], [tabindex]";
  const label = element.labels?.length === 1 ? element.labels[0] : null;
  const isPlain =
    label &&
    !label.closest("a, button, summary") &&
    [...label.querySelectorAll(traps)].every((one) => one === element);
  return { element, words: isPlain ? label : null };
}
