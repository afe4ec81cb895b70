"""Cells of a CSV that no spreadsheet obeys.

Owns the sign that keeps a text a text there, and how it is taken off again.
"""

import re

_FORMULA = "(?='*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20])"
"""Where a spreadsheet would begin to calculate, quote marks or not; some take the full-width signs
for the plain ones (OWASP, "CSV Injection")."""

BARE = re.compile(f"(^|[;\t] *){_FORMULA}")
GUARDED = re.compile(f"(^|[;\t] *)'{_FORMULA}")
"""Some cut at semicolons and tabs."""


def guarded(text: str) -> str:
    """Return the text with a quote mark more wherever a formula could begin."""
    return BARE.sub(r"\1'", text)


def unguarded(text: str) -> str:
    """Return the text that ``guarded`` was given."""
    return GUARDED.sub(r"\1", text)
