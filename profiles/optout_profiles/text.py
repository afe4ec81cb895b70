"""Text from outside, made harmless.

Owns what may be shown of a label, a page's words, a file's name or an error's text, and what
counts as the same letter.
Knows nothing of markup: the face draws cleaned text as plain text.
"""

import unicodedata

LABEL_LIMIT = 200
"""The longest label kept, in code points: enough for any name, short enough for any screen."""

_REPLACED = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_KEPT = frozenset("\u200c\u200d")
"""Joiners that Persian, Indic scripts and emoji need, and that move nothing on the screen."""


def cleaned(text: str, limit: int = LABEL_LIMIT) -> str:
    """Return the text as one line of at most ``limit`` code points that no terminal obeys.

    Control, format (bidirectional ones too), private, unassigned and surrogate code points
    become U+FFFD, line breaks and tabs a space; the result is in NFC. What is cut ends in ``…``.
    """
    line = " ".join(text[: limit * 4 + 4].split())
    safe = harmless(unicodedata.normalize("NFC", line))
    return safe if len(safe) <= limit else safe[: limit - 1] + "…"


def harmless(line: str) -> str:
    """Return the line with U+FFFD for each code point that ``cleaned`` replaces, all else kept."""
    return line if line.isprintable() else "".join(map(_harmless, line))


def _harmless(sign: str) -> str:
    if sign in _KEPT or unicodedata.category(sign) not in _REPLACED:
        return sign
    return "\ufffd"


ACCENTS = dict.fromkeys(range(0x300, 0x370))
"""Unicode's "Combining Diacritical Marks"; the vowel signs of other scripts are no accents."""


def folded(text: str) -> str:
    """Return the text with letters in lower case and without accents: "José" is "jose"."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize("NFC", apart.translate(ACCENTS))
