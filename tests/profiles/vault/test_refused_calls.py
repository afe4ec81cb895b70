"""A disk that fails while a vault is at work: the kernel itself refuses a call.

The reason is named, and the vault is what it was or what it was to be, never neither.
"""

import errno
import multiprocessing
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from refusing import CALLS, refuse, why_not

from optout_profiles.errors import VaultNotWritable, WrongPassphrase
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, Vault, create_vault, open_vault
from optout_profiles.vault.backups import back_up, put_back, to_be_replaced
from optout_profiles.vault.rekeying import change_passphrase
from optout_profiles.vault.rewriting import write_anew

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())

FORK = multiprocessing.get_context("fork")
NEW = Secret("another long passphrase")
PLACE = (errno.EIO, errno.ENOSPC, errno.EROFS, errno.EACCES)
SPACE = (errno.EIO, errno.ENOSPC, errno.EDQUOT)
ERRNOS = {"create": PLACE, "rename": PLACE, "write": SPACE}
REFUSALS = [(call, number) for call in CALLS for number in ERRNOS.get(call, SPACE[:2])]
REASONS = {
    errno.EIO: {"Input/output error", "input/output error"},
    errno.ENOSPC: {"No space left on device", "the disk is full"},
    errno.EDQUOT: {"Disk quota exceeded"},
    errno.EROFS: {"Read-only file system"},
    errno.EACCES: {"Permission denied", "can't be written to"},
}
UNTOLD = {"can't be opened", "input/output error"}
"""What SQLite leaves of some reasons: it says what it could not do."""

NOT_NEEDED = {
    "save": {"write", "truncate", "rename", "fsync"},
    "backup": {"write", "truncate"},
    "passphrase_change": {"write", "truncate"},
    "restore": {"truncate"},
    "creation": {"write", "truncate"},
}
"""Calls that a deed does without."""


class Place:
    """A vault, a copy of it, and the deeds that write."""

    def __init__(self, vault: Path, passphrase: Secret[str], note: Any) -> None:
        self.path, self.passphrase, self.note = vault, passphrase, note
        self.copy, self.more = vault.with_name("copy"), vault.with_name("more")
        with self.opened(writing=False) as opened:
            back_up(opened, self.copy)

    def opened(self, *, writing: bool) -> Vault:
        return open_vault(self.path, self.passphrase, writing=writing)

    def save(self, refusing: Callable[[], None]) -> None:
        with self.opened(writing=True) as vault:
            refusing()
            vault.write(
                Put(Table.ACCOUNTS, "a", self.note("saved")),
                Put(Table.RUNS, "r", self.note("x" * 20_000)),
            )

    def backup(self, refusing: Callable[[], None]) -> None:
        with self.opened(writing=False) as vault:
            refusing()
            back_up(vault, self.more)

    def passphrase_change(self, refusing: Callable[[], None]) -> None:
        vault = self.opened(writing=True)
        refusing()
        change_passphrase(vault, NEW, TEST_COST)[0].close()

    def restore(self, refusing: Callable[[], None]) -> None:
        with open_vault(self.copy, self.passphrase, writing=False) as copy:
            refusing()
            with to_be_replaced(self.path):
                put_back(copy, self.path, 99)

    def creation(self, refusing: Callable[[], None]) -> None:
        refusing()
        create_vault(self.more, self.passphrase, TEST_COST).close()

    def state(self, everything: Callable[[Vault], Any]) -> Any:
        """Return all that is in the vault, and by which passphrase."""
        for words in (self.passphrase, NEW):
            with suppress(WrongPassphrase), open_vault(self.path, words, writing=False) as vault:
                return words.reveal(), everything(vault)
        raise AssertionError("neither passphrase opens it")

    def writing_anew(self, refusing: Callable[[], None]) -> None:
        with self.opened(writing=True) as vault:
            refusing()
            write_anew(vault, self.path, replacing=True)

    def names(self) -> set[str]:
        return {one.name for one in self.path.parent.iterdir() if one.suffix != ".lock"}


def answered(told: socket.socket, place: Place, deed: str, call: str, number: int) -> None:
    try:
        getattr(place, deed)(lambda: refuse(call, number))
    except VaultNotWritable as error:
        told.send(str(error).encode())  # to a socket: "write" may be what is refused
    else:
        told.send(b"done")


def tried(place: Place, deed: str, call: str, number: int) -> str:
    """Do it in a process of which the kernel refuses a call; return how that ended, in words."""
    ours, theirs = socket.socketpair()
    process = FORK.Process(target=answered, args=(theirs, place, deed, call, number))
    process.start()
    theirs.close()
    said = ours.recv(4096).decode()
    ours.close()
    process.join()
    assert process.exitcode == 0
    return said


@pytest.fixture
def place(small_vault: Path, passphrase: Secret[str], note: Any) -> Place:
    return Place(small_vault, passphrase, note)


@pytest.mark.parametrize(("call", "number"), REFUSALS)
@pytest.mark.parametrize("deed", NOT_NEEDED)
def test_what_the_kernel_refuses_is_named_and_nothing_is_lost(
    place: Place, everything: Callable[[Vault], Any], deed: str, call: str, number: int
) -> None:
    before, there = place.state(everything), place.names()
    said = tried(place, deed, call, number)
    after, left = place.state(everything), place.names() - there
    if call in NOT_NEEDED[deed]:
        assert said == "done"
        return
    assert said.endswith("Nothing was changed.")
    assert any(reason in said for reason in REASONS[number] | UNTOLD)
    assert after == before
    if call != "unlink":  # then what was begun can't be taken away either
        assert left == set()


def test_a_file_in_place_that_may_not_stay_is_told_as_that(
    place: Place, everything: Callable[[Vault], Any]
) -> None:
    before = place.state(everything)
    said = tried(place, "writing_anew", "fsync", errno.EIO)
    assert "was changed as asked, but" in said
    assert "Input/output error" in said
    assert place.state(everything) == before  # the same records, in another file


def test_each_deed_does_something_where_nothing_is_refused(
    place: Place, everything: Callable[[Vault], Any]
) -> None:
    states = [place.state(everything)]
    for deed in ("backup", "save", "restore", "passphrase_change"):
        getattr(place, deed)(lambda: None)
        states.append(place.state(everything))
    assert states[0] == states[1] != states[2] != states[3] != states[4]
    assert place.more.exists()
