"""What opens a vault, and what no longer does."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from optout_profiles.errors import (
    PassphraseTooWeak,
    VaultDamaged,
    VaultHeld,
    VaultNotWritable,
    WrongPassphrase,
)
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, Vault, open_vault
from optout_profiles.vault.file import VaultFile
from optout_profiles.vault.header import BODY_CAP, KEYRING, RECOVERY, SLOT_CAP, StoredSlot
from optout_profiles.vault.opening import header_of, open_by_kept_secret
from optout_profiles.vault.recovery import ALPHABET, code_secret, group_of, is_group, new_code
from optout_profiles.vault.rekeying import change_passphrase, wrap_by, wrap_by_code

NEW = Secret("another long passphrase")
KEPT = Secret(b"kept by a keyring, 32 bytes long")


def opens(path: Path, words: Secret[str]) -> bool:
    try:
        open_vault(path, words, writing=False).close()
    except WrongPassphrase:
        return False
    return True


@pytest.fixture
def opened(small_vault: Path, passphrase: Secret[str]) -> Any:
    with open_vault(small_vault, passphrase, writing=True) as vault:
        yield vault


class TestRecoveryCodes:
    def test_a_code_holds_130_random_bits_in_signs_that_are_hard_to_confuse(self) -> None:
        codes = [new_code().reveal() for _ in range(300)]
        assert len(set(codes)) == 300
        assert {len(group) for code in codes for group in code.split("-")} == {4}
        assert {len(code.split("-")) for code in codes} == {7}
        assert set("".join(codes)) - {"-"} == set(ALPHABET)
        assert not set("ILOU") & set(ALPHABET)

    def test_a_code_is_known_however_it_is_typed(self) -> None:
        code = new_code()
        known = code_secret(code)
        assert known is not None
        words = code.reveal()
        for typed in (
            words.lower(),
            words.replace("-", " "),
            f"  {words.replace('-', '')} ",
            words.replace("0", "o").replace("1", "l"),
            words.replace("1", "I"),
        ):
            again = code_secret(Secret(typed))
            assert again is not None
            assert again.reveal() == known.reveal()

    def test_a_mistyped_code_is_seldom_taken_for_one(self) -> None:
        taken = 0
        for _ in range(100):
            words = new_code().reveal()
            for place in (0, 7, 16, 33):
                other = "2" if words[place] != "2" else "3"
                taken += code_secret(Secret(words[:place] + other + words[place + 1 :])) is not None
        assert taken <= 4

    @pytest.mark.parametrize("words", ["", "correct horse battery staple", "0" * 27, "ß" * 28])
    def test_a_passphrase_is_no_code(self, words: str) -> None:
        assert code_secret(Secret(words)) is None

    def test_a_group_is_asked_for_by_its_number(self) -> None:
        code = Secret("AAAA-BBBB-CCCC-0D1E-FFFF-GGGG-HHHH")
        assert group_of(code, 4) == "0D1E"
        assert is_group(" odie ".replace("i", "l"), code, 4)
        assert not is_group("BBBB", code, 4)


def test_a_recovery_code_opens_the_vault_where_a_passphrase_does(
    opened: Vault, passphrase: Secret[str], everything: Callable[..., Any]
) -> None:
    truth, code = everything(opened), new_code()
    wrap_by_code(opened, code)
    opened.close()
    for words in (passphrase, code, Secret(code.reveal().lower().replace("-", " "))):
        with open_vault(opened.path, words, writing=True) as vault:
            assert everything(vault) == truth
    assert not opens(opened.path, new_code())


def test_a_mistyped_code_is_told_from_a_wrong_passphrase(opened: Vault) -> None:
    wrap_by_code(opened, code := new_code())
    opened.close()
    right = code.reveal()
    wrong = Secret(right[:-1] + ("2" if right[-1] != "2" else "3"))
    for words, is_mistyped in ((wrong, True), (Secret("quite another one"), False)):
        with pytest.raises(WrongPassphrase) as refusal:
            open_vault(opened.path, words, writing=False)
        assert refusal.value.is_mistyped_code == is_mistyped
        assert ("looks like a recovery code" in str(refusal.value)) == is_mistyped


def test_of_two_recovery_codes_the_newer_opens(opened: Vault, passphrase: Secret[str]) -> None:
    first, second = new_code(), new_code()
    wrap_by_code(opened, first)
    wrap_by_code(opened, second)
    assert opened.slots == ("passphrase", "recovery")
    opened.close()
    assert [opens(opened.path, one) for one in (first, second, passphrase)] == [False, True, True]


def test_a_removed_slot_opens_nothing(opened: Vault, passphrase: Secret[str]) -> None:
    code = new_code()
    wrap_by_code(opened, code)
    wrap_by(opened, KEYRING, KEPT)
    opened.replace_slot(RECOVERY, None)
    opened.close()
    assert not opens(opened.path, code)
    assert opens(opened.path, passphrase)
    open_by_kept_secret(opened.path, KEPT, writing=False).close()


def test_a_passphrase_that_looks_like_a_code_opens_too(
    opened: Vault, everything: Callable[..., Any]
) -> None:
    truth, looks_like_one = everything(opened), new_code()
    vault, _ = change_passphrase(opened, looks_like_one, TEST_COST)
    wrap_by_code(vault, new_code())
    vault.close()
    with open_vault(vault.path, looks_like_one, writing=False) as again:
        assert everything(again) == truth


def test_a_kept_secret_opens_only_with_its_slot(opened: Vault) -> None:
    opened.close()
    with pytest.raises(WrongPassphrase):
        open_by_kept_secret(opened.path, KEPT, writing=False)


def test_a_secret_slot_serves_no_other_kind(opened: Vault, altered: Callable[..., None]) -> None:
    """What was wrapped for the keyring is no recovery code, whoever renames the slot."""
    secret = code_secret(code := new_code())
    assert secret is not None
    wrap_by(opened, KEYRING, secret)
    opened.close()
    header = header_of(opened.path)
    renamed = tuple(
        StoredSlot("recovery" if slot.kind == KEYRING else slot.kind, slot.body)
        for slot in header.slots
    )
    digest = type(header)(header.vault_id, renamed).digest
    altered(
        opened.path,
        "UPDATE slots SET kind = 'recovery' WHERE kind = 'keyring'",
        f"UPDATE header SET digest = x'{digest.hex()}'",
    )
    assert not opens(opened.path, code)


def test_slots_of_kinds_that_are_not_known_are_left_alone(
    opened: Vault, passphrase: Secret[str]
) -> None:
    with opened.held() as held:
        header = held.header
    strange = type(header)(header.vault_id, (*header.slots, StoredSlot("smartcard", b"?")))
    opened._header = strange
    wrap_by_code(opened, new_code())
    assert opened.slots == ("passphrase", "smartcard", "recovery")
    opened.close()
    assert opens(opened.path, passphrase)


def test_there_are_eight_slots_at_most(opened: Vault, altered: Callable[..., None]) -> None:
    for number in range(SLOT_CAP - 1):
        wrap_by(opened, f"kind {number}", KEPT)
    with pytest.raises(ValueError, match="at most 8"):
        wrap_by(opened, "one more", KEPT)
    opened.close()
    header_of(opened.path)
    altered(opened.path, "INSERT INTO slots VALUES ('one more', x'00')")
    with pytest.raises(VaultDamaged, match="header is not sound"):
        header_of(opened.path)


@pytest.mark.parametrize(
    "slot", ["'k', zeroblob(5000)", "hex(zeroblob(500)), x'00'", "x'01', x'00'"]
)
def test_a_slot_out_of_bounds_is_damage(
    small_vault: Path, altered: Callable[..., None], slot: str
) -> None:
    assert BODY_CAP < 5000
    altered(small_vault, f"INSERT INTO slots VALUES ({slot})")
    with pytest.raises(VaultDamaged, match="header is not sound"):
        header_of(small_vault)


def test_a_reader_follows_when_a_slot_is_added(
    opened: Vault, passphrase: Secret[str], everything: Callable[..., Any], note: Any
) -> None:
    with open_vault(opened.path, passphrase, writing=False) as reader:
        wrap_by_code(opened, new_code())
        assert everything(reader) == everything(opened)
        opened.write(Put(Table.RUNS, "r", note("more")))
        assert everything(reader)[Table.RUNS] == [note("more")]
        assert reader.slots == opened.slots


class TestANewPassphrase:
    def test_opens_everything_and_the_old_one_nothing(
        self, opened: Vault, passphrase: Secret[str], everything: Callable[..., Any], note: Any
    ) -> None:
        truth, vault_id, generation = everything(opened), opened.id, opened.generation
        vault, _ = change_passphrase(opened, NEW, TEST_COST)
        assert everything(vault) == truth
        assert (vault.id, vault.generation) == (vault_id, generation + 1)
        vault.write(Put(Table.RUNS, "r", note("after")))
        vault.close()
        assert not opens(vault.path, passphrase)
        with open_vault(vault.path, NEW, writing=False) as again:
            assert everything(again) == {**truth, Table.RUNS: [note("after")]}
            assert again.all(Table.ACCOUNTS, note) == truth[Table.ACCOUNTS]

    def test_means_another_data_key_and_no_ciphertext_that_was_there(self, opened: Vault) -> None:
        with opened.held() as held:
            old_key, old = held.keys.data_key.reveal(), [opened._file.content(n) for n in (1, 2, 4)]
        vault, _ = change_passphrase(opened, NEW, TEST_COST)
        with vault.held() as held:
            assert held.keys.data_key.reveal() != old_key
        content = vault.path.read_bytes()
        assert not any(isinstance(one, bytes) and one[:16] in content for one in old)
        vault.close()

    def test_drops_the_recovery_code_and_renews_what_it_is_given(self, opened: Vault) -> None:
        code = new_code()
        wrap_by_code(opened, code)
        wrap_by(opened, KEYRING, KEPT)
        vault, _ = change_passphrase(opened, NEW, TEST_COST, {KEYRING: Secret(b"n" * 32)})
        assert vault.slots == ("passphrase", "keyring")
        vault.close()
        assert not opens(vault.path, code)
        with pytest.raises(WrongPassphrase):
            open_by_kept_secret(vault.path, KEPT, writing=False)
        open_by_kept_secret(vault.path, Secret(b"n" * 32), writing=False).close()

    def test_keeps_a_copy_without_sign_ins_that_the_old_one_opens(
        self, opened: Vault, passphrase: Secret[str], everything: Callable[..., Any]
    ) -> None:
        truth = everything(opened)
        vault, copy = change_passphrase(opened, NEW, TEST_COST)
        vault.close()
        assert copy.parent == vault.path.parent
        assert copy.stat().st_mode & 0o777 == 0o600
        assert not opens(copy, NEW)
        with open_vault(copy, passphrase, writing=False) as kept:
            assert everything(kept) == {**truth, Table.SESSIONS: []}

    def test_holds_the_lock_throughout_and_lets_it_go_at_the_end(self, opened: Vault) -> None:
        vault, _ = change_passphrase(opened, NEW, TEST_COST)
        with pytest.raises(VaultHeld):
            open_vault(vault.path, NEW, writing=True)
        opened.close()
        with pytest.raises(VaultHeld):
            open_vault(vault.path, NEW, writing=True)
        vault.close()
        open_vault(vault.path, NEW, writing=True).close()

    def test_is_noticed_by_whoever_has_the_vault_open(
        self, opened: Vault, passphrase: Secret[str], everything: Callable[..., Any]
    ) -> None:
        with open_vault(opened.path, passphrase, writing=False) as reader:
            vault, _ = change_passphrase(opened, NEW, TEST_COST)
            with pytest.raises(VaultNotWritable, match="replaced"):
                everything(reader)
            vault.close()

    def test_of_a_link_changes_what_it_leads_to(
        self, small_vault: Path, passphrase: Secret[str]
    ) -> None:
        link = small_vault.with_name("link.vault")
        link.symlink_to(small_vault)
        vault, _ = change_passphrase(open_vault(link, passphrase, writing=True), NEW, TEST_COST)
        vault.close()
        assert link.is_symlink()
        assert opens(small_vault, NEW)
        assert opens(link, NEW)

    def test_that_is_too_short_changes_nothing(
        self, opened: Vault, passphrase: Secret[str], folder_state: Callable[..., Any]
    ) -> None:
        before = folder_state(opened.path)
        with pytest.raises(PassphraseTooWeak):
            change_passphrase(opened, Secret("too short"), TEST_COST)
        assert folder_state(opened.path) == before
        opened.close()
        with open_vault(opened.path, passphrase, writing=False) as reader:
            with pytest.raises(VaultNotWritable, match="reading only"):
                change_passphrase(reader, NEW, TEST_COST)
            assert folder_state(opened.path) == before

    @pytest.mark.parametrize(("place", "name"), [(2, "b of accounts"), (4, "a of sessions")])
    def test_is_refused_where_a_record_is_damaged(
        self,
        opened: Vault,
        altered: Callable[..., None],
        passphrase: Secret[str],
        place: int,
        name: str,
    ) -> None:
        """One that the copy kept beside it would hold, and one that only the vault holds."""
        altered(opened.path, f"UPDATE contents SET sealed = zeroblob(40) WHERE place = {place}")
        with pytest.raises(VaultDamaged, match=f"record {name} is not as it was written"):
            change_passphrase(opened, NEW, TEST_COST)
        assert opens(opened.path, passphrase)
        files = {one.name for one in opened.path.parent.iterdir()}
        assert files == {opened.path.name, f"{opened.path.name}.lock"}

    def test_that_finds_no_room_leaves_the_vault_open_as_it_was(
        self, opened: Vault, everything: Callable[..., Any], passphrase: Secret[str]
    ) -> None:
        truth = everything(opened)
        asides = opened.path.parent / "moved"
        shutil.move(opened.path.parent, asides.parent.parent / "elsewhere")
        with pytest.raises(VaultNotWritable):
            change_passphrase(opened, NEW, TEST_COST)
        shutil.move(asides.parent.parent / "elsewhere", opened.path.parent)
        assert everything(opened) == truth
        assert opens(opened.path, passphrase)


def test_what_a_killed_change_left_aside_is_swept_by_the_next_writer(
    small_vault: Path, passphrase: Secret[str]
) -> None:
    left = small_vault.with_name(f".{small_vault.name}.new-0badcafe")
    other = small_vault.with_name(".other.vault.new-0badcafe")
    for one in (left, other):
        one.write_bytes(b"half of a vault")
    open_vault(small_vault, passphrase, writing=False).close()
    assert left.exists()
    open_vault(small_vault, passphrase, writing=True).close()
    assert not left.exists()
    assert other.exists()


def test_the_header_is_read_without_a_key(small_vault: Path) -> None:
    header = header_of(small_vault)
    file = VaultFile(small_vault, writing=False)
    assert header == file.header()
    file.close()
