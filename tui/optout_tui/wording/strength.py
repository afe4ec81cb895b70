"""What is said of how good a new passphrase is."""

TOO_FEW_SIGNS = "too few different characters"
REPEATED = "the same piece again and again"
IN_A_ROW = "characters that stand in a row"
TRIED_FIRST = "everybody tries that first"

FAIR = "fair: longer is better"
GOOD = "good, if nobody who knows you would think of it"
VERY_GOOD = "very good, if nobody who knows you would think of it"


def too_short(missing: int) -> str:
    """Return how many characters a passphrase lacks."""
    return f"too short: {missing} more"


def how_random(bits: int) -> str:
    """Return how good a secret is that was made up by chance."""
    return f"hard to guess for any computer: {bits} random bits"


def weak(weakness: str) -> str:
    """Return that a passphrase is no good, and why."""
    return f"weak: {weakness}"
