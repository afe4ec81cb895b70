"""What a save and an opening cost, against raw SQLite and the disk, side by side.

Run it: ``python tests/bench/bench_vault.py [FOLDER]``. Prints ratios with their spread (quartiles
of the pairs) and the goals of the design; pairs are interleaved, so that a busy machine slows
both sides. Times in milliseconds are of this machine and this moment only.
"""

import contextlib
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from optout_profiles.accounts import Account, BrowserKind, Cookie, Session
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, Vault, create_vault, open_vault

PAIRS = 40
SAVES = 5
OPENINGS = 20
LARGE, SMALL = 10_000, 100
WORDS = Secret("only for this benchmark")
THEN = datetime(2026, 11, 23, tzinfo=UTC)
Deed = Callable[[], None]


def account(number: int, save: int = 0) -> Account:
    """Return an account that differs from save to save: SQLite skips a row that stays the same."""
    label = f"Sample Person {number}, {save:09}"
    return Account(f"id{number}", label, THEN, f"p{number}@example.test")


def session(number: int) -> Session:
    """Return a session of 3.4 KB, as measured on real ones."""
    cookies = tuple(Cookie(f"c{n}", "x" * 260, ".example.test") for n in range(10))
    return Session(f"id{number}", "member", "http://127.0.0.1", BrowserKind.VISIBLE, THEN, cookies)


def filled_vault(folder: Path, count: int) -> Vault:
    vault = create_vault(folder / f"{count}.vault", WORDS, TEST_COST)
    vault.write(
        *(Put(Table.ACCOUNTS, f"id{n}", account(n)) for n in range(count)),
        *(Put(Table.SESSIONS, f"id{n}", session(n)) for n in range(count)),
    )
    return vault


def raw_sqlite(folder: Path, count: int) -> sqlite3.Connection:
    """Return a database of the same rows in clear, with the same settings and durability."""
    raw = sqlite3.connect(folder / f"{count}.sqlite", isolation_level=None)
    for setting in ("secure_delete=ON", "synchronous=EXTRA", "journal_mode=DELETE"):
        raw.execute(f"PRAGMA {setting}")
    raw.execute("CREATE TABLE records (place INTEGER PRIMARY KEY, kind TEXT, id TEXT, body BLOB)")
    kinds = (("accounts", account), ("sessions", session))
    rows = [
        (kind, f"id{n}", msgspec.msgpack.encode(make(n)))
        for kind, make in kinds
        for n in range(count)
    ]
    raw.execute("BEGIN")
    raw.executemany("INSERT INTO records (kind, id, body) VALUES (?, ?, ?)", rows)
    raw.execute("COMMIT")
    return raw


def vault_save(vault: Vault, count: int) -> Deed:
    numbers = iter(range(10**9))

    def save() -> None:
        save_number = next(numbers)
        number = save_number * 7919 % count
        vault.write(Put(Table.ACCOUNTS, f"id{number}", account(number, save_number)))

    return save


def raw_save(raw: sqlite3.Connection, count: int) -> Deed:
    numbers = iter(range(10**9))

    def save() -> None:
        save_number = next(numbers)
        number = save_number * 7919 % count
        body = msgspec.msgpack.encode(account(number, save_number))
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE records SET body = ? WHERE place = ?", (body, number + 1))
        raw.execute("COMMIT")

    return save


def synced_write(folder: Path) -> Deed:
    file = os.open(folder / "floor", os.O_CREAT | os.O_RDWR)

    def write() -> None:
        os.pwrite(file, os.urandom(4096), 0)
        os.fsync(file)

    return write


def milliseconds(deed: Deed, times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        deed()
    return (time.perf_counter() - began) * 1000 / times


def compare(name: str, goal: str, ours: Deed, theirs: Deed, pairs: int, times: int) -> None:
    """Print the median ratio of interleaved pairs, their quartiles and both medians."""
    ours()
    theirs()
    measured = []
    for number in range(pairs):
        if number % 2:
            measured.append((milliseconds(ours, times), milliseconds(theirs, times)))
        else:
            second = milliseconds(theirs, times)
            measured.append((milliseconds(ours, times), second))
    low, middle, high = statistics.quantiles([one / other for one, other in measured], n=4)
    first, second = (statistics.median(column) for column in zip(*measured, strict=True))
    print(
        f"{name:<44} {middle:6.2f}x ({low:.2f} to {high:.2f})  goal {goal:<8}"
        f" {first:8.2f} ms against {second:.2f} ms"
    )


def opening(path: Path) -> Deed:
    def open_and_list() -> None:
        with open_vault(path, WORDS, writing=False) as vault:
            vault.all(Table.ACCOUNTS, Account)

    return open_and_list


def raw_opening(path: Path) -> Deed:
    def open_and_list() -> None:
        with contextlib.closing(sqlite3.connect(path)) as raw:
            query = "SELECT body FROM records WHERE kind = 'accounts' ORDER BY place"
            for (body,) in raw.execute(query):
                msgspec.msgpack.decode(body, type=Account)

    return open_and_list


def main(folder: Path) -> None:
    large, small = filled_vault(folder, LARGE), filled_vault(folder, SMALL)
    raw = raw_sqlite(folder, LARGE)
    at_large, at_small = vault_save(large, LARGE), vault_save(small, SMALL)
    compare("a save against itself (noise)", "-", at_large, at_large, PAIRS, SAVES)
    compare("a save at 10,000 against 100 accounts", "<= 1.5x", at_large, at_small, PAIRS, SAVES)
    at_raw = raw_save(raw, LARGE)
    compare("a save against raw SQLite, 10,000", "<= 3x", at_large, at_raw, PAIRS, SAVES)
    floor = synced_write(folder)
    compare("a save against one synced 4 KB", "-", at_large, floor, PAIRS, SAVES)
    large.close()
    raw.close()
    listed = opening(folder / f"{LARGE}.vault")
    in_clear = raw_opening(folder / f"{LARGE}.sqlite")
    compare("open and list 10,000 against raw SQLite", "-", listed, in_clear, OPENINGS, 1)
    few = opening(folder / f"{SMALL}.vault")
    compare("open and list 10,000 against 100", "-", listed, few, OPENINGS, 1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if sys.argv[1:] else None) as made:
        main(Path(made))
