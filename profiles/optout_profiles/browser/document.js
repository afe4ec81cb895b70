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
  const plain = (text) =>
    text.replace(/[\u2018\u2019]/g, "'").replace(/\s+/g, " ").trim().toLowerCase();
  const isKeyed = (element) => element.getAttribute(wanted.keyAttribute) === wanted.key;
  const keyed = `[${wanted.keyAttribute}="${wanted.key}"]`;
  const modern = everywhere(`${wanted.switches}, input${keyed}, [role="switch"]${keyed}`);
  const older = everywhere(wanted.olderSwitches).filter(
    (box) => !modern.some((element) => box.contains(element)),
  );
  const switches = [...modern, ...older];
  return {
    roots,
    everywhere,
    isVisible,
    isThere,
    plain,
    switches,
    isTooLarge: isTooLarge || switches.length > TOO_MANY_SWITCHES,
    isOlder: (element) => older.includes(element),
    // The one element that may be ours: the only one with our key, else the only one without any.
    ours: () => {
      const candidates = switches.some(isKeyed) ? switches.filter(isKeyed) : switches;
      const [one] = candidates;
      const isKeyless = one && !one.getAttribute(wanted.keyAttribute);
      return candidates.length === 1 && (isKeyed(one) || isKeyless) ? one : null;
    },
  };
}
