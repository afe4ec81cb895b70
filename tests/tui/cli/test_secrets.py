"""What nobody may find: in output, in files, in what other programs of this person can look at."""

import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import optout_profiles
import optout_tui
from optout_profiles.accounts import Session
from optout_profiles.practice import Behaviour, Pace
from optout_profiles.vault import Table

SLOW = Pace(saving=0.5)


def canaries(program):
    """Return every secret of the program's list, and a name in it."""
    with program.opened() as vault:
        sessions = vault.all(Table.SESSIONS, Session)
    cookies = [cookie.value for one in sessions for cookie in one.cookies if cookie.name == "li_at"]
    assert cookies
    return [program.passphrase_file.read_text().strip(), *cookies, "slow save", "slow-save-sample"]


def found_in(folder, words):
    """Return the files below a folder that hold one of the words, in their text or name."""
    return [
        (str(file.relative_to(folder)), word)
        for file in folder.rglob("*")
        for word in words
        if word in file.name or (file.is_file() and word.encode() in file.read_bytes())
    ]


def told_to_others(pids, words):
    """Return the words that stand in the arguments or the environment of these processes."""
    told = b""
    for pid in pids:
        for name in ("cmdline", "environ"):
            try:
                told += Path(f"/proc/{pid}/{name}").read_bytes()
            except OSError:
                continue
    return [word for word in words if word.encode() in told]


@pytest.fixture
def site(program):
    """Start a site whose member saves slowly, and list it under the name of that behaviour."""
    site = program.practise(Behaviour.SLOW_SAVE, pace=SLOW)
    program.make_list(site)
    return site


def test_secrets_are_nowhere_during_a_run_after_a_kill_and_after_a_run(program, site, until):
    words = canaries(program)
    assert found_in(program.folder, words) == [("passphrase", words[0])]
    program.passphrase_file.unlink()
    typed = f"{words[0]}\n".encode()

    started = program.start(
        "apply", "--all", "--yes", "--json", "--passphrase-file", "-", DEBUG="pw:*"
    )
    started.stdin.write(typed)
    started.stdin.flush()
    until(lambda: site.log()["writes"])
    assert len(program.processes()) > 3
    assert told_to_others(program.processes(), [*words, "/state"]) == ["/state"]
    assert found_in(program.folder, words) == []
    started.send_signal(signal.SIGKILL)
    out, err = started.communicate()
    assert [word for word in words if word.encode() in out + err] == ["slow save"]
    until(lambda: program.processes() == [])
    assert found_in(program.folder, words) == []

    ended = program.run("apply", "--all", "--yes", "--passphrase-file", "-", typed=typed.decode())
    assert ended.code == 0
    assert list((program.folder / "state" / "running").iterdir()) == []
    program.passphrase_file.write_text(words[0])
    words += canaries(program)
    program.passphrase_file.unlink()
    assert found_in(program.folder, words) == []
    assert [word for word in words if word in ended.out + ended.err] == ["slow save"] * 2


def test_a_bundle_holds_findings_and_the_log_and_nothing_of_whom_it_is_about(program, site):
    assert program.run("apply", "--all", "--yes").code == 0
    wrong = program.folder / "wrong"
    wrong.write_text("another canary of a test")
    assert program.run("list", "--passphrase-file", wrong).code == 4
    wrong.unlink()
    words = canaries(program)
    bundle = program.folder / "home" / "bundle.txt"
    ended = program.run("doctor", "--bundle", bundle)
    text = bundle.read_text()
    assert stat.S_IMODE(bundle.stat().st_mode) == 0o600
    assert "no names" in ended.err
    for wanted in ("optout-tui 0.", "textual ", "ok state folder: <state>", "RunEnded run_id="):
        assert wanted in text
    assert "outcome=turned-off" in text
    assert "error type=WrongPassphrase" in text
    told = (*words, str(program.folder), "another canary", "practice.invalid", "127.0.0.1")
    assert [word for word in told if word in text] == []
    program.passphrase_file.unlink()
    assert found_in(program.folder, words) == []
    assert "RunEnded" in (program.folder / "state" / "log").read_text()


def test_a_bundle_never_takes_the_place_of_anything(program):
    there = program.folder / "there"
    there.write_text("as it was")
    link = program.folder / "link"
    link.symlink_to(program.folder / "nothing")
    for file in (there, link):
        ended = program.run("doctor", "--bundle", file)
        assert ended.code == 2
        assert "is there already" in ended.err
    assert there.read_text() == "as it was"
    assert not (program.folder / "nothing").exists()


def test_a_typed_password_is_sent_to_the_page_and_nowhere_else(program, until):
    site = program.practise(Behaviour.ENDLESS)
    (member,) = site.members
    program.make_list(site, signed_in=False)
    words = [member.password, "wrong-canary-word"]
    for password in words:
        started = program.start("sign-in", "endless", "--terminal", DEBUG="pw:*")
        started.stdin.write(f"{member.login}\n{password}\n".encode())
        started.stdin.close()
        until(lambda: site.log()["sign_ins"] + site.log()["failed_sign_ins"])
        assert told_to_others(program.processes(), words) == []
        started.send_signal(signal.SIGINT)
        out, err = started.stdout.read(), started.stderr.read()
        started.wait()
        assert not any(word.encode() in out + err for word in words)
        assert found_in(program.folder, words) == []


def test_nothing_is_written_beside_the_program_or_where_one_stands(program, site):
    before = strange_files(program)
    assert program.run("apply", "--all", "--yes").code == 0
    assert program.run("report", "--quiet").code == 0
    assert strange_files(program) == before
    made = {path.name for path in program.folder.iterdir()}
    assert made == {"data", "state", "home", "tmp", "work", "passphrase", "elsewhere.toml"}
    assert list((program.folder / "work").iterdir()) == []
    assert list((program.folder / "home").iterdir()) == []
    assert list((program.folder / "tmp").iterdir()) == []


def test_a_bug_is_one_line_without_what_it_was_about(program):
    program.make_vault()
    broken = program.folder / "broken"
    broken.mkdir()
    (broken / "tomli_w.py").write_text(
        "def dumps(text):\n    canary = 'canary words'\n    raise RuntimeError(canary)\n"
    )
    ended = program.run("report", PYTHONPATH=str(broken))
    assert ended.code == 70
    assert ended.out == ""
    (line,) = ended.err.splitlines()
    assert "This is a bug (RuntimeError at tomli_w.py:3)" in line
    assert "canary" not in line


def test_the_core_of_the_command_line_stays_quick_to_import():
    asked = "import sys, optout_tui.cli; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert not {"textual", "rich", "playwright", "cryptography", "msgspec"} & set(
        told.stdout.split()
    )


def strange_files(program):
    """Return what lies beside the program's modules and script and is neither source nor cache."""
    sources = [Path(optout_tui.__file__).parent, Path(optout_profiles.__file__).parent]
    files = [file for folder in sources for file in folder.rglob("*") if file.is_file()]
    known = {".py", ".pyc", ".toml", ".tcss", ".css", ".js", ".svg", ".typed"}
    beside = [file for file in files if (file.suffix or file.name) not in known | {"py.typed"}]
    return [*beside, *sorted(program.script.parent.iterdir())]
