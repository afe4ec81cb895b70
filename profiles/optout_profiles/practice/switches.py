"""The ways in which the practice site draws a setting's switch."""

from html import escape


def switch(
    key: str, words: str, *, is_on: bool, style: str = "plain", claims: str = "", nth: int = 1
) -> str:
    """Return a checkbox with the role of a switch, and its real label.

    ``claims`` goes to ``aria-checked``, which else is absent; ``nth`` keeps ids apart where one
    key comes twice.
    """
    number = "" if nth == 1 else f"-{nth}"
    claimed = f' aria-checked="{claims}"' if claims else ""
    return f"""<div class="setting {style}">
<input type="checkbox" role="switch" id="switch-{key}{number}" aria-labelledby="{key}"{claimed}\
{" checked" if is_on else ""}>
<label for="switch-{key}{number}"><span id="{key}{number}">{escape(words)}</span></label>
</div>"""


def older_switch(words: str, *, is_on: bool) -> str:
    """Return the older markup: no input, no key; it changes as a person clicks it."""
    return f"""<div class="setting older"><p>{escape(words)}</p>
<div data-control-name="toggle_button" role="button" tabindex="0">
<span class="artdeco-toggle__text">{"On" if is_on else "Off"}</span></div>
</div>"""


def drawn_late(html: str, milliseconds: int) -> str:
    """Return markup that the page's script puts in place so much later."""
    return f'<template data-draw-after="{milliseconds}">{html}</template>'
