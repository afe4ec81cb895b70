"""The ways in which the practice site draws a setting's switch.

What a switch does when it is clicked is in ``static/site.js``, asked for by ``data-…`` marks.
"""

from html import escape


def switch(
    key: str,
    words: str,
    *,
    is_on: bool,
    style: str = "plain",
    saves: str = "",
    marks: str = "",
    nth: int = 1,
) -> str:
    """Return a checkbox with the role of a switch, and its real label.

    ``saves`` is the manner of saving, ``marks`` are more attributes of the input; ``nth`` keeps
    ids apart where one key comes twice.
    """
    number = "" if nth == 1 else f"-{nth}"
    return f"""<div class="setting {style}"{f' data-saves="{saves}"' if saves else ""}>
<input type="checkbox" role="switch" id="switch-{key}{number}" aria-labelledby="{key}"{marks}\
{" checked" if is_on else ""}>
<label for="switch-{key}{number}"><span id="{key}{number}">{escape(words)}</span></label>
</div>"""


def keyless_switch(words: str, *, is_on: bool) -> str:
    """Return a checkbox with the role of a switch, without a key."""
    return f"""<div class="setting plain">
<input type="checkbox" role="switch" id="the-switch"{" checked" if is_on else ""}>
<label for="the-switch">{escape(words)}</label>
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
