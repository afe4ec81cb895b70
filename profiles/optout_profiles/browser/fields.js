// Finds the visible fields of a sign-in, each the only one of its kind, and the button that sends
// them. `wanted` holds selectors and words of a service profile. The answer is the fields in the
// order asked for, then the button; nothing at all where it is not clear what would be sent whither.
(wanted) => {
  const isVisible = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    [...element.getClientRects()].some(
      (box) => box.width > 1 && box.height > 1 && box.right > 0 && box.bottom + scrollY > 0,
    );
  const visible = (css, root) => [...root.querySelectorAll(css)].filter(isVisible);
  const words = (element) => element.innerText.replace(/\s+/g, " ").trim().toLowerCase();
  const isOthers = (button) =>
    wanted.otherProviders.some((name) => words(button).includes(name.toLowerCase()));
  const isNamed = (button) => wanted.submitWords.some((name) => words(button) === name.toLowerCase());
  if (location.origin !== wanted.origin) return [];
  const found = wanted.fields.map((css) => visible(css, document));
  if (found.some((ones) => ones.length !== 1)) return [];
  const fields = found.flat();
  const form = fields.at(-1).form;
  if (form) {
    // Read as attributes: a field named "action" would hide the form's own property.
    const leadsHere = (address) => new URL(address ?? "", location.href).origin === location.origin;
    const isPost = (method) => (method ?? "").toLowerCase() === "post";
    const button = visible(wanted.submit, form).find((one) => !isOthers(one));
    const isOurs =
      button &&
      isPost(form.getAttribute("method")) &&
      isPost(button.getAttribute("formmethod") ?? "post") &&
      fields.every((one) => one.form === form) &&
      leadsHere(form.getAttribute("action")) &&
      leadsHere(button.getAttribute("formaction"));
    return isOurs ? [...fields, button] : [];
  }
  let box = fields[0].parentElement;
  while (box && !fields.every((one) => box.contains(one))) box = box.parentElement;
  let last = null;
  for (; box; box = box.parentElement) {
    const buttons = visible("button", box).filter((one) => !isOthers(one));
    const named = buttons.filter(isNamed);
    if (named.length) return [...fields, named.at(-1)];
    last ??= buttons.at(-1) ?? null;
  }
  return last ? [...fields, last] : [];
}
