"""What the app says beside its screens: to whoever looks elsewhere, and where there is no room."""

NEEDED = "A person is needed."
ENDED = "The queue has ended."


def notify_failed(problem: str) -> str:
    """Return that the config's command could not call anybody."""
    return f"The config's notify command failed: {problem}."


def took_too_long(program: str, seconds: float) -> str:
    """Return that a command was ended."""
    return f"{program} took longer than {seconds:g} seconds"


def ended_with(program: str, code: int) -> str:
    """Return that a command failed."""
    return f"{program} ended with {code}"


def too_small(width: int, height: int) -> str:
    """Return how much room is needed, and the way out."""
    return f"Too small: {width} by {height} is needed, or --plain. ctrl+q quits."


def last_words(line: str) -> str:
    """Return what stands in the terminal after a bug has ended the app."""
    return f"optout-tui: {line}"
