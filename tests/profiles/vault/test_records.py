"""What is put in comes out again, whole, in order, for everybody who has it open."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from optout_profiles.accounts import BrowserKind, Cookie, Session, new_account
from optout_profiles.errors import VaultDamaged, VaultNotWritable
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Remove, Table, create_vault, open_vault


def test_real_records_come_back_as_they_were(path: Path, passphrase: Secret[str]) -> None:
    account = new_account("Zoë Ångström", group="family", member="zoe-angstrom")
    cookie = Cookie("li_at", "s3cret", ".example.test", httpOnly=True)
    session = Session(
        account.id,
        "zoe-angstrom",
        "http://127.0.0.1:8000",
        BrowserKind.HEADLESS,
        datetime(2026, 11, 23, tzinfo=UTC),
        (cookie,),
    )
    with create_vault(path, passphrase, TEST_COST) as vault:
        vault.write(
            Put(Table.ACCOUNTS, account.id, account), Put(Table.SESSIONS, account.id, session)
        )
    with open_vault(path, passphrase, writing=False) as vault:
        assert vault.all(Table.ACCOUNTS, type(account)) == [account]
        assert vault.get(Table.SESSIONS, account.id, Session) == session
        assert vault.get(Table.SESSIONS, "nobody", Session) is None
        assert vault.ids(Table.RUNS) == frozenset()


def test_a_vault_keeps_its_id(path: Path, passphrase: Secret[str]) -> None:
    with create_vault(path, passphrase, TEST_COST) as made:
        pass
    with open_vault(path, passphrase, writing=False) as opened:
        assert opened.id == made.id
        assert len(opened.id) == 32


def test_records_keep_the_order_in_which_they_were_first_put(
    path: Path, passphrase: Secret[str], note: Any
) -> None:
    with create_vault(path, passphrase, TEST_COST) as vault:
        for one in ("z", "m", "a", "k"):
            vault.write(Put(Table.ACCOUNTS, one, note(one)))
        vault.write(Put(Table.ACCOUNTS, "z", note("z", 2)), Remove(Table.ACCOUNTS, "m"))
        vault.write(Remove(Table.ACCOUNTS, "k"), Remove(Table.ACCOUNTS, "not there"))
        vault.write(Put(Table.ACCOUNTS, "b", note("b")), Put(Table.ACCOUNTS, "m", note("m")))
        here = vault.all(Table.ACCOUNTS, note)
    with open_vault(path, passphrase, writing=False) as vault:
        assert vault.all(Table.ACCOUNTS, note) == here
    assert here == [note("z", 2), note("a"), note("b"), note("m")]


def test_tables_share_no_ids(small_vault: Path, passphrase: Secret[str], note: Any) -> None:
    with open_vault(small_vault, passphrase, writing=True) as vault:
        vault.write(Remove(Table.SESSIONS, "a"))
        assert vault.ids(Table.ACCOUNTS) == {"a", "b", "c"}
        assert vault.ids(Table.SESSIONS) == {"b"}


def test_of_several_changes_to_one_id_the_last_counts(
    small_vault: Path, passphrase: Secret[str], note: Any
) -> None:
    with open_vault(small_vault, passphrase, writing=True) as vault:
        vault.write(
            Put(Table.ACCOUNTS, "a", note("first")),
            Put(Table.ACCOUNTS, "a", note("second")),
            Put(Table.RUNS, "r", note("a run")),
            Remove(Table.RUNS, "r"),
        )
        vault.write(Put(Table.RUNS, "r", note("another")))
    with open_vault(small_vault, passphrase, writing=False) as vault:
        assert vault.get(Table.ACCOUNTS, "a", note) == note("second")
        assert vault.all(Table.RUNS, note) == [note("another")]


def test_one_impossible_change_undoes_the_others(
    small_vault: Path, passphrase: Secret[str], note: Any
) -> None:
    with open_vault(small_vault, passphrase, writing=True) as vault:
        huge = note("x" * 70_000_000)
        with pytest.raises(VaultNotWritable, match="too large"):
            vault.write(
                Put(Table.ACCOUNTS, "d", note("new")),
                Remove(Table.ACCOUNTS, "a"),
                Put(Table.RUNS, "r", huge),
            )
        assert vault.ids(Table.ACCOUNTS) == {"a", "b", "c"}
        vault.write(Put(Table.RUNS, "r", note("small enough")))
    with open_vault(small_vault, passphrase, writing=False) as vault:
        assert vault.ids(Table.ACCOUNTS) == {"a", "b", "c"}
        assert vault.all(Table.RUNS, note) == [note("small enough")]


def test_a_reader_sees_what_was_saved_meanwhile(
    small_vault: Path, passphrase: Secret[str], note: Any
) -> None:
    with (
        open_vault(small_vault, passphrase, writing=False) as reader,
        open_vault(small_vault, passphrase, writing=True) as writer,
    ):
        assert "d" not in reader.ids(Table.ACCOUNTS)
        writer.write(Put(Table.ACCOUNTS, "d", note("new")), Remove(Table.ACCOUNTS, "b"))
        assert reader.ids(Table.ACCOUNTS) == {"a", "c", "d"}
        assert [one.text for one in reader.all(Table.ACCOUNTS, note)] == [
            "newer label of a",
            "label of c",
            "new",
        ]


def test_reading_changes_no_byte(
    small_vault: Path,
    read_again: Callable[[Path], object],
    folder_state: Callable[[Path], dict[str, str]],
) -> None:
    before = folder_state(small_vault), small_vault.stat().st_mtime_ns
    read_again(small_vault)
    assert (folder_state(small_vault), small_vault.stat().st_mtime_ns) == before


def test_a_reader_cannot_write(small_vault: Path, passphrase: Secret[str], note: Any) -> None:
    with (
        open_vault(small_vault, passphrase, writing=False) as vault,
        pytest.raises(VaultNotWritable, match="reading only"),
    ):
        vault.write(Put(Table.ACCOUNTS, "a", note("other")))


async def test_it_may_be_unlocked_in_a_thread_and_used_in_the_loop(
    small_vault: Path, passphrase: Secret[str], note: Any
) -> None:
    for number in range(2):
        vault = await asyncio.to_thread(open_vault, small_vault, passphrase, writing=True)
        vault.write(Put(Table.CHOICES, "c", note("chosen", number)))
        assert vault.get(Table.CHOICES, "c", note) == note("chosen", number)
        vault.close()


def test_a_closed_vault_gives_nothing_away(
    small_vault: Path, passphrase: Secret[str], note: Any
) -> None:
    vault = open_vault(small_vault, passphrase, writing=True)
    vault.close()
    vault.close()
    with pytest.raises(ValueError, match="closed"):
        vault.all(Table.ACCOUNTS, note)
    with pytest.raises(ValueError, match="closed"):
        vault.write(Remove(Table.ACCOUNTS, "a"))


def test_a_record_of_an_unknown_form_is_refused_without_its_words(
    small_vault: Path, passphrase: Secret[str], wider: Any
) -> None:
    with (
        open_vault(small_vault, passphrase, writing=False) as vault,
        pytest.raises(VaultDamaged) as refusal,
    ):
        vault.get(Table.SESSIONS, "a", wider)
    assert "cookie" not in str(refusal.value)
    assert refusal.value.__suppress_context__
