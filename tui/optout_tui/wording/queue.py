"""What is said of queues: what they do, what is left of one, and what becomes of its accounts."""

from optout_profiles.runs.events import Kind
from optout_profiles.text import cleaned
from optout_tui.wording.words import NAME_LIMIT

DEEDS = {
    Kind.CHECK: "check",
    Kind.PREVIEW: "preview",
    Kind.OPT_OUT: "opt out",
    Kind.GUIDED: "guided",
    Kind.UNDO: "undo",
}


OFFERED_AGAIN = "The app offers to go on with it when it is opened."


def cut_short_words(kind: Kind, done: int, at_hand: str, left: int) -> str:
    """Return what is told of a queue that was cut short; nothing where it had done all."""
    if not (at_hand or left):
        return ""
    cut = f", 1 cut off ({cleaned(at_hand, NAME_LIMIT)}: not verified)" if at_hand else ""
    return f"The last queue ({DEEDS[kind]}) was cut short: {done:,} done{cut}, {left:,} left to do."
