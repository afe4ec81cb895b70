"""What a person has set for good, and where it stands: ``config.toml`` in the config folder.

Owns the settings and what holds without them. How the file is read, and what is wrong with it, is
``config_reading``'s, which only those wait for who have one. Knows nothing of Textual.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from optout_profiles.errors import UsageError
from optout_profiles.folders import config_folder
from optout_tui.wording import config as said

THEMES = ("dark", "light", "contrast", "ansi")
"""``ansi`` is the terminal's own colours."""


@dataclass(frozen=True, slots=True)
class Config:
    """What was set; what was not is as it is here.

    ``pause`` is in seconds, ``lock_after`` in minutes, 0 for never. ``motion`` off is nothing that
    moves by itself. ``notify`` is a command that is called when a person is needed or a queue
    ends, word by word, without a shell. ``filters`` are texts by name, ``keys`` keys by the id of
    what they do.
    """

    pause: float | None = None
    at_most: int | None = None
    theme: str = THEMES[0]
    mouse: bool = True
    motion: bool = True
    lock_after: float = 10.0
    bell: bool = False
    notify: tuple[str, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)


class ConfigRefused(UsageError):
    """The config isn't right; ``line`` counts from 1, 0 where it is about the whole file."""

    def __init__(self, file: Path, line: int, problem: str) -> None:
        self.file, self.line, self.problem = file, line, problem
        super().__init__(said.not_right(file, line, problem))


def config_file() -> Path:
    """Return where the config is looked for."""
    return config_folder() / "config.toml"


def load_config(file: Path) -> Config:
    """Return what the file sets, nothing where there is none; raises ``ConfigRefused``."""
    if not (file.exists() or file.is_symlink()):
        return Config()
    from optout_tui.config_reading import read_config  # noqa: PLC0415 (most have no config)

    return read_config(file)
