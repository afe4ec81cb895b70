"""What is wrong with a file is said as closely as the file can tell."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from optout_profiles.errors import VaultDamaged
from optout_profiles.secret import Secret
from optout_profiles.vault import Put, Remove, Table, open_vault

NAMED = {
    "an edited record": (
        ["UPDATE contents SET sealed = zeroblob(60) WHERE place = 2"],
        "the record b of accounts is not as it was written",
    ),
    "two exchanged contents": (
        [
            "CREATE TEMP TABLE kept AS SELECT * FROM contents WHERE place IN (2, 3)",
            "UPDATE contents SET sealed = (SELECT sealed FROM kept WHERE place = 5 -"
            " contents.place) WHERE place IN (2, 3)",
        ],
        "the record b of accounts is not as it was written",
    ),
    "a content removed": (
        ["DELETE FROM contents WHERE place = 4"],
        "the content of the record a of sessions is missing",
    ),
    "a record removed": (
        ["DELETE FROM records WHERE place = 2", "DELETE FROM contents WHERE place = 2"],
        "1 record was removed, perhaps of place 2",
    ),
    "a listing removed": (
        ["DELETE FROM records WHERE place = 3"],
        "1 record was removed, of place 3: the content is still there",
    ),
    "everything removed": (
        ["DELETE FROM records", "DELETE FROM contents"],
        "5 records were removed",
    ),
    "a record moved": (
        [
            "UPDATE records SET place = 9 WHERE place = 2",
            "UPDATE contents SET place = 9 WHERE place = 2",
        ],
        "the record b of accounts was moved from place 2 to 9",
    ),
    "a record renamed": (
        ["UPDATE records SET entry = with_part(entry, 2, 'x') WHERE place = 2"],
        "the record x of accounts is not as it was written",
    ),
    "a record doubled": (
        [
            "INSERT INTO records SELECT 9, with_part(entry, 0, 9) FROM records WHERE place = 2",
            "INSERT INTO contents SELECT 9, sealed FROM contents WHERE place = 2",
        ],
        "the record b of accounts is not as it was written; 1 were added",
    ),
    "no record": (
        ["UPDATE records SET entry = x'c1' WHERE place = 5"],
        "what is listed at place 5 is no record",
    ),
    "a removed one replayed": (
        [
            "INSERT INTO records SELECT * FROM old.records WHERE place = 6",
            "INSERT INTO contents SELECT * FROM old.contents WHERE place = 6",
        ],
        "the record f of accounts was put back after it had been removed",
    ),
    "an older one replayed": (
        [
            "REPLACE INTO records SELECT * FROM old.records WHERE place = 1",
            "REPLACE INTO contents SELECT * FROM old.contents WHERE place = 1",
        ],
        "records were exchanged for older ones; which ones can't be told",
    ),
}


@pytest.mark.parametrize(("statements", "words"), NAMED.values(), ids=NAMED)
def test_what_is_wrong_is_named(
    small_vault: Path,
    passphrase: Secret[str],
    altered: Callable[..., None],
    read_again: Callable[[Path], Any],
    note: Any,
    tmp_path: Path,
    statements: list[str],
    words: str,
) -> None:
    older = tmp_path / "older.vault"
    with open_vault(small_vault, passphrase, writing=True) as vault:
        vault.write(Put(Table.ACCOUNTS, "f", note("to be removed")))
        shutil.copy(small_vault, older)
        vault.write(Remove(Table.ACCOUNTS, "f"), Put(Table.ACCOUNTS, "a", note("newest")))
    altered(small_vault, f"ATTACH '{older}' AS old", *statements)
    with pytest.raises(VaultDamaged) as refusal:
        read_again(small_vault)
    assert words in refusal.value.what
    assert "label" not in str(refusal.value)


def test_of_much_that_is_wrong_the_first_five_are_told(
    small_vault: Path, altered: Callable[..., None], read_again: Callable[[Path], Any]
) -> None:
    altered(
        small_vault,
        "WITH RECURSIVE counted(n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM counted"
        " WHERE n < 5000) INSERT INTO records SELECT n, randomblob(40) FROM counted",
    )
    with pytest.raises(VaultDamaged) as refusal:
        read_again(small_vault)
    assert "no record; and 48" in refusal.value.what
    assert len(str(refusal.value)) < 800


def test_an_id_that_a_terminal_would_obey_is_told_harmlessly(
    small_vault: Path, altered: Callable[..., None], read_again: Callable[[Path], Any]
) -> None:
    altered(
        small_vault,
        "UPDATE records SET entry = with_part(entry, 2, char(27) || '[2J' || hex(zeroblob(900)))"
        " WHERE place = 2",
    )
    with pytest.raises(VaultDamaged) as refusal:
        read_again(small_vault)
    assert "\x1b" not in str(refusal.value)
    assert len(str(refusal.value)) < 400
