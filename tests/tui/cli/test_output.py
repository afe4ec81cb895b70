"""Where output goes: pipes that close early, full disks, narrow encodings, quiet ones."""

import subprocess
import tomllib

import pytest

from optout_profiles.accounts import new_account
from optout_profiles.practice import Behaviour


def piped(program, command, **environment):
    """Run a shell's line in which $PROGRAM stands for the program; return code and stderr."""
    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        env=program.environment | {"PROGRAM": str(program.script)} | environment,
        capture_output=True,
        check=False,
        timeout=30,
    )
    return ended.returncode, ended.stderr.decode()


@pytest.fixture
def listed(program):
    """Return the program with a list that is longer than a pipe."""
    program.make_vault(*(new_account(f"{number} " + "A" * 150) for number in range(600)))
    return program


@pytest.mark.parametrize(
    "words", ["list", "list --json", "report", "report --format csv", "--help"]
)
def test_a_reader_that_has_enough_makes_no_noise(listed, words):
    code, said = piped(listed, f'"$PROGRAM" {words} | head -c 1 >/dev/null')
    assert said == ""
    assert code in {0, 130}


@pytest.mark.parametrize("words", ["list --quiet", "report", "report --json", "paths", "--version"])
def test_a_reader_that_is_gone_already_makes_no_noise(program, words):
    program.make_vault(new_account("Ada"))
    _, said = piped(
        program,
        f'{{ "$PROGRAM" {words} --quiet; }} | true'.replace("--version --quiet", "--version"),
    )
    assert said == ""


@pytest.mark.parametrize("words", ["list", "list --json", "report", "report --format csv", "paths"])
def test_a_full_disk_is_told_and_is_no_success(program, words):
    program.make_vault(new_account("Ada"))
    code, said = piped(program, f'"$PROGRAM" {words} >/dev/full')
    assert code == 2
    assert said.splitlines()[0] == "optout-tui: No space left on device"
    assert "Traceback" not in said
    assert "Exception" not in said


def test_a_run_whose_reader_is_gone_is_not_called_done(program):
    site = program.practise(Behaviour.ON, Behaviour.OFF, Behaviour.LATE)
    program.make_list(site)
    code, said = piped(program, '"$PROGRAM" apply --all --yes --json --quiet | head -1 >/dev/null')
    assert code == 130
    assert said == ""
    assert program.processes() == []


def test_names_reach_an_ascii_terminal_as_they_can(program):
    program.make_vault(new_account("Zoë Ωmega"))
    for words in (["list"], ["list", "--json"], ["report"], ["apply", "--help"]):
        ended = program.run(*words, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        assert ended.code == 0, words
        assert ended.out


def test_quiet_says_results_only(program):
    program.make_vault(new_account("Ada"))
    assert program.run("list", "--quiet").err == ""
    assert program.run("report", "-o", program.folder / "r.toml", "--quiet").err == ""


def test_a_report_to_a_file_is_private_and_like_the_one_printed(program):
    program.make_vault(new_account("Ada", login="ada@practice.invalid", group="family"))
    file = program.folder / "status.toml"
    ended = program.run("report", "-o", file)
    assert (ended.code, ended.out) == (0, "")
    assert str(file) in ended.err
    assert file.stat().st_mode & 0o777 == 0o600
    written, printed = (
        tomllib.loads(text) for text in (file.read_text(), program.run("report").out)
    )
    del written["generated_at"], printed["generated_at"]
    assert written == printed
    assert written["format"] == 1
    assert written["summary"] == {
        "accounts": 1, "off": 0, "on": 0, "not_offered": 0, "unknown": 0, "never_checked": 1,
    }  # fmt: skip
    assert "ada@practice.invalid" not in file.read_text()


def test_pseudonyms_leave_out_names(program):
    program.make_vault(new_account("Ada", member="ada-example", group="family"))
    told = program.run("report", "--pseudonyms").out
    assert "Ada" not in told
    assert "ada-example" not in told
    assert "family" not in told
    assert "[accounts." in told


def test_a_report_that_cannot_be_written_leaves_the_older_one(program):
    program.make_vault(new_account("Ada"))
    ended = program.run("report", "-o", program.folder / "nowhere" / "r.toml")
    assert ended.code == 2
    assert f"{program.folder / 'nowhere'}: There is no such folder" in ended.err
    kept = program.folder / "kept"
    kept.mkdir()
    (kept / "inside").write_text("x")
    assert program.run("report", "-o", kept).code == 2
    assert [file.name for file in kept.iterdir()] == ["inside"]
    assert not list(program.folder.glob(".kept*"))


def test_the_reports_form_follows_the_files_ending_or_the_option(program):
    program.make_vault(new_account("Ada"))
    for name, start in (
        ("r.json", "{"),
        ("r.csv", "id,"),
        ("r.toml", "format"),
        ("status", "format"),
    ):
        assert program.run("report", "-o", program.folder / name).code == 0
        assert (program.folder / name).read_text().startswith(start)
    refused = program.run("report", "-o", program.folder / "r.xlsx")
    assert (refused.code, refused.err.count(".toml, .json or .csv")) == (2, 1)
    assert not (program.folder / "r.xlsx").exists()
    assert program.run("report", "-o", program.folder / "r.txt", "--format", "csv").code == 0
    assert program.run("report", "--json").out.startswith("{")
    assert program.run("report", "--format", "csv").out.startswith("id,")
