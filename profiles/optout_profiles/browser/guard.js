// Lets a click come to the setting's switch, or to a label of it, only while it is what it was:
// asked at the very moment at which each event comes, as a page may use an element for another
// setting meanwhile. Wherever else a click of ours would come to, it is stopped too. `open` is the
// function of document.js; false without one switch.
(wanted, open) => {
  const EVENTS = ["pointerdown", "mousedown", "touchstart", "pointerup", "mouseup", "touchend", "click"];
  const page = open(wanted);
  const element = page.ours();
  if (!element) return false;
  const signOf = (now) => (now.isKeyed(element) ? "key" : now.isNamedAlone(element) && "name");
  const sign = signOf(page);
  const counts = { reached: 0, stopped: 0 };
  const isStill = () => {
    const now = open(wanted);
    return now.ours() === element && signOf(now) === sign;
  };
  const guard = (event) => {
    const path = event.composedPath();
    const leadsHere = [element, ...(element.labels ?? [])].some((one) => path.includes(one));
    if (leadsHere ? isStill() : !event.isTrusted) return;
    counts.stopped += 1;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const { defaultView } of page.roots) {
    for (const kind of defaultView ? EVENTS : []) {
      defaultView.addEventListener(kind, guard, { capture: true, passive: false });
    }
  }
  element.addEventListener("click", () => { counts.reached += 1; }, { capture: true });
  globalThis.clickCounts = counts;
  return true;
}
