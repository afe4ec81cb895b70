// Reads what a page is made of, in a single turn and within bounds: landmarks, headings, controls
// and frames, in the document's order. Never what was typed, never a picture's words. `wanted`
// holds bounds and selectors; the shape of the answer is `PartSeen` in outline.py, which cleans it.
(wanted) => {
  const LISTED =
    "main, nav, header, footer, form, dialog, fieldset, iframe, frame, h1, h2, h3, h4, h5, h6, " +
    "a[href], button, input, select, textarea, label, legend, summary, [role], [data-control-name]";
  const NAMED =
    "h1, h2, h3, h4, h5, h6, a, button, label, legend, summary, [role='heading'], [role='button'], " +
    "[role='link'], [role='switch'], [role='checkbox'], [role='radio'], [role='tab'], " +
    "[role='menuitem'], [role='alert'], [role='status'], [data-control-name]";
  const ABOUT_ONE_THING =
    "li, article, tr, td, p, figure, dd, dt, aside, [role='listitem'], [role='article'], [role='row']";
  const began = performance.now();
  const parts = [];
  let visited = 0;
  const isOver = () =>
    parts.length >= wanted.most ||
    visited >= wanted.elements ||
    performance.now() - began > wanted.milliseconds;
  const cut = (text) => String(text ?? "").slice(0, wanted.signs);
  const text = (element) => {
    const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let said = "";
    for (let turn = 0; turn < 50 && said.length < wanted.signs; turn += 1) {
      const node = walker.nextNode();
      if (!node) break;
      if (!node.parentElement.closest("script, style, template, textarea, select")) {
        said += ` ${node.data.slice(0, wanted.signs)}`;
      }
    }
    return said.replace(/\s+/g, " ").trim();
  };
  // Names of people stand in links to them, and beside those in whatever is about one thing.
  const isAboutSomebody = (element) => {
    const about = element.closest(ABOUT_ONE_THING) ?? element;
    return Boolean(
      element.closest(wanted.memberLinks) ||
        about.querySelector(wanted.memberLinks) ||
        element.querySelector(wanted.memberLinks),
    );
  };
  const address = (element) => {
    const written = element.getAttribute("href") ?? element.getAttribute("src") ?? "";
    return written && URL.canParse(written, element.baseURI)
      ? new URL(written, element.baseURI).href.slice(0, 2000)
      : "";
  };
  const states = (element) =>
    ["aria-checked", "aria-expanded", "aria-busy", "aria-hidden", "aria-disabled"]
      .filter((name) => element.hasAttribute(name))
      .map((name) => `${name}=${cut(element.getAttribute(name))}`)
      .concat(element.checked === true ? ["checked"] : [])
      .concat(element.disabled === true ? ["disabled"] : [])
      .concat(element.checkVisibility?.({ visibilityProperty: true }) === false ? ["unseen"] : []);
  const part = (element, depth) => ({
    depth,
    tag: cut(element.localName),
    role: cut(element.getAttribute("role")),
    kind: element.localName === "input" ? cut(element.getAttribute("type")) : "",
    key: cut(element.getAttribute(wanted.keyAttribute)),
    id: cut(element.getAttribute("id")),
    control: cut(element.getAttribute("data-control-name")),
    states: states(element),
    address: element.localName === "a" || isFrame(element) ? address(element) : "",
    is_member: element.matches(wanted.memberLinks),
    text:
      element.matches(NAMED) && !isAboutSomebody(element)
        ? cut(element.getAttribute("aria-label") || text(element))
        : "",
  });
  // Whoever is linked to may be named elsewhere too.
  const namesIn = (link) =>
    [link, ...link.querySelectorAll("img[alt], [aria-label]")].flatMap((one) => [
      one.getAttribute("aria-label"),
      one.getAttribute("alt"),
    ]);
  const names = () =>
    [...document.querySelectorAll(wanted.memberLinks)]
      .slice(0, 200)
      .flatMap((link) => [text(link), ...namesIn(link)])
      .filter(Boolean)
      .map(cut);
  const isFrame = (element) => element.localName === "iframe" || element.localName === "frame";
  const framed = (element) => {
    try {
      return element.contentDocument;
    } catch {
      return null; // another origin's
    }
  };
  const descend = (root, depth, nesting) => {
    for (const element of root.children ?? []) {
      if (isOver() || nesting > wanted.nesting) return;
      visited += 1;
      const isListed = element.matches(LISTED);
      if (isListed) parts.push(part(element, depth));
      const inside = [element.shadowRoot, isFrame(element) ? framed(element) : null, element];
      for (const one of inside) if (one) descend(one, depth + (isListed ? 1 : 0), nesting + 1);
    }
  };
  descend(document, 0, 0);
  return { url: location.href, is_whole: !isOver(), parts, names: names() };
}
