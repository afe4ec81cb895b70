"""What is said of a bug: one line, and nothing of what was in memory."""

import traceback
from pathlib import Path

BUG = "This is a bug."


def bug_line(error: BaseException) -> str:
    """Return one line on a bug: its kind and place, and nothing of what it was about."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return (
        f"This is a bug ({type(error).__name__} at {place}). What was saved is safe. "
        "Please report this line; it holds nothing of yours."
    )
