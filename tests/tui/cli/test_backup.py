"""By commands: a backup, a restored one, and an older copy that somebody put there."""

import json
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from optout_profiles.accounts import BrowserKind, Session, new_account, now
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault, open_vault
from optout_profiles.vault.header import KEYRING
from optout_profiles.vault.rekeying import wrap_by

ADA, BEN, CARL = (new_account(label) for label in ("Ada", "Ben", "Carl"))


@pytest.fixture
def listed(program):
    """Return the program with a vault of two accounts, one with a sign-in."""
    program.make_vault(ADA, BEN)
    with program.opened(writing=True) as vault:
        session = Session(ADA.id, "ada", "http://127.0.0.1", BrowserKind.HEADLESS, now(), ())
        vault.write(Put(Table.SESSIONS, ADA.id, session))
    return program


@pytest.fixture
def copy(listed):
    """Return a backup of both, after which Ben went and Carl came."""
    file = listed.folder / "copy.vault"
    assert listed.run("backup", file).code == 0
    assert listed.run("remove", "Ben", "--yes").code == 0
    with listed.opened(writing=True) as vault:
        vault.write(Put(Table.ACCOUNTS, CARL.id, CARL))
    assert listed.run("edit", "Ada", "--label", "Ada L.", "--note", "x").code == 0
    return file


def test_a_backup_is_written_once_and_opens_by_the_same_passphrase(listed):
    file = listed.folder / "copy.vault"
    ended = listed.run("backup", file)
    assert (ended.code, ended.out.strip()) == (0, str(file))
    assert "2 accounts, no sign-ins" in ended.err
    again = listed.run("backup", file)
    assert again.code == 4
    assert "already" in again.err
    assert "Name another one" in again.err
    whole = listed.run("backup", listed.folder / "whole", "--with-sessions")
    assert "1 sign-in" in whole.err
    words = Secret(listed.passphrase_file.read_text().strip())
    for name, sessions in (("copy.vault", set()), ("whole", {ADA.id})):
        with open_vault(listed.folder / name, words, writing=False) as vault:
            assert vault.ids(Table.ACCOUNTS) == {ADA.id, BEN.id}
            assert vault.ids(Table.SESSIONS) == sessions


def test_restoring_shows_what_would_change_and_changes_nothing_without_yes(listed, copy):
    before = listed.vault.read_bytes()
    ended = listed.run("restore", copy)
    assert ended.code == 2
    assert "needs --yes" in ended.err
    for words in (
        "1 account would come back: Ben",
        "1 account would be gone: Carl",
        "would change: Ada L. (Ada then): other details (Name in the list, Note)\n",
        "Sign-ins: 1 now, 0 then.",
    ):
        assert words in ended.out
    assert ended.out.count(" UTC") == 2
    assert "Afterwards" not in ended.out
    assert listed.vault.read_bytes() == before
    assert [one.name for one in listed.vault.parent.iterdir() if "replaced" in one.name] == []


def test_a_restored_list_is_whole_the_replaced_one_is_kept_and_nobody_is_warned(listed, copy):
    told = json.loads(listed.run("restore", copy, "--yes", "--json").out)
    assert told["is_restored"] is True
    assert told["would_come_back"] == [BEN.id]
    assert told["would_be_gone"] == [CARL.id]
    assert told["would_change"] == [ADA.id]
    assert set(listed.accounts()) == {"Ada", "Ben"}
    ended = listed.run("list")
    assert "older copy" not in ended.err
    with open_vault(listed.folder / told["kept"], Secret(words_of(listed)), writing=False) as kept:
        assert kept.ids(Table.ACCOUNTS) == {ADA.id, CARL.id}
        assert kept.ids(Table.SESSIONS) == {ADA.id}


def words_of(program):
    return program.passphrase_file.read_text().strip()


def test_an_older_copy_is_warned_of_with_both_times_and_opens(listed, until):
    older = shutil.copy(listed.vault, listed.folder / "older")
    with listed.opened() as vault:
        until(lambda: datetime.now(UTC) - vault.saved_at >= timedelta(seconds=1))
    assert listed.run("add", "--label", "Carl").code == 0
    shutil.copy(older, listed.vault)
    ended = listed.run("list")
    assert ended.code == 0
    assert "Ben" in ended.out
    assert "older copy" in ended.err
    assert ended.err.count(" UTC") == 2


def test_a_list_that_is_gone_or_a_ruin_can_be_restored(listed, copy):
    listed.vault.write_bytes(listed.vault.read_bytes()[:6000])
    ended = listed.run("restore", copy, "--yes")
    assert ended.code == 0
    assert "can't be compared" in ended.out
    assert set(listed.accounts()) == {"Ada", "Ben"}
    with sqlite3.connect(listed.vault) as file:
        file.execute("UPDATE contents SET sealed = zeroblob(60)")
    file.close()
    ended = listed.run("restore", copy, "--yes")
    assert "can't be compared" in ended.out
    assert f"the record {ADA.id} of accounts is not as it was written" in ended.out
    assert set(listed.accounts()) == {"Ada", "Ben"}
    listed.vault.unlink()
    assert "There is no list" in listed.run("restore", copy, "--yes").out
    assert set(listed.accounts()) == {"Ada", "Ben"}


def test_what_is_no_backup_of_ours_restores_nothing(listed, copy):
    before = listed.vault.read_bytes()
    assert listed.run("restore", listed.folder / "nowhere", "--yes").code == 2
    assert listed.run("restore", listed.vault, "--yes").code == 2
    assert listed.run("restore", listed.passphrase_file, "--yes").code == 4
    with create_vault(listed.folder / "other", Secret("quite another one"), TEST_COST):
        pass
    assert listed.run("restore", listed.folder / "other", "--yes").code == 4
    with listed.opened(writing=True):
        held = listed.run("restore", copy, "--yes")
        assert held.code == 4
        assert "Another optout-tui has" in held.err
    assert listed.vault.read_bytes() == before


NO_CODE = "no recovery code opens the list, not even the one that was printed"
CODE_OF_COPY = "the recovery code from the time of the copy opens the list"
PASSPHRASE_OF_COPY = "the passphrase of the copy opens the list. One chosen since then does not"
NEW = "another passphrase of a test"


def test_restoring_says_before_and_after_that_a_code_made_since_is_void(listed):
    file = listed.folder / "copy.vault"
    listed.run("backup", file)
    code = listed.run("recovery", "--yes").out.strip()
    asked = listed.run("restore", file)
    assert f"Afterwards {NO_CODE}" in asked.out
    ended = listed.run("restore", file, "--yes")
    assert f"Now {NO_CODE}" in ended.err
    assert listed.run("list", "--passphrase-file", "-", typed=f"{code}\n").code == 4


def test_restoring_tells_each_key_that_comes_back_and_no_other(listed):
    old = words_of(listed)
    with_code, without = listed.folder / "with", listed.folder / "without"
    listed.run("backup", without)
    code = listed.run("recovery", "--yes").out.strip()
    listed.run("backup", with_code)
    listed.run("recovery", "--yes")
    with listed.opened(writing=True) as vault:
        wrap_by(vault, KEYRING, Secret(b"k" * 32))
    asked = listed.run("restore", with_code)
    assert "Afterwards the system's keyring opens the list no more" in asked.out
    with listed.opened(writing=True) as vault:
        vault.replace_slot(KEYRING, None)
    keys = json.loads(listed.run("restore", with_code, "--yes", "--json").out)["keys"]
    assert keys == {"passphrase": "same", "recovery": "other", "keyring": "same"}
    assert listed.run("list", "--passphrase-file", "-", typed=f"{code}\n").code == 0
    assert "Afterwards" not in listed.run("restore", with_code).out
    listed.run("passphrase", "--new-passphrase-file", "-", typed=f"{NEW}\n")
    told = listed.run("restore", with_code, "--yes")
    assert f"Afterwards {PASSPHRASE_OF_COPY}" in told.out
    assert f"Afterwards {CODE_OF_COPY}" in told.out
    assert listed.run("list", "--passphrase-file", "-", typed=f"{old}\n").code == 0
    listed.vault.unlink()
    gone = listed.run("restore", without, "--yes")
    assert "the passphrase of the copy opens the list.\n" in gone.out
    assert "Afterwards no recovery code opens the list. " in gone.out
