"""The config's file, read strictly.

Owns which keys it may have and what each takes. What is wrong is a ``ConfigRefused`` that names
the line.
"""

import os
import re
import stat
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optout_profiles.errors import FilterRefused
from optout_profiles.text import cleaned
from optout_tui.cli.pacing import LONGEST_PAUSE
from optout_tui.config import THEMES, Config, ConfigRefused
from optout_tui.config_filters import checked
from optout_tui.wording import config as said

MOST_BYTES = 16 * 1024
MINUTES_OF_A_DAY = 1440
LINE_IN_ERROR = re.compile(r" \(at line (\d+), column (\d+)\)$")
FILTER_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")
WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what it takes, in words and as a test."""

    takes: str
    fits: Callable[[Any], bool]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_word(value: object) -> bool:
    return isinstance(value, str) and "\0" not in value


SWITCH = Key(said.YES_OR_NO, lambda value: isinstance(value, bool))
TABLE = Key(said.TABLE, lambda value: isinstance(value, dict))
KEYS = {
    "pause": Key(
        said.seconds(LONGEST_PAUSE),
        lambda value: _is_number(value) and 0 <= value <= LONGEST_PAUSE,
    ),
    "at_most": Key(said.WHOLE_NUMBER, lambda value: _is_whole(value) and value >= 1),
    "theme": Key(said.one_of(THEMES), lambda value: value in THEMES),
    "mouse": SWITCH,
    "motion": SWITCH,
    "lock_after": Key(
        said.MINUTES,
        lambda value: _is_number(value) and 0 <= value <= MINUTES_OF_A_DAY,
    ),
    "bell": SWITCH,
    "notify": Key(
        said.COMMAND,
        lambda value: isinstance(value, list) and all(map(_is_word, value)) and any(value[:1]),
    ),
    "filters": TABLE,
    "keys": TABLE,
}


def read_config(file: Path) -> Config:
    """Return what the file sets; raises ``ConfigRefused``."""
    text = _text_of(file)
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, problem = _place_in(error, text)
        raise ConfigRefused(file, line, said.no_toml(problem)) from None
    except RecursionError:
        raise ConfigRefused(file, 0, said.TOO_DEEP) from None
    if found := _problem_in(read):
        path, problem = found
        raise ConfigRefused(file, line_of(text, path), problem)
    return Config(**{**read, "notify": tuple(read.get("notify", ()))})


def refusal(file: Path, path: tuple[str, ...], problem: str) -> ConfigRefused:
    """Return what is to be raised of something that only its user finds wrong, with its line."""
    return ConfigRefused(file, line_of(_text_of(file), path), problem)


def line_of(text: str, path: tuple[str, ...]) -> int:
    """Return the line on which what stands at a path begins, in a text that is TOML.

    It stands in the first lines that are TOML by themselves and have it, after those that have not.
    """
    lines, before = text.split("\n"), 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            before += before == number - 1  # else it is within something
            continue
        try:
            read = tomllib.loads("\n".join(lines[:number]))
        except tomllib.TOMLDecodeError:
            continue  # in the middle of something that goes on in the next line
        if _has(read, path):
            return before + 1
        before = number
    return before


def distrust(found: os.stat_result, file: Path) -> str:
    """Return why a file may not be believed, nothing where it may."""
    if not stat.S_ISREG(found.st_mode):
        return said.NO_PLAIN_FILE
    if found.st_uid not in {0, os.geteuid()}:
        return said.SOMEBODY_ELSES
    if found.st_mode & WRITABLE_BY_OTHERS:
        return said.others_may_write(file)
    return ""


def _text_of(file: Path) -> str:
    """Return what is in a plain file, or the one that a link leads to, that only its owner writes.

    It may name a command that is run, so nobody else may have written it.
    """
    try:
        # Opening a pipe would wait for somebody to write into it.
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as opened:
            if problem := distrust(os.fstat(opened.fileno()), file):
                raise ConfigRefused(file, 0, problem)
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise ConfigRefused(file, 0, said.unread(error.strerror)) from None
    if len(content) > MOST_BYTES:
        raise ConfigRefused(file, 0, said.TOO_LARGE)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigRefused(file, line, said.NO_UTF8) from None


def _place_in(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, str]:
    if found := LINE_IN_ERROR.search(str(error)):
        return int(found[1]), cleaned(str(error)[: found.start()])
    return text.rstrip("\n").count("\n") + 1, cleaned(str(error).partition(" (at ")[0])


def _problem_in(read: Mapping[str, Any]) -> tuple[tuple[str, ...], str] | None:
    """Return the first thing that is wrong, and where; None if all is right."""
    for name, value in read.items():
        if name not in KEYS:
            return (name,), said.unknown(cleaned(name, 40), KEYS)
        if not KEYS[name].fits(value):
            return (name,), said.takes(name, KEYS[name].takes)
        for inner, text in value.items() if KEYS[name] is TABLE else ():
            problem = (_filter_problem if name == "filters" else _key_problem)(inner, text)
            if problem:
                return (name, inner), problem
    return None


def _filter_problem(name: str, text: object) -> str:
    if not FILTER_NAME.fullmatch(name):
        return said.no_filter_name(cleaned(name, 40))
    if not isinstance(text, str) or not text.strip():
        return said.takes_filter(name)
    try:
        checked(text)
    except FilterRefused as error:
        return said.filter_problem(name, error.column, error.problem)
    return ""


def _key_problem(name: str, keys: object) -> str:
    if isinstance(keys, str) and keys.strip():
        return ""
    return said.takes_key(cleaned(name, 40))


def _has(read: Any, path: tuple[str, ...]) -> bool:
    for name in path:
        if not isinstance(read, dict) or name not in read:
            return False
        read = read[name]
    return True
