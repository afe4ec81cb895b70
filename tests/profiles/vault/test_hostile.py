"""Whatever a file's header and records hold, the vault's own errors come of it, and soon.

Hypothesis writes the files. That it gets through to the code behind each refusal is claimed at the
end of each test: the refusals are counted, and those that must be among them are named.
"""

import gc
import hashlib
import os
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from optout_profiles.errors import VaultDamaged, VaultError
from optout_profiles.secret import Secret
from optout_profiles.vault import Table, Vault, open_vault
from optout_profiles.vault.file import SCHEMA
from optout_profiles.vault.header import KEYRING, Header
from optout_profiles.vault.keys import Keys
from optout_profiles.vault.manifest import Manifest
from optout_profiles.vault.opening import header_of, open_by_kept_secret
from optout_profiles.vault.recovery import new_code
from optout_profiles.vault.rekeying import wrap_by, wrap_by_code

COUNT = int(os.environ.get("OPTOUT_TUI_TEST_HOSTILE", "250"))
KEPT = Secret(b"kept by a keyring, 32 bytes long")
CODE = new_code()

hostile = settings(
    max_examples=COUNT,
    deadline=None,
    database=None,
    derandomize=COUNT <= 250,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def opened_all_ways(small_vault: Path, passphrase: Secret[str]) -> Path:
    """Return a vault that a passphrase, a code and a kept secret open."""
    with open_vault(small_vault, passphrase, writing=True) as vault:
        wrap_by_code(vault, CODE)
        wrap_by(vault, KEYRING, KEPT)
    return small_vault


@pytest.fixture
def file(opened_all_ways: Path) -> Iterator[sqlite3.Connection]:
    """Return a connection that edits the vault without waiting for the disk."""
    with closing(sqlite3.connect(opened_all_ways, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA journal_mode=MEMORY")
        yield connection


def rewritten(file: sqlite3.Connection, tables: dict[str, list[tuple[object, ...]]]) -> None:
    file.execute("BEGIN")
    for table, rows in tables.items():
        file.execute(f"DELETE FROM {table}")
        for row in rows:
            marks = ", ".join("?" * len(row))
            file.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row)
    file.execute("COMMIT")


def rows_of(file: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    return {table: file.execute(f"SELECT * FROM {table}").fetchall() for table in SCHEMA}


def told(error: VaultError) -> str:
    """Return which refusal it is, without the names and numbers in it."""
    what = error.what if isinstance(error, VaultDamaged) else type(error).__name__
    words = re.sub(r"the record .{0,40}? of [a-z]+", "the record", re.split("[;,]", what)[0])
    return re.sub(r"\d+( …|, \d+)*", "N", words)


def looked_at(
    path: Path, reader: Callable[[Path], Vault], everything: Callable[[Vault], Any]
) -> tuple[Any, float]:
    """Return what a vault says or the refusal, and the seconds of computing that it took.

    Python's collector waits meanwhile: what it looks through is Hypothesis's heap, not the vault's.
    """
    found: Any
    gc.disable()
    began = time.process_time()
    try:
        with reader(path) as vault:
            found = everything(vault)
    except VaultError as error:
        found = told(error)
    seconds = time.process_time() - began
    gc.enable()
    return found, seconds


NUMBERS = some.sampled_from(
    [0, 1, 2, 8, 16, 17, 64, 128, -1, 2**20 + 1, 2**32, 2**63, 1.5, "3", None]
)
COSTS = some.fixed_dictionaries({"memory": NUMBERS, "passes": NUMBERS, "lanes": NUMBERS})
SIZES = some.sampled_from([0, 15, 16, 17, 59, 60, 61, 5000])
PIECES = some.one_of(SIZES.map(bytes), some.binary(max_size=70), NUMBERS)
CELLS = some.one_of(
    some.none(), some.integers(-(2**63), 2**63 - 1), some.floats(allow_nan=False), some.binary()
)

WORDS = some.text(some.characters(codec="utf-8"), max_size=40)


def mostly(usual: Any, odd: Any) -> Any:
    """Draw what is usual four times of five, so that the code behind the first check is reached."""
    return some.sampled_from([usual] * 4 + [odd]).flatmap(lambda chosen: chosen)


@some.composite
def bodies(draw: Any, real: list[bytes]) -> object:
    """Draw a slot's body: a real one, one bent, one of the right form, or anything."""
    match draw(some.integers(0, 4)):
        case 0:
            return draw(some.sampled_from(real))
        case 1:
            bent = bytearray(draw(some.sampled_from(real)))
            bent[draw(some.integers(0, len(bent) - 1))] = draw(some.integers(0, 255))
            # Numbers of a real form that a bent byte makes large cost what Argon2id costs.
            return bytes(bent) if is_cheap(bytes(bent)) else b""
        case 2:
            slot = {"cost": draw(COSTS), "salt": draw(PIECES), "wrapped": draw(PIECES)}
            return msgspec.msgpack.encode(slot | draw(some.sampled_from([{}, {"more": 1}])))
        case 3:
            return msgspec.msgpack.encode({"salt": draw(PIECES), "wrapped": draw(PIECES)})
        case _:
            return draw(some.one_of(CELLS, WORDS))


def is_cheap(body: bytes) -> bool:
    try:
        cost = msgspec.msgpack.decode(body)["cost"]
        return not (cost["memory"] > 1024 and cost["memory"] <= 2**20) and cost["passes"] != 16
    except (ValueError, TypeError, KeyError, msgspec.DecodeError):
        return True


@pytest.mark.long
def test_no_header_is_answered_by_anything_but_a_refusal(
    opened_all_ways: Path,
    file: sqlite3.Connection,
    passphrase: Secret[str],
    everything: Callable[[Vault], Any],
) -> None:
    sound, header = rows_of(file), header_of(opened_all_ways)
    real = [slot.body for slot in header.slots]
    readers: list[Callable[[Path], Vault]] = [
        lambda path: open_vault(path, passphrase, writing=False),
        lambda path: open_vault(path, CODE, writing=False),
        lambda path: open_by_kept_secret(path, KEPT, writing=False),
    ]
    truth, _ = looked_at(opened_all_ways, readers[0], everything)
    refusals: Counter[str] = Counter()
    slowest = 0.0
    kinds = some.one_of(
        some.sampled_from(["passphrase", "passphrase", "recovery", "keyring"]), WORDS, CELLS
    )
    shallow = some.lists(some.tuples(kinds, bodies(real)), max_size=10)
    deep = some.tuples(*(some.tuples(some.just(one.kind), bodies(real)) for one in header.slots))
    same = some.just([(one.kind, one.body) for one in header.slots])
    slots = some.one_of(same, deep.map(list), deep.map(list), shallow)

    @hostile
    @given(
        slots,
        mostly(some.just(header.vault_id), some.one_of(some.just("0" * 32), WORDS, CELLS)),
        mostly(some.none(), some.one_of(some.just(header.digest), some.binary(max_size=40))),
        some.sampled_from(readers),
        mostly(some.just(1), some.sampled_from([0, 2])),
    )
    def holds(
        slots: list[tuple[Any, Any]], vault_id: Any, digest: Any, reader: Any, rows: int
    ) -> None:
        nonlocal slowest
        if digest is None:  # the right checksum of what is there, as anybody can reckon it
            words = msgspec.msgpack.encode((1, (vault_id, slots)))
            digest = hashlib.sha256(words).digest()
        slots = [(kind, body) for kind, body in slots if None not in (kind, body)]
        identity = [(vault_id, digest)] * rows if vault_id is not None else []
        rewritten(file, {**sound, "header": identity, "slots": slots})
        found, seconds = looked_at(opened_all_ways, reader, everything)
        slowest = max(slowest, seconds)
        if isinstance(found, str):
            refusals[found] += 1
        else:
            refusals["opened"] += 1
            assert found == truth

    holds()
    print(f"{COUNT} hostile headers, slowest {slowest:.3f} s: {dict(refusals)}")
    assert slowest < 0.1
    assert set(refusals) >= {
        "its header is not sound",
        "its header is not as it was written",
        "its key slot is not sound",
        "WrongPassphrase",
        "its manifest does not fit its header",
        "opened",
    }


@pytest.mark.long
def test_no_record_is_answered_by_anything_but_a_refusal(
    opened_all_ways: Path,
    file: sqlite3.Connection,
    passphrase: Secret[str],
    everything: Callable[[Vault], Any],
) -> None:
    """Half of them with a manifest that vouches for them, as a bug of ours could write one."""
    sound = rows_of(file)
    with open_vault(opened_all_ways, passphrase, writing=False) as vault:
        truth = everything(vault)
        with vault.held() as held:
            keys, header = held.keys, held.header
    refusals: Counter[str] = Counter()
    slowest = 0.0
    entries = [entry for _, entry in sound["records"]]
    parts = some.tuples(
        some.integers(-1, 8),
        some.one_of(some.sampled_from(list(Table)), WORDS),
        some.one_of(some.sampled_from("abc"), WORDS, NUMBERS),
        NUMBERS,
        some.one_of(some.binary(min_size=12, max_size=12), some.binary(max_size=20)),
    )
    pieces = some.one_of(
        some.sampled_from(entries), parts.map(msgspec.msgpack.encode), CELLS.filter(bool), WORDS
    )
    rows = some.lists(some.tuples(some.integers(1, 8), pieces), max_size=8)
    contents = some.lists(
        some.tuples(some.integers(1, 8), some.one_of(CELLS, WORDS)), max_size=6
    ).map(lambda more: [*sound["contents"], *more])

    @hostile
    @given(
        some.one_of(rows, rows.map(lambda more: [*sound["records"], *more])),
        some.one_of(some.just(sound["contents"]), contents),
        some.one_of(some.none(), some.booleans(), some.binary(max_size=80)),
    )
    def holds(rows: list[Any], contents: list[Any], manifest: Any) -> None:
        nonlocal slowest
        contents = [row for row in contents if row[1] is not None]
        rewritten(file, {**sound, "records": rows, "contents": contents})
        if isinstance(manifest, bytes):
            rewritten(file, {"manifest": [(manifest,)]})
        elif manifest is not None:
            rewritten(file, {"manifest": [(vouching(file, keys, header, is_sound=manifest),)]})
        reader = lambda path: open_vault(path, passphrase, writing=False)  # noqa: E731
        found, seconds = looked_at(opened_all_ways, reader, everything)
        slowest = max(slowest, seconds)
        if isinstance(found, str):
            refusals[found] += 1
        elif manifest is None:
            assert found == truth
            refusals["opened"] += 1

    holds()
    print(f"{COUNT} hostile lists of records, slowest {slowest:.3f} s: {dict(refusals)}")
    assert slowest < 0.1
    assert set(refusals) >= {
        "its manifest does not fit its header",
        "its list of records is not sound",
        "the record was moved from place N to N",
        "what is listed at place N is no record",
        "N records were removed",
    }


def vouching(file: sqlite3.Connection, keys: Keys, header: Header, *, is_sound: bool) -> bytes:
    """Return a sealed manifest that fits what is listed, or one that is none."""
    pieces = [row[0] for row in file.execute("SELECT entry FROM records ORDER BY place")]
    pieces = [piece for piece in pieces if isinstance(piece, bytes)]
    total = (keys.tags(pieces) % 2**256).to_bytes(32, "big")
    clear = msgspec.msgpack.encode(Manifest(len(pieces), 50, total, 0))
    return keys.seal_manifest(clear if is_sound else clear + b"\0", header.digest)
