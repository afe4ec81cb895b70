// Finds the furthest step of a route that this document shows. `wanted.steps` holds the words of
// each step, by language, `wanted.within` the first segment of the settings' paths, and the
// last step must be a link if `wanted.mustLead`; `page` is what
// document.js found. The answer names the step and where its one link leads, or holds its one
// button; null where none is seen, or it isn't clear which.
(wanted, page) => {
  const CLICKABLE = 'a[href], button, summary, [role="button"], [role="link"], [role="menuitem"]';
  const named = (element) => [element, ...element.querySelectorAll("*")].map((one) => one.textContent);
  // The widest part of the page in which this is all that can be clicked: a row, as a rule.
  const rowOf = (element) => {
    const own = element.querySelectorAll(CLICKABLE).length + 1;
    let row = element;
    while (row.parentElement && row.parentElement.querySelectorAll(CLICKABLE).length <= own) {
      row = row.parentElement;
    }
    return row;
  };
  const hasControl = (row) => page.controls.some((one) => row.contains(one));
  // What has a state of its own, stands in a row with one, or sends a form is no link: to click it
  // may change something. A link that leads elsewhere only leads there.
  const changes = (element) =>
    element.matches('[role="switch"], [aria-pressed], [aria-checked]') ||
    (element.localName === "button" && element.form && element.type === "submit") ||
    (address(element) === null &&
      (element.closest("label") || hasControl(rowOf(element))));
  const isIn = (path) => path.split("/")[1] === wanted.within;
  // Beside the pages of the settings anybody may have written what a link says.
  const isOfThePage = (element) =>
    isIn(location.pathname) ||
    element.closest(wanted.navigation) ||
    isIn((address(element) ?? "").split("?")[0]);
  const says = (element, words) =>
    named(element)
      .concat(element.getAttribute("aria-label") ?? "")
      .some((text) => words.includes(page.plain(text)));
  // Where a link leads, "" if that is not within the service; null for what is only clicked.
  const address = (element) => {
    const href = element.localName === "a" ? element.getAttribute("href").trim() : "#";
    if (href.startsWith("#")) return null;
    const place = URL.canParse(href, element.baseURI) ? new URL(href, element.baseURI) : null;
    const isOurs = place?.origin === location.origin && place.protocol === location.protocol;
    return isOurs ? place.pathname + place.search : "";
  };
  const allWords = wanted.steps.flat().map(page.plain);
  const candidates = page
    .everywhere(CLICKABLE)
    .filter((element) => says(element, allWords) && page.isVisible(element))
    .filter((element) => !changes(element) && isOfThePage(element));
  for (let step = wanted.steps.length - 1; step >= 0; step -= 1) {
    const words = wanted.steps[step].map(page.plain);
    const found = candidates.filter((element) => says(element, words));
    if (!found.length) continue;
    const places = new Set(found.map((element) => address(element) ?? element));
    const [place] = places;
    if (places.size > 1 || place === "") return null;
    const isPressed = typeof place !== "string";
    if (isPressed && wanted.mustLead && step === wanted.steps.length - 1) return null;
    return isPressed ? { step, button: place } : { step, path: place };
  }
  return null;
}
