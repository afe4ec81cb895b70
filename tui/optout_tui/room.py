"""What stands on a screen that is too small for the app: a sentence instead of parts of it.

Owns how much room is enough.
"""

from textwrap import wrap

from rich.segment import Segment
from textual._compositor import LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip

from optout_tui.wording import app as said

ENOUGH = Size(40, 10)


def is_cramped(size: Size) -> bool:
    """Say whether a screen has too little room."""
    return size.width < ENOUGH.width or size.height < ENOUGH.height


def notice(size: Size) -> LayoutUpdate:
    """Return a whole screen of this size that says so."""
    sentence = said.too_small(ENOUGH.width, ENOUGH.height)
    lines = wrap(sentence, max(1, size.width))[: size.height]
    lines += [""] * (size.height - len(lines))
    strips = [Strip([Segment(line)]).adjust_cell_length(size.width) for line in lines]
    return LayoutUpdate([[strip] for strip in strips], Region(0, 0, *size))
