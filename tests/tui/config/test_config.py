"""The config's file: what it sets, and how a mistake in it is told."""

import os
import re
from pathlib import Path

import pytest

from optout_tui.config import Config, ConfigRefused, config_file, load_config
from optout_tui.config_reading import distrust
from optout_tui.keymap import check_keys

WHOLE = """\
# a comment
pause = 45
at_most = 20
theme = "contrast"
mouse = false
motion = false
bell = true
notify = ["notify-send", "optout-tui"]

[filters]
stale = "setting:on checked:>30d"

[keys]
opt-out = "ctrl+o"
"""

MISTAKES = {
    "unknown key": ("pause = 3\npaus = 4", 2, "no “paus”. There are pause, at_most, theme"),
    "unknown table": ("mouse = true\n\n[colours]\na = 1", 3, "no “colours”"),
    "words for a number": ('# first\npause = "soon"', 2, "pause takes seconds, from 0 to 86400"),
    "no number at all": ("pause = nan", 1, "pause takes seconds"),
    "below zero": ("pause = -1", 1, "pause takes seconds"),
    "true for a number": ("at_most = true", 1, "at_most takes a whole number"),
    "locking in the past": ("lock_after = -1", 1, "lock_after takes minutes, from 0 (never)"),
    "locking in years": ("lock_after = 2000", 1, "lock_after takes minutes"),
    "none at most": ("at_most = 0", 1, "at_most takes a whole number"),
    "no theme": ('theme = "pink"', 1, '"dark" or "light" or "contrast" or "ansi"'),
    "a word for a switch": ('bell = true\nmouse = "no"', 2, "mouse takes true or false"),
    "a command in one": ('notify = "bell"', 1, 'as ["notify-send", "optout-tui"]'),
    "a command of nothing": ("notify = []", 1, "notify takes a program"),
    "a list over lines": ('bell = true\nnotify = [\n  "a",\n  1,\n]', 2, "notify takes a program"),
    "a key in a text": ('notify = ["""\npaus = 1"""]\npaus = 1', 3, "no “paus”"),
    "a table that is none": ("filters = 3", 1, "filters takes a table"),
    "no filter": ('[filters]\n\na = "on"\nb = "setting:of"', 4, "b, at column 1 of the filter: se"),
    "a filter in a filter": ('[filters]\na = "ada @b"\nb = "x"', 2, "can't stand in another one"),
    "no text for a filter": ("[filters]\na = 3", 2, "a takes a filter in quotes"),
    "an empty filter": ('[filters]\na = " "', 2, "a takes a filter in quotes"),
    "no name for a filter": ('[filters]\n"A b" = "x"', 2, "“A b” can't be a filter's name"),
    "no key": ("[keys]\nopt-out = 1", 2, "opt-out takes a key in quotes"),
    "dotted": ("keys.opt-out = 1", 1, "opt-out takes a key"),
    "no TOML": ("pause = 3\n\npause =", 3, "this is no TOML: Invalid value"),
    "an end too early": ('pause = 3\nnotify = ["a"', 2, "this is no TOML: "),
    "twice": ("pause = 3\npause = 4", 2, "this is no TOML: Cannot overwrite"),
    "windows": ('bell = true\r\n\r\ntheme = "pink"\r\n', 3, "theme takes"),
    "escape codes": ('\n"\\u001b[2J" = 1', 2, "no “\ufffd[2J”"),
    "nested": ("a = " + "[" * 5000 + "]" * 5000, 0, "nested far too deeply"),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def refused(file: Path) -> ConfigRefused:
    with pytest.raises(ConfigRefused) as raised:
        load_config(file)
    return raised.value


def test_all_of_it_can_be_set_and_all_of_it_left_out(file):
    file.write_text(WHOLE)
    assert load_config(file) == Config(
        pause=45,
        at_most=20,
        theme="contrast",
        mouse=False,
        motion=False,
        bell=True,
        notify=("notify-send", "optout-tui"),
        filters={"stale": "setting:on checked:>30d"},
        keys={"opt-out": "ctrl+o"},
    )
    file.write_text("")
    assert load_config(file) == Config()
    file.unlink()
    assert load_config(file) == Config()


@pytest.mark.parametrize(("text", "line", "problem"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_line_and_what_is_right(file, text, line, problem):
    file.write_bytes(text.encode())
    error = refused(file)
    assert (error.line, str(file) in str(error)) == (line, True)
    assert problem in str(error)


def test_bytes_that_are_no_text_are_told_with_their_line(file):
    file.write_bytes(b'theme = "dark"\n# \xff\n')
    assert (refused(file).line, "UTF-8" in refused(file).problem) == (2, True)


def test_nobody_else_may_have_written_it(file):
    file.write_text("bell = true")
    for mode in (0o664, 0o646):
        file.chmod(mode)
        assert f"chmod go-w {file}" in str(refused(file))
    file.chmod(0o644)
    assert load_config(file).bell


def test_it_may_not_be_somebody_elses(file):
    file.write_text("")
    mine = file.stat()
    assert distrust(mine, file) == ""
    theirs = os.stat_result([*mine[:4], os.geteuid() + 1, *mine[5:]])
    assert "belongs to somebody else" in distrust(theirs, file)


def test_a_link_leads_to_a_plain_file_or_is_refused(file, tmp_path):
    elsewhere = tmp_path / "dotfiles.toml"
    file.symlink_to(elsewhere)
    assert "No such file" in refused(file).problem
    elsewhere.write_text("bell = true")
    assert load_config(file).bell
    elsewhere.chmod(0o666)
    assert "chmod go-w" in refused(file).problem


def test_a_pipe_a_folder_and_a_device_are_not_waited_for(file):
    os.mkfifo(file)
    assert "plain file" in refused(file).problem
    file.unlink()
    file.mkdir()
    assert "directory" in refused(file).problem
    file.rmdir()
    file.symlink_to("/dev/zero")
    assert "plain file" in refused(file).problem


def test_a_file_without_end_is_not_read_to_it(file):
    file.write_bytes(b"#" * 20_000)
    assert "too large" in refused(file).problem


def test_it_lies_in_the_config_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("OPTOUT_TUI_CONFIG", str(tmp_path))
    assert config_file() == tmp_path / "config.toml"


def test_the_config_of_the_readme_can_be_used(file):
    readme = Path(__file__).parents[3] / "README.md"
    (told,) = re.findall(r"```toml\n(pause.*?)```", readme.read_text(), re.DOTALL)
    file.write_text(told)
    config = load_config(file)
    assert config.filters
    check_keys(config.keys)
