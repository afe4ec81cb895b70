// What every question to a document shares: its roots, what is visible in them, its switches.
// `wanted` holds selectors and words of a service profile. Frames of the same origin and open
// shadow roots belong to the document; frames of others do not.
(wanted) => {
  const TOO_MANY_ELEMENTS = 100000;
  const TOO_MANY_SWITCHES = 100;
  const roots = [document];
  let elements = 0;
  const framed = (element) => {
    try {
      return element.contentDocument;
    } catch {
      return null; // another origin's: none of ours
    }
  };
  const isFrame = (element) => element.localName === "iframe" || element.localName === "frame";
  for (const root of roots) {
    const inside = root.querySelectorAll("*");
    elements += inside.length;
    if (elements > TOO_MANY_ELEMENTS) break;
    for (const element of inside) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (isFrame(element) && framed(element)) roots.push(framed(element));
    }
  }
  const isTooLarge = elements > TOO_MANY_ELEMENTS;
  const everywhere = (css) =>
    css && !isTooLarge ? roots.flatMap((root) => [...root.querySelectorAll(css)]) : [];
  const hasBox = (element) =>
    [...element.getClientRects()].some((box) => box.width > 1 && box.height > 1);
  const frameOf = (element) => element.ownerDocument.defaultView?.frameElement ?? null;
  const shown = (element, asked) =>
    element.checkVisibility(asked) &&
    hasBox(element) &&
    (element.ownerDocument === document || (frameOf(element) && shown(frameOf(element), asked)));
  const isVisible = (element) =>
    shown(element, { visibilityProperty: true, opacityProperty: true });
  // Many a styled switch is a transparent input over its picture.
  const isThere = (element) => shown(element, { visibilityProperty: true });
  // Soft hyphens, and marks of no width, are not to be seen.
  const plain = (text) =>
    text
      .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
      .replace(/[\u2018\u2019]/g, "'")
      .replace(/\s+/g, " ")
      .trim()
      .toLowerCase();
  const keyOf = (element) => element.getAttribute(wanted.keyAttribute) ?? "";
  const isKeyed = (element) => keyOf(element) === wanted.key;
  const keyed = `[${wanted.keyAttribute}="${wanted.key}"]`;
  const modern = everywhere(`${wanted.switches}, input${keyed}, [role="switch"]${keyed}`);
  const older = everywhere(wanted.olderSwitches).filter(
    (box) => !modern.some((element) => box.contains(element)),
  );
  const switches = [...modern, ...older];
  // Whatever has a state that a person could change, but for what frames the page.
  const CONTROLS =
    'input[type="checkbox"], input[type="radio"], select, [role="switch"], [role="checkbox"],' +
    '[role="radio"], [role="menuitemcheckbox"], [aria-pressed], [aria-checked]';
  const framing = `${wanted.navigation}, footer, [role="contentinfo"]`;
  const BESIDE = 'aside, [role="complementary"]';
  const controls = everywhere(CONTROLS).filter((one) => isThere(one) && !one.closest(framing));
  const known = [wanted.key, ...wanted.related];
  const main = controls.filter((one) => !one.closest(BESIDE));
  const rowWords = wanted.rowWords.map(plain);
  const saysRow = (text) => rowWords.includes(plain(text ?? ""));
  const headings = everywhere('h1, h2, h3, h4, h5, h6, [role="heading"]').filter(isVisible);
  // The heading that an element stands under: the last one before it, or before what holds its
  // root.
  const headingOf = (element) => {
    const root = element.getRootNode();
    const before = headings.filter(
      (one) =>
        one.getRootNode() === root &&
        one.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const holder = root.host ?? frameOf(element);
    return before.pop() ?? (holder ? headingOf(holder) : null);
  };
  const namesOf = (element) => [
    element.getAttribute("aria-label"),
    ...[...(element.labels ?? [])].map((label) => label.innerText),
  ];
  const isNamedSo = (element) =>
    saysRow(headingOf(element)?.innerText) || namesOf(element).some(saysRow);
  // A frame of another origin shows what nobody here can read.
  const hasForeignFrame = () =>
    everywhere("iframe, frame").some((element) => !framed(element) && isVisible(element));
  const isLone = (element) =>
    controls.every((one) => one === element) &&
    !element.closest(`${framing}, ${BESIDE}`) &&
    !hasForeignFrame();
  return {
    roots,
    everywhere,
    isVisible,
    isThere,
    plain,
    switches,
    isTooLarge: isTooLarge || switches.length > TOO_MANY_SWITCHES,
    controls,
    strangers: main.filter((one) => !known.includes(keyOf(one))),
    isKeyed,
    saysRow,
    headings,
    isOlder: (element) => older.includes(element),
    // Without a key a switch may be ours only if nothing else can be changed here, and if its own
    // name or heading says so.
    isNamedAlone: (element) => isLone(element) && isNamedSo(element),
    // The one element that may be ours: the only one with our key, else the only one without any.
    ours: () => {
      const candidates = switches.some(isKeyed) ? switches.filter(isKeyed) : switches;
      const [one] = candidates;
      const isKeyless = one && !keyOf(one);
      return candidates.length === 1 && (isKeyed(one) || isKeyless) ? one : null;
    },
  };
}
