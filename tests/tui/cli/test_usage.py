"""What is asked for doesn't exist or doesn't fit: a sentence, what to do, and exit code 2 or 5."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from optout_profiles.accounts import new_account
from optout_profiles.practice import Behaviour

COMMANDS = [
    "demo", "init", "add", "edit", "remove", "list", "sign-in", "forget", "check", "apply",
    "report", "terms", "practice", "browser", "doctor", "paths",
    "passphrase", "recovery", "keyring", "backup", "restore",
]  # fmt: skip
EDITS = {
    "not TOML": ("name =", "name", "", "not TOML"),
    "unknown key": ("[category]", "[category]\ncolour = 1", "category", "colour"),
    "missing key": ('key = "allowDataForGenerativeAI"', "", "setting", "key"),
    "wrong type": ("[1.0, 3.0]", '"soon"', "read_again_after", "array"),
    "one reading": ("[1.0, 3.0]", "[1.0]", "read_again_after", "two"),
    "foreign host": ("https://www.linkedin.com", "https://evil.test", "hosts", "evil.test"),
    "plain http": ("https://www.linkedin.com", "http://www.linkedin.com", "origin", "https"),
    "host with rules": ('"www.linkedin.com"', '"*, EXCLUDE *"', "hosts", "plain host name"),
    "path elsewhere": ('"/login"', '"//evil.test/login"', "sign_in.path", "plain path"),
    "escape codes": ('"www.linkedin.com"', '"\\u001b[2J\\u202e"', "hosts", "plain host name"),
    "escape codes in a key": ("[category]", '[category]\n"\\u001b[2J" = 1', "category", "unknown"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_the_exit_codes(program, command):
    helped = program.run(command, "--help")
    assert helped.code == 0
    assert helped.out.startswith(f"usage: optout-tui {command}")
    for option in ("--vault", "--passphrase-file", "--profile", "--json", "--plain", "--quiet"):
        assert option in helped.out
    for code in ("0 everything", "1 something", "2 usage", "3 a person", "4 vault", "130 interr"):
        assert code in helped.out
    assert "5 no browser" in helped.out.replace("\n", " ")


def test_the_help_lists_every_command(program):
    helped = program.run("--help")
    assert helped.code == 0
    assert all(f"\n  {command} " in helped.out for command in COMMANDS)
    assert "130 interrupted" in helped.out


def test_the_version_is_one_line_whatever_the_command(program):
    for words in ([], ["list"], ["demo"]):
        told = program.run(*words, "--version")
        assert told.code == 0
        (line,) = told.lines
        assert line.startswith("optout-tui 0.")


@pytest.mark.parametrize(
    "words", [["lst"], ["list", "--jsn"], ["list", "more"], ["check", "--group"]]
)
def test_what_is_mistyped_is_told(program, words):
    ended = program.run(*words)
    assert ended.code == 2
    assert ended.out == ""
    assert words[-1] in ended.err


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["list", "--filtre=x"], "--filter"),
        (["--plan"], "--plain"),
        (["check", "--al"], "--all"),
        (["list", "--zzz"], None),
    ],
)
def test_an_unknown_option_is_told_in_one_line_with_the_one_that_was_meant(program, words, meant):
    ended = program.run(*words)
    assert (ended.code, ended.out) == (2, "")
    (line,) = ended.err.splitlines()
    assert f"there is no option “{words[-1].partition('=')[0]}”" in line
    assert ("did you mean" in line) is (meant is not None)
    assert meant is None or f"did you mean “{meant}”?" in line


def test_a_resembling_command_is_offered(program):
    assert "did you mean “list”" in program.run("lst").err


def test_without_a_terminal_the_app_refuses(program):
    ended = program.run()
    assert ended.code == 2
    assert "needs a terminal" in ended.err


@pytest.mark.parametrize("option", ["--plain", "--json"])
def test_without_a_command_lines_are_refused_with_commands_that_print_some(program, option):
    ended = program.run(option)
    assert (ended.code, ended.out) == (2, "")
    for command in ("demo --plain", "check", "list"):
        assert f"optout-tui {command}`" in ended.err


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (["list", "--vault", "~nobody-of-this-name/x"], {}),
        (["paths", "--vault", "~nobody-of-this-name/x"], {}),
        (["report", "-o", "~nobody-of-this-name/x"], {}),
        (["demo", "--plain"], {"OPTOUT_TUI_STATE": "~nobody-of-this-name/x"}),
        (["list"], {"OPTOUT_TUI_DATA": "~nobody-of-this-name/x"}),
    ],
    ids=lambda words: words[0] if isinstance(words, list) else "",
)
def test_the_home_of_nobody_is_no_bug(program, words, environment):
    program.make_vault(new_account("Ada"))
    ended = program.run(*words, **environment)
    assert (ended.code, ended.out) == (2, "")
    assert "“~nobody-of-this-name/x” names no place" in ended.err


def test_a_vault_whose_name_is_too_long_is_told(program):
    ended = program.run("list", "--vault", "x" * 300)
    assert ended.code == 2
    assert "File name too long" in ended.err


def test_a_run_without_accounts_named_is_refused(program):
    program.make_vault(new_account("Ada"))
    for command in ("check", "apply"):
        ended = program.run(command, "--yes")
        assert ended.code == 2
        assert "--all" in ended.err


@pytest.mark.parametrize(("old", "new", "key", "problem"), EDITS.values(), ids=EDITS)
def test_a_bad_profile_is_told_by_file_key_and_problem(program, old, new, key, problem):
    program.practise()
    built_in = Path(program.environment["OPTOUT_TUI_PROFILE"])
    text = files("optout_profiles.sites").joinpath("linkedin.toml").read_text()
    assert old in text
    built_in.write_text(text.replace(old, new, 1))
    program.make_vault(new_account("Ada"))
    ended = program.run("check", "--all")
    assert ended.code == 2
    assert f"{built_in}: " in ended.err
    assert key in ended.err
    assert problem in ended.err


def test_a_profile_that_is_not_there_is_told(program):
    ended = program.run("report", "--profile", program.folder / "nowhere.toml")
    assert ended.code == 2
    assert "nowhere.toml" in ended.err


def test_names_with_escape_codes_are_not_obeyed(program):
    for words in (
        ["list", "--vault", "\x1b[2J\u202e.vault"],
        ["list", "--profile", "\x1b[2J"],
        ["list", "--passphrase-file", "\x1b[2J"],
        ["paths", "--vault", "\x1b[2J"],
        ["list", "\x1b[2J"],
        ["list", b"\xff\x9b2J"],
        ["\x1b[2J"],
        ["report", "--format", "\x1b[2J"],
        ["browser", "--browser", "\x1b[2J"],
    ):
        assert program.run(*words).code in {0, 2, 4, 5}, words


@pytest.mark.parametrize("named", ["no-such-program", "/etc/passwd"])
def test_a_named_browser_that_is_none_ends_with_5_and_nothing_else_is_tried(program, named):
    site = program.practise(Behaviour.ON)
    program.make_list(site)
    for words in (
        ["check", "--all"],
        ["apply", "--all", "--yes"],
        ["browser"],
        ["demo", "--plain"],
    ):
        ended = program.run(*words, OPTOUT_TUI_BROWSER=named)
        assert ended.code == 5, words
        assert named in ended.err
        assert "optout-tui doctor" in ended.err
        assert ended.out == ""
    assert site.log()["requests"] == 0
    assert program.run("check", "--all", "--browser", named).code == 5


def test_no_browser_at_all_ends_with_5(program):
    site = program.practise(Behaviour.ON)
    program.make_list(site)
    empty = program.folder / "empty"
    empty.mkdir()
    ended = program.run("check", "--all", OPTOUT_TUI_BROWSER="chrome", PATH=str(empty))
    assert ended.code == 5
    broken = empty / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    ended = program.run("check", "--all", OPTOUT_TUI_BROWSER=str(broken))
    assert ended.code == 5
    assert program.accounts()["on"].last_try is None
    assert site.log()["requests"] == 0


def test_the_browser_is_told_in_json_too(program):
    told = json.loads(program.run("browser", "--json").out)
    assert set(told) == {"name", "version", "path"}
    assert Path(told["path"]).exists()
    (line,) = program.run("browser", "install", "--json").lines
    assert json.loads(line)["step"]


def test_the_doctor_ends_with_5_for_a_browser_that_is_none(program):
    ended = program.run("doctor", OPTOUT_TUI_BROWSER="/nowhere/chromium")
    assert ended.code == 5
    assert "!!" in ended.out
    assert all(
        {"name", "is_fine", "words"} <= set(check)
        for check in json.loads(program.run("doctor", "--json").out)
    )


def test_the_paths_are_those_of_the_environment(program):
    told = json.loads(program.run("paths", "--json").out)
    assert told == {
        "vault": str(program.vault),
        "data": str(program.folder / "data"),
        "state": str(program.folder / "state"),
        "config": str(program.folder / "config"),
    }
    assert [line.split()[0] for line in program.run("paths").lines] == list(told)
    assert not (program.folder / "data").exists()
