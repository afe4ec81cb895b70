"""What is told of an import, in the app and on the command line."""

from collections.abc import Iterator

from optout_profiles.listing.entries import Brought, Source
from optout_profiles.listing.importing import Plan, Rejected, Twin
from optout_profiles.text import cleaned
from optout_tui.wording import NAME_LIMIT, counted, names_of

NUMBERED = {Source.CSV: "row", Source.PASSWORDS: "row", Source.TOML: "account"}


def place_words(brought: Brought, number: int) -> str:
    """Return where in the file an entry stands, as the file's own program numbers it."""
    return f"{_noun(brought)} {number:,}"


def twin_words(brought: Brought, twin: Twin) -> str:
    """Return why an entry is taken for one that is there."""
    other = twin.other
    at = cleaned(other.label, NAME_LIMIT) + (
        f" in {place_words(brought, twin.row)}" if twin.row else f" ({other.id}) in the list"
    )
    return f"there already: the same {twin.like} as {at}"


def rejection_words(rejected: Rejected) -> str:
    """Return why an entry can't be taken."""
    return f"rejected: {rejected.reason[:1].lower()}{rejected.reason[1:]}"


def sum_words(brought: Brought, plan: Plan) -> str:
    """Return what becomes of all entries: so many came, and so many of each kind."""
    parts = (
        f"{len(plan.new):,} new",
        f"{len(plan.twins):,} there already",
        f"{len(plan.rejected):,} rejected",
    )
    came = counted(len(brought.entries) + brought.elsewhere, _noun(brought))
    more = f", {brought.elsewhere:,} of other services" if brought.elsewhere else ""
    return f"{came} in {brought.source}: {', '.join(parts)}{more}."


def left_out_words(brought: Brought) -> Iterator[str]:
    """Yield what of the file nobody reads."""
    if brought.source is Source.BITWARDEN:
        yield "Passwords and codes in it were left out."
    elif brought.secrets:
        were = "was" if brought.secrets == 1 else "were"
        yield f"{counted(brought.secrets, 'column')} with secrets {were} left out."
    if brought.unused:
        yield f"Not used: {names_of(brought.unused)}."


def _noun(brought: Brought) -> str:
    return NUMBERED.get(brought.source, "item")
