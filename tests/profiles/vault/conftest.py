"""A small real vault on disk, cheap to unlock."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, Vault, create_vault, open_vault

WORDS = "correct horse battery staple"


class Note(Struct, frozen=True):
    text: str
    number: int = 0


class Wider(Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    colour: str


@pytest.fixture
def note() -> type[Note]:
    return Note


@pytest.fixture
def wider() -> type[Wider]:
    return Wider


@pytest.fixture
def passphrase() -> Secret[str]:
    return Secret(WORDS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "list.vault"


@pytest.fixture
def small_vault(path: Path, passphrase: Secret[str]) -> Path:
    """Return a closed vault: three accounts, the first one saved twice, and two sessions."""
    with create_vault(path, passphrase, TEST_COST) as vault:
        vault.write(*(Put(Table.ACCOUNTS, one, Note(f"label of {one}")) for one in ("a", "b", "c")))
        vault.write(*(Put(Table.SESSIONS, one, Note(f"cookie of {one}")) for one in ("a", "b")))
        vault.write(Put(Table.ACCOUNTS, "a", Note("newer label of a", 2)))
    return path


Everything = dict[Table, list[Note]]


@pytest.fixture
def everything() -> Callable[[Vault], Everything]:
    """Return a reader of all that a vault holds."""
    return lambda vault: {table: vault.all(table, Note) for table in Table}


@pytest.fixture
def read_again(
    passphrase: Secret[str], everything: Callable[[Vault], Everything]
) -> Callable[[Path], Everything]:
    """Return a reader of all that a closed vault holds."""

    def read(path: Path) -> Everything:
        with open_vault(path, passphrase, writing=False) as vault:
            return everything(vault)

    return read


@pytest.fixture
def folder_state() -> Callable[[Path], dict[str, str]]:
    """Return a function that tells every file of a vault's folder and its hash."""

    def state(path: Path) -> dict[str, str]:
        if not path.parent.exists():
            return {}
        return {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest()
            for file in path.parent.iterdir()
            if file.is_file()
        }

    return state


@pytest.fixture
def altered() -> Callable[..., None]:
    """Return a function that edits a vault as somebody with its file and SQLite can.

    ``part(entry, n)`` and ``with_part(entry, n, value)`` reach into what lists a record.
    """

    def part(entry: bytes, number: int) -> Any:
        return msgspec.msgpack.decode(entry)[number]

    def with_part(entry: bytes, number: int, value: Any) -> bytes:
        parts = msgspec.msgpack.decode(entry)
        parts[number] = value
        return msgspec.msgpack.encode(parts)

    def edit(path: Path, *statements: str) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.create_function("part", 2, part)
        connection.create_function("with_part", 3, with_part)
        try:
            for statement in statements:
                connection.execute(statement)
        finally:
            connection.close()

    return edit


@pytest.fixture
def cut_off(tmp_path: Path) -> Callable[[Path], Path]:
    """Return a function that copies a vault as it stands in the middle of a save.

    SQLite is given no memory, so that it has to write pages before the end: the copy's file
    is half new, and its journal tells the way back.
    """

    def copy(path: Path) -> Path:
        connection = sqlite3.connect(path, isolation_level=None)
        target = tmp_path / "cut off" / path.name
        target.parent.mkdir()
        try:
            connection.execute("PRAGMA cache_size=1")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE contents SET sealed = randomblob(length(sealed))")
            connection.execute(
                "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted"
                " WHERE n < 300) INSERT INTO slots SELECT n, randomblob(3000) FROM counted"
            )
            for name in (path.name, f"{path.name}-journal"):
                shutil.copy(path.with_name(name), target.with_name(name))
            connection.execute("ROLLBACK")
        finally:
            connection.close()
        assert target.read_bytes() != path.read_bytes()
        return target

    return copy
