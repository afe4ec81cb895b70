"""By commands: another passphrase, a recovery code, the system's keyring."""

import json
import re

import keyring
import pytest
from keyring.backend import KeyringBackend

from optout_profiles.accounts import new_account
from optout_profiles.secret import Secret
from optout_profiles.vault import open_vault
from optout_profiles.vault.recovery import code_secret
from optout_tui.cli.main import run_command

NEW = "another passphrase of a test"


def with_passphrase(program, words):
    program.passphrase_file.write_text(f"{words}\n")
    return program


@pytest.fixture
def listed(program):
    """Return the program with a vault of one account."""
    program.make_vault(new_account("Ada"))
    return program


def test_a_new_passphrase_ends_the_old_one_and_the_code_and_names_what_still_opens(listed):
    code = listed.run("recovery", "--yes").out.strip()
    backup = listed.folder / "copy.vault"
    assert listed.run("backup", backup).code == 0
    old = listed.passphrase_file.read_text()
    ended = listed.run("passphrase", "--new-passphrase-file", "-", typed=f"{NEW}\n")
    assert ended.code == 0
    kept, known = sorted(ended.out.splitlines(), key=len, reverse=True)
    assert known == str(backup)
    assert kept.startswith(f"{listed.vault}.")
    assert "Nor does the recovery code" in ended.err
    assert NEW not in ended.out + ended.err
    for words in (old, code):
        refused = with_passphrase(listed, words.strip()).run("list")
        assert refused.code == 4
        assert "does not open" in refused.err
        for file in (kept, known):
            open_vault(type(backup)(file), Secret(words.strip()), writing=False).close()
    assert "Ada" in with_passphrase(listed, NEW).run("list").out


def test_a_refused_new_passphrase_changes_nothing(listed):
    before = listed.vault.read_bytes()
    short = listed.run("passphrase", "--new-passphrase-file", "-", typed="too short\n")
    assert (short.code, short.out) == (4, "")
    assert "at least 12 characters" in short.err
    nobody = listed.run("passphrase")
    assert nobody.code == 4
    assert "--new-passphrase-file" in nobody.err
    wrong = with_passphrase(listed, "quite another one").run(
        "passphrase", "--new-passphrase-file", "-", typed=f"{NEW}\n"
    )
    assert wrong.code == 4
    assert listed.vault.read_bytes() == before


def test_a_recovery_code_opens_the_list_as_a_passphrase_does_until_it_is_removed(listed):
    assert listed.run("recovery").code == 2
    told = json.loads(listed.run("recovery", "--yes", "--json").out)
    code = told["recovery_code"]
    assert re.fullmatch("([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert code_secret(Secret(code))
    typed = listed.run("list", "--passphrase-file", "-", typed=f"{code.lower()}\n")
    assert "Ada" in typed.out
    removed = listed.run("recovery", "--remove")
    assert removed.code == 0
    assert "opens the list no more" in removed.err
    assert listed.run("list", "--passphrase-file", "-", typed=f"{code}\n").code == 4
    assert "has no recovery code" in listed.run("recovery", "--remove").err


def test_where_there_is_no_keyring_service_that_is_said_and_nothing_changed(listed):
    before = listed.vault.read_bytes()
    ended = listed.run("keyring", PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring")
    assert ended.code == 4
    assert "no keyring service running" in ended.err
    assert listed.vault.read_bytes() == before


class Wallet(KeyringBackend):
    """A service that works as those of desktops do, without a desktop."""

    priority = 0.1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


def test_the_keyring_opens_the_list_without_a_passphrase_until_it_is_removed(
    listed, monkeypatch, capsys
):
    """In this process, whose keyring is a real one in memory."""
    for name in ("DATA", "STATE", "CONFIG"):
        variable = f"OPTOUT_TUI_{name}"
        monkeypatch.setenv(variable, listed.environment[variable])
    words = ["--passphrase-file", str(listed.passphrase_file)]
    before = keyring.get_keyring()
    keyring.set_keyring(wallet := Wallet())
    try:
        assert run_command(["keyring", *words]) == 0
        capsys.readouterr()
        assert run_command(["list"]) == 0
        assert "Ada" in capsys.readouterr().out
        changed = ["passphrase", "--new-passphrase-file", str(listed.folder / "new")]
        (listed.folder / "new").write_text(f"{NEW}\n")
        assert run_command(changed) == 0
        assert run_command(["list"]) == 0
        assert [len(one) for one in wallet.kept.values()] == [64]
        assert run_command(["keyring", "--remove"]) == 0
        assert wallet.kept == {}
        with pytest.raises(Exception, match="is locked"):
            run_command(["list"])
    finally:
        keyring.set_keyring(before)
