"""Whatever somebody does to the file, what it says is true or it says that it is damaged."""

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.exceptions import InvalidTag

from optout_profiles.errors import VaultDamaged, VaultError, VaultNotWritable, WrongPassphrase
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Remove, Table, create_vault, open_vault
from optout_profiles.vault.file import VaultFile
from optout_profiles.vault.header import Header, Slot, StoredSlot
from optout_profiles.vault.keys import Keys
from optout_profiles.vault.records import Entry, written

Edit = Callable[..., None]
ReadAgain = Callable[[Path], object]

ALL_BITS = os.environ.get("OPTOUT_TUI_TEST_FLIPS") == "all"
"""Normally one bit of each byte that isn't zero, and of every 13th that is."""

OLDER = "SELECT * FROM old.records WHERE"
TAMPERINGS = {
    "contents of two accounts exchanged": [
        "CREATE TEMP TABLE kept AS SELECT * FROM contents WHERE place IN (2, 3)",
        "UPDATE contents SET sealed = (SELECT sealed FROM kept WHERE place = 5 - contents.place)"
        " WHERE place IN (2, 3)",
    ],
    "places of two accounts exchanged": [
        "UPDATE records SET place = 5 - place + 100 WHERE place IN (2, 3)",
        "UPDATE records SET place = place - 100 WHERE place > 100",
        "UPDATE contents SET place = 5 - place + 100 WHERE place IN (2, 3)",
        "UPDATE contents SET place = place - 100 WHERE place > 100",
    ],
    "names of two accounts exchanged": [
        "UPDATE records SET entry = with_part(entry, 2,"
        " CASE part(entry, 2) WHEN 'b' THEN 'c' ELSE 'b' END) WHERE place IN (2, 3)"
    ],
    "an account renamed": [
        "UPDATE records SET entry = with_part(entry, 2, 'other') WHERE place = 2"
    ],
    "an account removed": [
        "DELETE FROM records WHERE place = 2",
        "DELETE FROM contents WHERE place = 2",
    ],
    "only a content removed": ["DELETE FROM contents WHERE place = 2"],
    "a content emptied": ["UPDATE contents SET sealed = x'' WHERE place = 2"],
    "a content that is a number": ["UPDATE contents SET sealed = 5 WHERE place = 2"],
    "everything removed": ["DELETE FROM records", "DELETE FROM contents"],
    "an account doubled": [
        "INSERT INTO records SELECT 9, with_part(with_part(entry, 0, 9), 2, 'd') FROM records"
        " WHERE place = 2",
        "INSERT INTO contents SELECT 9, sealed FROM contents WHERE place = 2",
    ],
    "an account listed twice": [
        "INSERT INTO records SELECT 9, with_part(entry, 0, 9) FROM records WHERE place = 2",
        "INSERT INTO contents SELECT 9, sealed FROM contents WHERE place = 2",
    ],
    "places shifted": ["UPDATE records SET place = place + 100"],
    "a session made an account": [
        "UPDATE records SET entry = with_part(entry, 1, 'accounts') WHERE place = 4"
    ],
    "a record in a table of its own": [
        "UPDATE records SET entry = with_part(entry, 1, 'more') WHERE place = 4"
    ],
    "a version raised": [
        "UPDATE records SET entry = with_part(entry, 3, part(entry, 3) + 1) WHERE place = 2"
    ],
    "a short nonce": ["UPDATE records SET entry = with_part(entry, 4, x'00') WHERE place = 2"],
    "an entry that is text": ["UPDATE records SET entry = 'x' WHERE place = 2"],
    "an entry that is too long": ["UPDATE records SET entry = entry || x'00' WHERE place = 2"],
    "two entries in one place": [
        "UPDATE records SET entry = CAST(entry || (SELECT entry FROM records WHERE place = 3)"
        " AS BLOB) WHERE place = 2",
        "DELETE FROM records WHERE place = 3",
    ],
    "an older account replayed": [
        f"REPLACE INTO records {OLDER} place = 1",
        "REPLACE INTO contents SELECT * FROM old.contents WHERE place = 1",
    ],
    "only an older content replayed": [
        "REPLACE INTO contents SELECT * FROM old.contents WHERE place = 1"
    ],
    "an older account under the newer version": [
        "UPDATE records SET entry = with_part(entry, 4,"
        " (SELECT part(entry, 4) FROM old.records WHERE place = 1)) WHERE place = 1",
        "REPLACE INTO contents SELECT * FROM old.contents WHERE place = 1",
    ],
    "a removed account brought back": [
        f"INSERT INTO records {OLDER} place = 6",
        "INSERT INTO contents SELECT * FROM old.contents WHERE place = 6",
    ],
    "the older manifest replayed": [
        "UPDATE manifest SET sealed = (SELECT sealed FROM old.manifest)"
    ],
    "all records replayed, not the manifest": [
        "DELETE FROM records",
        "INSERT INTO records SELECT * FROM old.records",
        "DELETE FROM contents",
        "INSERT INTO contents SELECT * FROM old.contents",
    ],
    "another vault's manifest": [
        "UPDATE manifest SET sealed = (SELECT sealed FROM other.manifest)"
    ],
    "another vault's records and manifest": [
        "UPDATE manifest SET sealed = (SELECT sealed FROM other.manifest)",
        "DELETE FROM records",
        "INSERT INTO records SELECT * FROM other.records",
        "DELETE FROM contents",
        "INSERT INTO contents SELECT * FROM other.contents",
    ],
    "another vault's key and header": [
        "DELETE FROM slots",
        "INSERT INTO slots SELECT * FROM other.slots",
        "DELETE FROM header",
        "INSERT INTO header SELECT * FROM other.header",
    ],
}


@pytest.fixture
def older_copies(
    small_vault: Path, tmp_path: Path, passphrase: Secret[str], note: Any
) -> tuple[Path, Path]:
    """Return an older state of the vault, and another vault of the same passphrase and ids."""
    older, other = tmp_path / "older.vault", tmp_path / "other.vault"
    with open_vault(small_vault, passphrase, writing=True) as vault:
        vault.write(Put(Table.ACCOUNTS, "f", note("to be removed")))
        shutil.copy(small_vault, older)
        vault.write(Remove(Table.ACCOUNTS, "f"), Put(Table.ACCOUNTS, "a", note("newest")))
    with create_vault(other, passphrase, TEST_COST) as vault:
        vault.write(*(Put(Table.ACCOUNTS, one, note(f"other {one}")) for one in ("a", "b", "c")))
    return older, other


@pytest.mark.parametrize("statements", TAMPERINGS.values(), ids=TAMPERINGS)
def test_what_was_swapped_removed_or_replayed_is_noticed(
    small_vault: Path,
    older_copies: tuple[Path, Path],
    altered: Edit,
    read_again: ReadAgain,
    statements: list[str],
) -> None:
    read_again(small_vault)
    older, other = older_copies
    altered(small_vault, f"ATTACH '{older}' AS old", f"ATTACH '{other}' AS other", *statements)
    with pytest.raises(VaultDamaged):
        read_again(small_vault)


@pytest.mark.parametrize(
    "change",
    [{"place": 2}, {"table": Table.RUNS}, {"id": "b"}, {"version": 4}, {"nonce": b"n" * 12}],
    ids=str,
)
def test_a_ciphertext_opens_only_for_the_entry_it_was_made_for(change: dict[str, Any]) -> None:
    """The manifest would notice too; this is the second of two locks."""
    keys = Keys(Secret(b"k" * 32), "0" * 32)
    entry = Entry(1, Table.ACCOUNTS, "a", 3, b"0" * 12)
    content = keys.seal(entry, b"clear")
    assert keys.unseal(entry, content) == b"clear"
    with pytest.raises(InvalidTag):
        keys.unseal(msgspec.structs.replace(entry, **change), content)
    other = written(msgspec.structs.replace(entry, **change))
    assert keys.tags([other]) != keys.tags([written(entry)])


def test_a_ciphertext_opens_only_in_its_own_vault() -> None:
    entry = Entry(1, Table.ACCOUNTS, "a", 3, b"0" * 12)
    content = Keys(Secret(b"k" * 32), "0" * 32).seal(entry, b"clear")
    with pytest.raises(InvalidTag):
        Keys(Secret(b"k" * 32), "1" * 32).unseal(entry, content)


def test_a_change_under_an_open_vault_is_noticed_at_the_next_look(
    small_vault: Path, passphrase: Secret[str], altered: Edit, note: Any
) -> None:
    with open_vault(small_vault, passphrase, writing=True) as vault:
        altered(small_vault, "UPDATE contents SET sealed = x'00' WHERE place = 2")
        with pytest.raises(VaultDamaged):
            vault.get(Table.ACCOUNTS, "b", note)
        with pytest.raises(VaultDamaged):
            vault.all(Table.ACCOUNTS, note)


def test_an_older_state_put_back_under_an_open_vault_is_noticed(
    small_vault: Path,
    older_copies: tuple[Path, Path],
    passphrase: Secret[str],
    note: Any,
) -> None:
    with open_vault(small_vault, passphrase, writing=True) as vault:
        small_vault.write_bytes(older_copies[0].read_bytes())
        with pytest.raises(VaultDamaged, match="older state"):
            vault.write(Put(Table.ACCOUNTS, "a", note("lost")))


def test_a_save_never_goes_to_a_file_that_was_replaced(
    small_vault: Path, passphrase: Secret[str], note: Any, tmp_path: Path
) -> None:
    shutil.copy(small_vault, tmp_path / "copy")
    with open_vault(small_vault, passphrase, writing=True) as vault:
        (tmp_path / "copy").rename(small_vault)
        with pytest.raises(VaultNotWritable, match="replaced"):
            vault.write(Put(Table.ACCOUNTS, "a", note("lost")))
        small_vault.unlink()
        with pytest.raises(VaultNotWritable, match="moved"):
            vault.write(Put(Table.ACCOUNTS, "a", note("lost")))


def flips(vault: bytes) -> list[tuple[int, int]]:
    if ALL_BITS:
        return [(place, bit) for place in range(len(vault)) for bit in range(8)]
    return [(n, n % 8) for n, byte in enumerate(vault) if byte or n % 13 == 0]


@pytest.mark.long
def test_no_flipped_bit_ever_gives_wrong_data(
    small_vault: Path, passphrase: Secret[str], everything: Callable[..., Any], note: Any
) -> None:
    sound = small_vault.read_bytes()
    noticed = 0
    with open_vault(small_vault, passphrase, writing=False) as vault:
        truth = everything(vault)
    for place, bit in flips(sound):
        wrong = bytearray(sound)
        wrong[place] ^= 1 << bit
        small_vault.write_bytes(wrong)
        try:
            with open_vault(small_vault, passphrase, writing=False) as vault:
                assert everything(vault) == truth, (place, bit)
        except VaultError:
            noticed += 1
            assert small_vault.read_bytes() == wrong, (place, bit)
    assert noticed > 900


def test_saving_into_a_file_with_a_flipped_bit_never_gives_wrong_data(
    small_vault: Path, passphrase: Secret[str], everything: Callable[..., Any], note: Any
) -> None:
    sound = small_vault.read_bytes()
    with open_vault(small_vault, passphrase, writing=True) as vault:
        vault.write(Put(Table.RUNS, "r", note("new")))
        truth = everything(vault)
    for place, bit in random.Random(7).sample(flips(sound), 300):
        wrong = bytearray(sound)
        wrong[place] ^= 1 << bit
        small_vault.write_bytes(wrong)
        try:
            with open_vault(small_vault, passphrase, writing=True) as vault:
                vault.write(Put(Table.RUNS, "r", note("new")))
            with open_vault(small_vault, passphrase, writing=False) as vault:
                assert everything(vault) == truth, (place, bit)
        except VaultError:
            continue


def hostile_bodies(count: int) -> list[bytes]:
    dice = random.Random(20261123)
    numbers = [0, -1, 2**20 + 1, 2**31, 2**32, 2**63 - 1, 2**64 - 1, -(2**63), 1.5, "3", None, []]
    bodies = []
    for _ in range(count):
        cost = {key: dice.choice([3, *numbers]) for key in ("memory", "passes", "lanes")}
        slot = {"cost": cost, "salt": bytes(16), "wrapped": bytes(60)}
        body = msgspec.msgpack.encode(slot)
        if dice.random() < 0.4:
            broken = bytearray(body)
            for _ in range(dice.randrange(1, 6)):
                broken[dice.randrange(len(broken))] = dice.randrange(256)
            body = bytes(broken[: dice.randrange(len(broken) + 1)])
        bodies.append(body)
    return bodies


def test_five_thousand_hostile_costs_are_refused_as_numbers() -> None:
    began = time.monotonic()
    for body in hostile_bodies(5000):
        with pytest.raises((ValueError, msgspec.DecodeError)):
            Header("0" * 32, (StoredSlot("passphrase", body),)).passphrase_slot()
    assert time.monotonic() - began < 5


def test_hostile_headers_are_damage_and_cost_nothing(
    small_vault: Path, passphrase: Secret[str], altered: Edit
) -> None:
    with open_vault(small_vault, passphrase, writing=False) as vault:
        vault_id = vault.id
    slowest = 0.0
    for body in hostile_bodies(300):
        digest = Header(vault_id, (StoredSlot("passphrase", body),)).digest
        altered(
            small_vault,
            "PRAGMA synchronous=OFF",
            f"UPDATE slots SET body = x'{body.hex()}'",
            f"UPDATE header SET digest = x'{digest.hex()}'",
        )
        began = time.monotonic()
        with pytest.raises(VaultDamaged):
            open_vault(small_vault, passphrase, writing=False)
        slowest = max(slowest, time.monotonic() - began)
    assert slowest < 0.5


def test_a_cheaper_cost_written_into_the_header_opens_nothing(
    small_vault: Path, passphrase: Secret[str], altered: Edit
) -> None:
    file = VaultFile(small_vault, writing=False)
    header = file.header()
    file.close()
    slot = header.passphrase_slot()
    cheaper = Slot(msgspec.structs.replace(slot.cost, memory=32), slot.salt, slot.wrapped)
    body = msgspec.msgpack.encode(cheaper)
    digest = Header(header.vault_id, (StoredSlot("passphrase", body),)).digest
    altered(
        small_vault,
        f"UPDATE slots SET body = x'{body.hex()}'",
        f"UPDATE header SET digest = x'{digest.hex()}'",
    )
    with pytest.raises(WrongPassphrase):
        open_vault(small_vault, passphrase, writing=False)


def test_a_slot_added_without_the_key_is_noticed(
    small_vault: Path, passphrase: Secret[str], altered: Edit
) -> None:
    file = VaultFile(small_vault, writing=False)
    header = file.header()
    file.close()
    more = msgspec.structs.replace(header, slots=(*header.slots, StoredSlot("recovery", b"x")))
    altered(
        small_vault,
        "INSERT INTO slots VALUES ('recovery', x'78')",
        f"UPDATE header SET digest = x'{more.digest.hex()}'",
    )
    with pytest.raises(VaultDamaged, match="header"):
        open_vault(small_vault, passphrase, writing=False)
