"""The text of a file that is taken in.

Owns what kind of file, how large and in which encoding. Knows nothing of what stands in it.
"""

import os
import shlex
import stat
from pathlib import Path

from optout_profiles.errors import ImportRefused, NotInEncoding
from optout_profiles.vault.first_page import is_ours

MOST_BYTES = 20_000_000
ENCODINGS = ("utf-8", "utf-16", "cp1252")
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""What a file begins with whose encoding is sure."""
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""What .xlsx, .ods and .numbers begin with, as all that is zipped, and the older .xls."""


def content_of(file: Path) -> bytes:
    """Return what is in a plain file, or in the one that a link leads to.

    Raises ``ImportRefused``, also for a workbook or a vault, and for a pipe or a device, which is
    not even waited for, and ``OSError``.
    """
    _refuse_others(file.stat())
    # Something else may be there by now, and opening a pipe would wait for a writer.
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as opened:
        _refuse_others(os.fstat(opened.fileno()))
        content = opened.read(MOST_BYTES + 1)
    if is_ours(content):
        raise ImportRefused(
            "it is a list of optout-tui's own, or a backup of one. "
            f"`optout-tui restore {shlex.quote(str(file))}` puts it back."
        )
    if len(content) > MOST_BYTES:
        raise ImportRefused(f"the file has more than {MOST_BYTES // 1_000_000} MB. Split it.")
    if content.startswith(WORKBOOKS):
        raise ImportRefused("it is a spreadsheet's own file. Save it there as CSV, in UTF-8.")
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
