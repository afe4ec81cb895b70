"""What undo says of runs and accounts that it leaves as they are."""

from collections.abc import Iterable, Mapping, Sequence

from optout_tui.wording.words import names_of

NOT_BOTH = "Name runs, or a --group, or --all: not both."


def nothing_switched_off(label: str) -> str:
    """Return that an account has nothing to put back."""
    return f"{label}: no run of this list has switched it off."


def left_off(label: str, settings: Iterable[str]) -> str:
    """Return which settings of an account stay off."""
    return f"{label}: switched off too, and left: {', '.join(settings)}."


def left_alone(label: str, why: str) -> str:
    """Return why a setting stays as it is."""
    return f"{label}: {why}"


def other_setting(run_id: str) -> str:
    """Return that a run was on a setting that nobody named."""
    return f"run {run_id} was on another setting than the named ones."


def not_switched_off(run_id: str) -> str:
    """Return that a run changed nothing."""
    return f"run {run_id} has not switched it off."


def other_member(run_id: str) -> str:
    """Return that an account is somebody else's since a run."""
    return f"run {run_id} was on another member's account."


def on_since(run_id: str, newer: str | None) -> str:
    """Return that a setting was seen on since a run; a ``newer`` one may have switched it off."""
    if newer:
        return f"it was on again after run {run_id}, and run {newer} has switched it off since."
    return f"it was on again after run {run_id}."


def account_gone(run_id: str) -> str:
    """Return that a run's account is no more."""
    return f"The account of run {run_id} is no longer in the list."


def runs_or_accounts(no_runs: Sequence[str]) -> str:
    """Return that runs and accounts were named together."""
    return f"Name runs or accounts, not both. No run is: {names_of(no_runs)}."


def no_run_either(problem: object) -> str:
    """Return that there is neither an account nor a run of a name."""
    return f"{problem} No run has that id either."


def differing(labels: Mapping[str, Sequence[str]]) -> str:
    """Return what to do where accounts have different settings to be put back."""
    told = "; ".join(f"{name} for {names_of(whose, 4)}" for name, whose in labels.items())
    return f"Not the same is to be put back everywhere. Undo one --setting at a time: {told}."
