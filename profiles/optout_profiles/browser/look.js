// Reads one document in a single turn, so that everything in the answer belongs together.
// `wanted` holds selectors and words of a service profile; the shape of the answer is
// `Sighting` in sighting.py.
async (wanted) => {
  if (wanted.afterDrawing) {
    const drawn = new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await Promise.race([drawn, new Promise((done) => setTimeout(done, 100))]);
  }
  const all = (css) => (css ? [...document.querySelectorAll(css)] : []);
  const isVisible = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
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
      const handle = pathname.slice(wanted.memberPrefix.length).split("/")[0];
      if (handle) found.add(handle.slice(0, 300));
    }
    return [...found].slice(0, 20);
  };
  const memberLinks = all(wanted.memberLinks);
  const plain = (text) => text.replace(/[\u2018\u2019]/g, "'").replace(/\s+/g, " ").toLowerCase();
  const words = plain(document.body ? document.body.innerText : "");
  return {
    url: location.href,
    status: performance.getEntriesByType("navigation")[0]?.responseStatus ?? 0,
    complete: document.readyState === "complete",
    switches: all(wanted.switches)
      .slice(0, 100)
      .map((element) => ({
        key: element.getAttribute(wanted.keyAttribute) ?? "",
        checked: typeof element.checked === "boolean" ? element.checked : null,
        aria_checked: element.getAttribute("aria-checked"),
      })),
    older_switches: all(wanted.olderSwitches).length,
    navigation_members: handles(memberLinks.filter((link) => link.closest(wanted.navigation))),
    members: handles(memberLinks),
    sign_in_form: anyVisible(wanted.passwordField),
    sign_in_problem: anyVisible(wanted.signInProblem),
    challenges: Object.keys(wanted.challenges).filter((kind) => anyVisible(wanted.challenges[kind])),
    restricted: wanted.restrictedWords.some((sentence) => words.includes(plain(sentence))),
    settings_paths: [
      ...new Set(addresses(all(wanted.settingsLinks)).map((address) => address.pathname)),
    ].slice(0, 200),
    names_row: wanted.rowWords.some((name) => words.includes(plain(name))),
  };
}
