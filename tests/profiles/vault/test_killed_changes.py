"""A process killed while it changes the passphrase or restores leaves the old state or the new one.

Real processes, killed by SIGKILL at random instants of the deed.
"""

import multiprocessing
import os
import random
import shutil
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from optout_profiles.errors import WrongPassphrase
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, Vault, open_vault
from optout_profiles.vault.backups import back_up, put_back, to_be_replaced
from optout_profiles.vault.rekeying import change_passphrase

KILLS = int(os.environ.get("OPTOUT_TUI_TEST_KILLS", "40"))
FORK = multiprocessing.get_context("fork")
NEW = Secret("another long passphrase")

Everything = Callable[[Vault], Any]


def change(pipe: Connection, path: Path, passphrase: Secret[str], _: Path) -> None:
    with open_vault(path, passphrase, writing=True) as vault:
        pipe.send("begun")
        change_passphrase(vault, NEW, TEST_COST)[0].close()
    pipe.send("done")


def restore(pipe: Connection, path: Path, passphrase: Secret[str], backup: Path) -> None:
    with open_vault(backup, passphrase, writing=False) as vault, to_be_replaced(path):
        pipe.send("begun")
        put_back(vault, path, 99)
    pipe.send("done")


def killed(job: Callable[..., None], *arguments: object, after: float) -> bool:
    """Run a deed and kill it that long after it has begun; return whether it said it was done."""
    ours, theirs = FORK.Pipe()
    process = FORK.Process(target=job, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    assert ours.recv() == "begun"
    ours.poll(after)
    process.kill()
    process.join()
    try:
        is_done = ours.poll() and ours.recv() == "done"
    except EOFError:
        is_done = False
    ours.close()
    return bool(is_done)


@pytest.fixture
def larger(small_vault: Path, passphrase: Secret[str], note: Any) -> Path:
    """Return a vault of some size, so that writing it anew takes a while."""
    with open_vault(small_vault, passphrase, writing=True) as vault:
        vault.write(*(Put(Table.RUNS, str(n), note("x" * 2000, n)) for n in range(60)))
    return small_vault


class Instants:
    """Moments spread over a deed's time, which depends on what else the machine does."""

    def __init__(self) -> None:
        self._span = 0.05

    def next(self) -> float:
        return random.random() * self._span

    def learn(self, is_done: bool) -> None:
        self._span *= 0.7 if is_done else 1.15


@pytest.mark.long
def test_a_killed_change_of_passphrase_leaves_a_vault_that_one_of_the_two_opens(
    larger: Path, passphrase: Secret[str], everything: Everything, tmp_path: Path
) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(larger.parent, whole)
    with open_vault(larger, passphrase, writing=False) as vault:
        truth = everything(vault)
    ended = {"old": 0, "new": 0, "aside": 0}
    instants = Instants()
    for _ in range(KILLS):
        shutil.rmtree(larger.parent)
        shutil.copytree(whole, larger.parent)
        is_done = killed(change, larger, passphrase, larger, after=instants.next())
        instants.learn(is_done)
        ended["aside"] += any(".new-" in file.name for file in larger.parent.iterdir())
        try:
            vault, which = open_vault(larger, passphrase, writing=True), "old"
        except WrongPassphrase:
            vault, which = open_vault(larger, NEW, writing=True), "new"
        with vault:
            assert everything(vault) == truth
        assert which == "new" or not is_done
        assert not any(".new-" in file.name for file in larger.parent.iterdir())
        for copy in larger.parent.glob("*.backup"):
            with open_vault(copy, passphrase, writing=False) as kept:
                assert everything(kept) == {**truth, Table.SESSIONS: []}
        ended[which] += 1
    # Otherwise the kills fell beside the deed, and this test proved nothing.
    assert min(ended.values()) > 0, ended
    print(f"killed while changing the passphrase: {KILLS}, ended {ended}")


@pytest.mark.long
def test_a_killed_restore_leaves_the_list_or_the_copy(
    larger: Path, passphrase: Secret[str], everything: Everything, note: Any, tmp_path: Path
) -> None:
    backup, whole = tmp_path / "copy.vault", tmp_path / "whole"
    with open_vault(larger, passphrase, writing=True) as vault:
        back_up(vault, backup)
        vault.write(Put(Table.ACCOUNTS, "later", note("after the backup")))
        listed = everything(vault)
    with open_vault(backup, passphrase, writing=False) as vault:
        copied = everything(vault)
    shutil.copytree(larger.parent, whole)
    ended = {"old": 0, "new": 0, "aside": 0}
    instants = Instants()
    for _ in range(KILLS):
        shutil.rmtree(larger.parent)
        shutil.copytree(whole, larger.parent)
        is_done = killed(restore, larger, passphrase, backup, after=instants.next())
        instants.learn(is_done)
        ended["aside"] += any(".new-" in file.name for file in larger.parent.iterdir())
        with open_vault(larger, passphrase, writing=True) as vault:
            found = everything(vault)
        assert found in (listed, copied)
        assert found == copied or not is_done
        kept = list(larger.parent.glob("*.replaced"))
        assert kept or found == listed
        for one in kept:
            with open_vault(one, passphrase, writing=False) as vault:
                assert everything(vault) == listed
        ended["new" if found == copied else "old"] += 1
    assert min(ended.values()) > 0, ended
    print(f"killed while restoring: {KILLS}, ended {ended}")
