"""Labels that try to rule a terminal or a screen, and what tells that one of them does."""

import re

LABELS = (
    "[/]",
    "[@click=app.exit()]press me[/]",
    "[bold red]x",
    "\\[/] [[ [] ]",
    "\x1b]0;owned\x07title",
    "\x1b]52;c;b3duZWQ=\x07clipboard",
    "\x1b]8;;http://evil.test\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[5;31mgone",
    "\x1b[?1049l\x1bcreset",
    "\x1b[6nasks",
    "\x1bP+q544e\x1b\\device",
    "\x9b2J\x9d0;owned\x9cC1",
    "next\x85line\x90\x84",
    "abc\u202edcba\u202c",
    "a\u2066b\u2067c\u2069d\u200e\u200f",
    "\u200bzero\u2060\ufeffwidth\u00ad",
    "Z\u0351\u0352\u0353alg\u0314\u0315o",
    "👩\u200d👩\u200d👧 family",
    "🇩🇪 flag 👍🏽",
    "nul\0del\x7fbell\x07back\x08\x08",
    "line\nbreak\ttab\rreturn\x0b\x0c",
    "shift\x0e\x0fin",
    "漢字かな ﷽",
    "\ue000private\U000f0000",
    "=1+1",
    "${HOME} %s {0}",
    "W" * 10_000,
)
"""Such as can be stored; of lone surrogates no record can be made."""

SENT_BY_TEXTUAL = re.compile(
    "\x1b\\[[\\d;:]*[mHABCDJK]|\x1b\\[[?<>=][\\d;$]*[a-zA-Z]{1,2}|\x1b\\]22;[a-z]+\x07|\x1b[78]|\x1b\\[t"
)
"""Colours, places, modes, and the shape of the pointer."""

OURS = re.compile("\x1b\\[5;31m|\x1b\\[2J|\x1b\\[6n|\x1b\\[\\?1049l(?=\x1bc)")
"""What the labels say in the same language, and Textual doesn't."""

CODES = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]"
)


def codes_in(raw: bytes) -> set[str]:
    """Return what a terminal was told beside what Textual tells it."""
    text = raw.decode(errors="replace")
    return {*OURS.findall(text), *CODES.findall(SENT_BY_TEXTUAL.sub("", text))}
