"""Whether a browser's window has somewhere to show itself; quick to import."""

import os
import sys


def has_display() -> bool:
    """Say whether a visible browser would have somewhere to show itself."""
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform == "darwin" or bool(named)
