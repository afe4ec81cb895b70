// Finds the furthest step of a route that this document shows. `wanted.steps` holds the words of
// each step, by language; `page` is what document.js found. The answer names the step and where
// its one link leads, or holds its one button; null where none is seen, or it isn't clear which.
(wanted, page) => {
  const CLICKABLE = 'a[href], button, summary, [role="button"], [role="link"], [role="menuitem"]';
  const named = (element) => [element, ...element.querySelectorAll("*")].map((one) => one.textContent);
  // What has a state of its own, or sends a form, is no link: to click it may change something.
  const changes = (element) =>
    element.matches('[role="switch"], [aria-pressed], [aria-checked]') ||
    (element.localName === "button" && element.form && element.type === "submit");
  const candidates = page
    .everywhere(CLICKABLE)
    .filter((element) => page.isVisible(element) && !changes(element));
  const says = (element, words) =>
    named(element)
      .concat(element.getAttribute("aria-label") ?? "")
      .some((text) => words.includes(page.plain(text)));
  // Where a link leads, "" if that is not within the service; null for what is only clicked.
  const address = (element) => {
    const href = element.localName === "a" ? element.getAttribute("href").trim() : "#";
    if (href.startsWith("#")) return null;
    const place = URL.canParse(href, element.baseURI) ? new URL(href, element.baseURI) : null;
    return place?.origin === location.origin ? place.pathname + place.search : "";
  };
  for (let step = wanted.steps.length - 1; step >= 0; step -= 1) {
    const words = wanted.steps[step].map(page.plain);
    const found = candidates.filter((element) => says(element, words));
    if (!found.length) continue;
    const places = new Set(found.map((element) => address(element) ?? element));
    const [place] = places;
    if (places.size > 1 || place === "") return null;
    return typeof place === "string" ? { step, path: place } : { step, button: place };
  }
  return null;
}
