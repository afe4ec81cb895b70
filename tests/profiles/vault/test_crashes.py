"""A killed process leaves the old state or the new one, and nothing that it said was saved is lost.

Real processes, killed by SIGKILL wherever they happen to be.
"""

import json
import multiprocessing
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from optout_profiles.errors import VaultError, VaultHeld
from optout_profiles.secret import Secret
from optout_profiles.vault import Put, Table, open_vault

KILLS = int(os.environ.get("OPTOUT_TUI_TEST_KILLS", "40"))
FORK = multiprocessing.get_context("fork")


@contextmanager
def child(job: Callable[..., None], *arguments: object) -> Iterator[tuple[BaseProcess, Connection]]:
    """Run a job in a process of its own, with one end of a pipe; it is killed at the end."""
    ours, theirs = FORK.Pipe()
    process = FORK.Process(target=job, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        ours.close()


def save_for_ever(pipe: Connection, path: Path, passphrase: Secret[str], note: Any) -> None:
    with open_vault(path, passphrase, writing=True) as vault:
        number = max((one.number for one in vault.all(Table.RUNS, note)), default=0)
        while True:
            number += 1
            # Both or neither; the second one grows, so that pages are split and freed.
            vault.write(
                Put(Table.RUNS, "one", note("x", number)),
                Put(Table.QUEUE, "two", note("y" * (number * 397 % 9000), number)),
            )
            pipe.send(number)


def save_naively(pipe: Connection, path: Path) -> None:
    number = 0
    while True:
        number += 1
        with path.open("w") as file:
            json.dump({"number": number, "accounts": ["x" * 40] * 5_000}, file)
        pipe.send(number)


def hold(pipe: Connection, path: Path, passphrase: Secret[str]) -> None:
    with open_vault(path, passphrase, writing=True):
        pipe.send("held")
        pipe.recv()


def killed_after(process: BaseProcess, pipe: Connection, saves: int) -> int:
    """Kill a saving process after some saves and a little; return the last it acknowledged."""
    acknowledged = 0
    for _ in range(saves):
        acknowledged = pipe.recv()
    moment = time.perf_counter() + random.random() / 500
    while time.perf_counter() < moment:
        pass
    process.kill()
    process.join()
    try:
        while pipe.poll():
            acknowledged = pipe.recv()
    except EOFError:
        pass
    return acknowledged


@pytest.mark.long
def test_no_kill_corrupts_and_no_acknowledged_save_is_lost(
    small_vault: Path, passphrase: Secret[str], note: Any
) -> None:
    found_journals = 0
    for kill in range(KILLS):
        with child(save_for_ever, small_vault, passphrase, note) as (process, pipe):
            acknowledged = killed_after(process, pipe, kill % 4 + 1)
        found_journals += small_vault.with_name(f"{small_vault.name}-journal").exists()
        with open_vault(small_vault, passphrase, writing=bool(kill % 2)) as vault:
            (run,) = vault.all(Table.RUNS, note)
            queued = vault.get(Table.QUEUE, "two", note)
            assert queued is not None
            assert run.number == queued.number
            assert run.number in {acknowledged, acknowledged + 1}
            assert len(vault.all(Table.ACCOUNTS, note)) == 3
    print(f"killed while saving: {KILLS}, {found_journals} of them in the middle of a save")
    # Otherwise the kills fell between saves, and this test proved nothing.
    assert found_journals > 0


@pytest.mark.long
def test_the_same_kills_ruin_a_naive_writer(tmp_path: Path) -> None:
    ruined, kills = 0, max(20, KILLS // 10)
    for kill in range(kills):
        with child(save_naively, tmp_path / "naive.json") as (process, pipe):
            killed_after(process, pipe, kill % 4 + 1)
        try:
            json.loads((tmp_path / "naive.json").read_text())
        except ValueError:
            ruined += 1
    print(f"a naive writer killed: {kills}, ruined {ruined}")
    assert ruined * 10 >= kills


@pytest.mark.parametrize("writing", [False, True])
def test_a_save_cut_off_half_way_is_undone_by_whoever_opens_next(
    small_vault: Path,
    passphrase: Secret[str],
    cut_off: Callable[[Path], Path],
    everything: Callable[..., Any],
    read_again: Callable[[Path], Any],
    writing: bool,
) -> None:
    truth = read_again(small_vault)
    half_done = cut_off(small_vault)
    with open_vault(half_done, passphrase, writing=writing) as vault:
        assert everything(vault) == truth


def test_without_its_journal_a_save_cut_off_is_damage_not_wrong_data(
    small_vault: Path, cut_off: Callable[[Path], Path], read_again: Callable[[Path], Any]
) -> None:
    half_done = cut_off(small_vault)
    half_done.with_name(f"{half_done.name}-journal").unlink()
    with pytest.raises(VaultError):
        read_again(half_done)


def test_a_second_writer_is_refused_at_once_and_free_after_a_kill(
    small_vault: Path, passphrase: Secret[str], folder_state: Callable[[Path], dict[str, str]]
) -> None:
    with child(hold, small_vault, passphrase) as (process, pipe):
        assert pipe.recv() == "held"
        before = folder_state(small_vault)
        began = time.monotonic()
        with pytest.raises(VaultHeld):
            open_vault(small_vault, passphrase, writing=True)
        assert time.monotonic() - began < 1
        open_vault(small_vault, passphrase, writing=False).close()
        assert folder_state(small_vault) == before
        process.kill()
        process.join()
        open_vault(small_vault, passphrase, writing=True).close()


def test_a_second_writer_in_the_same_process_is_refused_too(
    small_vault: Path, passphrase: Secret[str]
) -> None:
    with open_vault(small_vault, passphrase, writing=True):
        for _ in range(2):
            with pytest.raises(VaultHeld):
                open_vault(small_vault, passphrase, writing=True)
    open_vault(small_vault, passphrase, writing=True).close()


def test_a_wrong_passphrase_leaves_no_lock_behind(
    small_vault: Path, passphrase: Secret[str]
) -> None:
    with pytest.raises(VaultError):
        open_vault(small_vault, Secret("another one"), writing=True)
    open_vault(small_vault, passphrase, writing=True).close()


def test_saves_in_another_process_never_make_a_reader_fail(
    small_vault: Path, passphrase: Secret[str], note: Any
) -> None:
    with child(save_for_ever, small_vault, passphrase, note) as (_, pipe):
        pipe.recv()
        seen = set()
        with open_vault(small_vault, passphrase, writing=False) as reader:
            while len(seen) < 4:
                while pipe.poll():
                    pipe.recv()
                (run,) = reader.all(Table.RUNS, note)
                assert len(reader.all(Table.ACCOUNTS, note)) == 3
                seen.add(run.number)
        for _ in range(8):
            while pipe.poll():
                pipe.recv()
            with open_vault(small_vault, passphrase, writing=False) as reader:
                assert reader.ids(Table.QUEUE) == {"two"}
