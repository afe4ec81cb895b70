"""Where things are kept on this machine.

Owns the three folders of the program and their twins in the environment. Makes none of them by
itself, and knows nothing of what is put into them.
"""

import os
from pathlib import Path

import platformdirs

from optout_profiles.errors import UsageError
from optout_profiles.text import cleaned

PROGRAM = "optout-tui"


def data_folder() -> Path:
    """Return where vaults are kept: ``OPTOUT_TUI_DATA``, else the system's place for data."""
    return _folder("OPTOUT_TUI_DATA", platformdirs.user_data_path(PROGRAM, appauthor=False))


def state_folder() -> Path:
    """Return where what can be lost is kept: ``OPTOUT_TUI_STATE``, else the system's place."""
    return _folder("OPTOUT_TUI_STATE", platformdirs.user_state_path(PROGRAM, appauthor=False))


def config_folder() -> Path:
    """Return where choices are kept: ``OPTOUT_TUI_CONFIG``, else the system's place for them."""
    return _folder("OPTOUT_TUI_CONFIG", platformdirs.user_config_path(PROGRAM, appauthor=False))


def default_vault() -> Path:
    """Return the vault that is meant where none is named."""
    return data_folder() / "accounts.vault"


def path_named(words: str | Path) -> Path:
    """Return the absolute path that a person means, ``~`` resolved; raises ``UsageError``."""
    path = Path(words)
    try:
        if b"\0" not in os.fsencode(path):
            return path.expanduser().absolute()
    except (RuntimeError, UnicodeEncodeError):  # the home of nobody; a sign that no name here has
        pass
    raise UsageError(f"“{cleaned(str(words))}” names no place on this machine.")


def private_folder(path: Path) -> Path:
    """Make the folder and those above it, close it to everybody else, and return it."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def _folder(variable: str, usual: Path) -> Path:
    named = os.environ.get(variable)
    return path_named(named) if named else usual
