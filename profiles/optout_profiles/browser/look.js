// Reads one document in a single turn, so that everything in the answer belongs together.
// `wanted` holds selectors and words of a service profile, `open` is the function of document.js;
// the shape of the answer is `Sighting` in sighting.py.
async (wanted, open) => {
  const navigated = (view) => view.performance.getEntriesByType("navigation")[0];
  const addresses = (links) =>
    links
      .map((link) => [link.getAttribute("href"), link.baseURI])
      .filter(([href, base]) => href !== null && URL.canParse(href, base))
      .map(([href, base]) => new URL(href, base));
  // An alias is whoever looks: a handle that stands beside it may be anybody else's.
  const handles = (links) => {
    const found = addresses(links)
      .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith(wanted.memberPrefix))
      .map(({ pathname }) => pathname.slice(wanted.memberPrefix.length).split("/")[0].slice(0, 300));
    const isAlias = (handle) => wanted.memberAliases.includes(handle.toLowerCase());
    return found.some(isAlias) ? [] : [...new Set(found)].slice(0, 20);
  };
  // Where somebody else's words stand.
  const POST =
    'article, [role="article"], aside, [role="complementary"], [role="log"], li, [role="listitem"]';
  const UNREAD = "script, style, template, noscript";
  // Also in what is folded away.
  const hasRowWords = (root, plain) => {
    const texts = [];
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      if (!walk.currentNode.parentElement?.closest(UNREAD)) texts.push(walk.currentNode.data);
    }
    const all = plain(texts.join(""));
    return wanted.rowWords.some((name) => all.includes(plain(name)));
  };
  const read = () => {
    const page = open(wanted);
    const { roots, everywhere, isVisible, isThere, plain, saysRow, headings } = page;
    const anyVisible = (css) => everywhere(css).some(isVisible);
    const documents = roots.filter((root) => root.nodeType === Node.DOCUMENT_NODE);
    // A frame that came with an error is no page to read a state from.
    const cameWell = ({ ownerDocument: { defaultView: view, location: place } }) =>
      view === window || !place.protocol.startsWith("http") || navigated(view)?.responseStatus === 200;
    const hasLabel = (element) => [...(element.labels ?? [])].some(isVisible);
    const STOPPED = '[aria-busy="true"], [aria-disabled="true"]';
    const overlap = (one, other) =>
      one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
    const boxes = (element) =>
      [element, ...(element.labels ?? [])].flatMap((one) => [...one.getClientRects()]);
    const ROW = 'label, li, tr, fieldset, [role="listitem"], [role="row"], [role="group"]';
    const rowsOf = (element) =>
      [element.closest(ROW), element.parentElement, element.parentElement?.parentElement].filter(
        (row) => row && !row.matches("html, body, main, form"),
      );
    // Where the input itself is not seen, what is drawn in its place must not be another switch.
    const isDrawnOver = (element) =>
      !isVisible(element) &&
      page.strangers.some(
        (one) =>
          one !== element &&
          (rowsOf(element).some((row) => row.contains(one)) ||
            boxes(element).some((box) => [...one.getClientRects()].some((other) => overlap(box, other)))),
      );
    const isReadable = (element) =>
      element.localName === "input" &&
      element.type === "checkbox" &&
      !element.indeterminate &&
      !element.matches(":disabled") &&
      !element.closest(STOPPED) &&
      cameWell(element) &&
      (isThere(element) || hasLabel(element)) &&
      !isDrawnOver(element);
    const olderState = (element) => {
      if (!isVisible(element) || !cameWell(element) || element.closest(STOPPED)) return null;
      const states = new Map([[plain(wanted.olderOn), true], [plain(wanted.olderOff), false]]);
      return states.get(plain(element.innerText)) ?? null;
    };
    const state = (element) => {
      if (page.isOlder(element)) return olderState(element);
      return isReadable(element) ? element.checked : null;
    };
    // Who is signed in is told by the page itself, and by a frame that holds a switch.
    const tellers = new Set([document, ...page.switches.map((element) => element.ownerDocument)]);
    const told = (css) => everywhere(css).filter((element) => tellers.has(element.ownerDocument));
    const memberLinks = told(wanted.memberLinks);
    // A frame's own page has no navigation as a rule: whoever it names counts like one in it.
    const isTold = (link) => link.ownerDocument !== document || link.closest(wanted.navigation);
    const words = page.isTooLarge
      ? ""
      : plain(documents.map((one) => one.body?.innerText ?? "").join(" "));
    // Somebody's post may tell of an account that is restricted; the page's own words tell of ours.
    const posts = everywhere(POST)
      .filter((post) => !post.parentElement?.closest(POST))
      .map((post) => plain(post.innerText ?? ""));
    const times = (sentence, text) => text.split(sentence).length - 1;
    const says = (sentence) =>
      times(sentence, words) > posts.reduce((sum, text) => sum + times(sentence, text), 0);
    const settingsPaths = new Set(
      addresses(everywhere(wanted.settingsLinks)).map((address) => address.pathname),
    );
    const isRowNamed = () => roots.some((root) => hasRowWords(root, plain));
    return {
      url: location.href,
      status: navigated(window)?.responseStatus ?? 0,
      complete: documents.every((one) => one.readyState === "complete"),
      loaded_url: navigated(window)?.name ?? "",
      too_large: page.isTooLarge,
      switches: page.switches.slice(0, 100).map((element) => ({
        key: element.getAttribute(wanted.keyAttribute) ?? "",
        checked: state(element),
        aria_checked: element.getAttribute("aria-checked") ?? element.getAttribute("aria-pressed"),
        is_named_alone: page.isNamedAlone(element),
      })),
      has_navigation: told(wanted.navigation).length > 0,
      navigation_members: handles(memberLinks.filter(isTold)),
      members: handles(memberLinks),
      sign_in_form: anyVisible(wanted.passwordField),
      chooser: anyVisible(wanted.chooser),
      problem: everywhere(wanted.problem)
        .filter(isVisible)
        .map((element) => element.innerText.trim())
        .join(" ")
        .slice(0, 500),
      began_at: performance.timeOrigin,
      challenges: Object.keys(wanted.challenges).filter((kind) => anyVisible(wanted.challenges[kind])),
      restricted: wanted.restrictedWords.some((sentence) => says(plain(sentence))),
      settings_paths: [...settingsPaths].slice(0, 1000),
      has_strangers: page.strangers.length > 0,
      names_row: settingsPaths.size > 0 && isRowNamed(),
      is_headed_so: headings.some((heading) => saysRow(heading.innerText)),
      asks: everywhere('dialog[open], [role="dialog"], [role="alertdialog"]').filter(isVisible).length,
    };
  };
  const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  if (wanted.afterDrawing) {
    const drawn = new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await Promise.race([drawn, sleep(100)]);
  }
  // What else a page tells may change for ever; the state, and whose it is, may not.
  const told = (seen) =>
    JSON.stringify({ ...seen, problem: "", asks: 0, chooser: false, members: seen.has_navigation ? [] : seen.members });
  const began = performance.now();
  const first = read();
  const asBefore = told(first);
  for (;;) {
    const left = wanted.steadyFor - (performance.now() - began);
    if (left <= 0 || first.too_large) return { ...first, is_steady: true };
    await sleep(Math.min(left, 50));
    const now = read();
    if (told(now) !== asBefore) return { ...now, is_steady: false };
  }
}
