"""The text of a file that is taken in.

Owns what kind of file, how large and in which encoding. Knows nothing of what stands in it.
"""

import os
import stat
from pathlib import Path

from optout_profiles.errors import ImportRefused, NotInEncoding

MOST_BYTES = 20_000_000
ENCODINGS = ("utf-8", "utf-16", "cp1252")
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""What a file begins with whose encoding is sure."""


def content_of(file: Path) -> bytes:
    """Return what is in a plain file, or in the one that a link leads to.

    Raises ``ImportRefused``, also for a pipe or a device, which is not even waited for, and
    ``OSError``.
    """
    _refuse_others(file.stat())
    # Something else may be there by now, and opening a pipe would wait for a writer.
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as opened:
        _refuse_others(os.fstat(opened.fileno()))
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ImportRefused(f"the file has more than {MOST_BYTES // 1_000_000} MB. Split it.")
    return content


def text_of(content: bytes, encoding: str | None = None) -> str:
    """Return a file's text: as its first bytes say, else as named, else in UTF-8.

    Raises ``NotInEncoding``.
    """
    named = next((name for mark, name in MARKS.items() if content.startswith(mark)), encoding)
    meant = named or "utf-8"
    try:
        return content.decode(meant)
    except UnicodeDecodeError:
        raise NotInEncoding(meant.removesuffix("-sig")) from None


def _refuse_others(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise ImportRefused("that is not a plain file but a folder, a pipe or a device.")
