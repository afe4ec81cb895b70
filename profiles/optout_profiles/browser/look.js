// Reads one document in a single turn, so that everything in the answer belongs together.
// `wanted` holds selectors and words of a service profile; the shape of the answer is
// `Sighting` in sighting.py.
async (wanted) => {
  const all = (css) => (css ? [...document.querySelectorAll(css)] : []);
  const isVisible = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    [...element.getClientRects()].some((box) => box.width > 1 && box.height > 1);
  // Many a styled switch is a transparent input over its picture.
  const isThere = (element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    [...element.getClientRects()].some((box) => box.width > 1 && box.height > 1);
  const anyVisible = (css) => all(css).some(isVisible);
  const addresses = (links) =>
    links.flatMap((link) => {
      try {
        return [new URL(link.getAttribute("href"), document.baseURI)];
      } catch {
        return []; // no address at all
      }
    });
  const handles = (links) => {
    const found = new Set();
    for (const { origin, pathname } of addresses(links)) {
      if (origin !== location.origin || !pathname.startsWith(wanted.memberPrefix)) continue;
      found.add(pathname.slice(wanted.memberPrefix.length).split("/")[0].slice(0, 300));
    }
    return [...found].slice(0, 20);
  };
  const isReadable = (element) =>
    element.getRootNode() === document &&
    element.localName === "input" &&
    element.type === "checkbox" &&
    !element.indeterminate &&
    !element.disabled &&
    element.getAttribute("aria-busy") !== "true" &&
    (isThere(element) ||
      [...(element.labels ?? []), document.getElementById(wanted.key)].some(
        (words) => words && isVisible(words),
      ));
  const plain = (text) => text.replace(/[\u2018\u2019]/g, "'").replace(/\s+/g, " ").toLowerCase();
  const rootsHere = () => {
    const roots = [document];
    for (const root of roots) {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        if (element.localName === "iframe" || element.localName === "frame") {
          try {
            if (element.contentDocument) roots.push(element.contentDocument);
          } catch {
            // another origin's: none of ours
          }
        }
      }
    }
    return roots;
  };
  const keyed = `[${wanted.keyAttribute}="${wanted.key}"]`;
  const anySwitch = `${wanted.switches}, input${keyed}, [role="switch"]${keyed}`;
  const read = () => {
    // A switch counts wherever it stands; only a checkbox of this very document is read.
    const roots = rootsHere();
    const everywhere = (css) => (css ? roots.flatMap((root) => [...root.querySelectorAll(css)]) : []);
    const switches = everywhere(anySwitch);
    const memberLinks = all(wanted.memberLinks);
    const words = plain(document.body ? document.body.innerText : "");
    return {
      url: location.href,
      status: performance.getEntriesByType("navigation")[0]?.responseStatus ?? 0,
      complete: document.readyState === "complete",
      loaded_url: performance.getEntriesByType("navigation")[0]?.name ?? "",
      switches: switches.slice(0, 100).map((element) => ({
        key: element.getAttribute(wanted.keyAttribute) ?? "",
        checked: isReadable(element) ? element.checked : null,
        aria_checked: element.getAttribute("aria-checked"),
      })),
      has_navigation: all(wanted.navigation).length > 0,
      older_switches: everywhere(wanted.olderSwitches).length,
      navigation_members: handles(memberLinks.filter((link) => link.closest(wanted.navigation))),
      members: handles(memberLinks),
      sign_in_form: anyVisible(wanted.passwordField),
      chooser: anyVisible(wanted.chooser),
      problem: all(wanted.problem)
        .filter(isVisible)
        .map((element) => element.innerText.trim())
        .join(" ")
        .slice(0, 500),
      began_at: performance.timeOrigin,
      challenges: Object.keys(wanted.challenges).filter((kind) => anyVisible(wanted.challenges[kind])),
      restricted: wanted.restrictedWords.some((sentence) => words.includes(plain(sentence))),
      settings_paths: [
        ...new Set(addresses(all(wanted.settingsLinks)).map((address) => address.pathname)),
      ].slice(0, 200),
      names_row: wanted.rowWords.some((name) => words.includes(plain(name))),
    };
  };
  const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  if (wanted.afterDrawing) {
    const drawn = new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await Promise.race([drawn, sleep(100)]);
  }
  const began = performance.now();
  const first = read();
  const asBefore = JSON.stringify(first);
  for (;;) {
    const left = wanted.steadyFor - (performance.now() - began);
    if (left <= 0) return { ...first, is_steady: true };
    await sleep(Math.min(left, 50));
    const now = read();
    if (JSON.stringify(now) !== asBefore) return { ...now, is_steady: false };
  }
}
