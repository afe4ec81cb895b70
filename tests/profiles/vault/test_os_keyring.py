"""The system's keyring opens a vault, and where it can't that is said in a sentence."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError

from optout_profiles.errors import KeyringUnavailable, WrongPassphrase
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Vault, open_vault
from optout_profiles.vault.header import KEYRING
from optout_profiles.vault.opening import open_by_kept_secret
from optout_profiles.vault.os_keyring import (
    SERVICE,
    forget_secrets,
    keep_secrets,
    kept_secrets,
    new_secret,
    opened_by_keyring,
)
from optout_profiles.vault.rekeying import change_passphrase, wrap_by


class Wallet(KeyringBackend):
    """A service that works as those of desktops do, without a desktop."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise KeyringLocked("locked")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.is_locked:
            raise KeyringLocked("locked")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("none")
        del self.kept[service, username]


class ClearFile(Wallet):
    """What keyrings.alt would offer: a file that anybody can read."""


ClearFile.__module__ = "keyrings.alt.file"


@pytest.fixture
def wallet() -> Iterator[Wallet]:
    before = keyring.get_keyring()
    keyring.set_keyring(wallet := Wallet())
    yield wallet
    keyring.set_keyring(before)


@pytest.fixture
def opened(small_vault: Path, passphrase: Secret[str]) -> Any:
    with open_vault(small_vault, passphrase, writing=True) as vault:
        yield vault


def let_in(vault: Vault) -> Secret[bytes]:
    secret = new_secret()
    keep_secrets(vault.path, vault.id, secret)
    wrap_by(vault, KEYRING, secret)
    return secret


@pytest.mark.parametrize("writing", [False, True])
def test_a_vault_opens_by_the_keyring(
    opened: Vault, wallet: Wallet, everything: Callable[..., Any], writing: bool
) -> None:
    truth, secret = everything(opened), let_in(opened)
    opened.close()
    vault = opened_by_keyring(opened.path, writing=writing)
    assert vault is not None
    with vault:
        assert everything(vault) == truth
    assert wallet.kept == {(SERVICE, vault.id): secret.reveal().hex()}
    assert secret.reveal() not in opened.path.read_bytes()


def test_without_a_slot_the_keyring_is_not_even_asked(opened: Vault, wallet: Wallet) -> None:
    wallet.is_locked = True
    opened.close()
    assert opened_by_keyring(opened.path, writing=False) is None


def test_a_change_of_keys_that_was_killed_leaves_a_vault_that_one_of_two_secrets_opens(
    opened: Vault, wallet: Wallet
) -> None:
    old, new = let_in(opened), new_secret()
    keep_secrets(opened.path, opened.id, new, old)
    opened.close()
    vault = opened_by_keyring(opened.path, writing=True)
    assert vault is not None
    words = Secret("another long passphrase")
    change_passphrase(vault, words, TEST_COST, {KEYRING: new})[0].close()
    again = opened_by_keyring(opened.path, writing=False)
    assert again is not None
    again.close()
    with pytest.raises(WrongPassphrase):
        open_by_kept_secret(opened.path, old, writing=False)


@pytest.mark.parametrize("words", ["", "00" * 32, "no hex"])
def test_a_keyring_without_the_right_secret_says_so(
    opened: Vault, wallet: Wallet, words: str
) -> None:
    let_in(opened)
    opened.close()
    wallet.kept[SERVICE, opened.id] = words
    with pytest.raises(KeyringUnavailable, match=r"no secret that opens|could not be read"):
        opened_by_keyring(opened.path, writing=False)


def test_a_locked_keyring_says_so(opened: Vault, wallet: Wallet) -> None:
    let_in(opened)
    opened.close()
    wallet.is_locked = True
    with pytest.raises(KeyringUnavailable, match="could not be read"):
        opened_by_keyring(opened.path, writing=False)
    with pytest.raises(KeyringUnavailable, match="could not be written"):
        keep_secrets(opened.path, opened.id, new_secret())


def test_what_is_forgotten_is_gone(opened: Vault, wallet: Wallet) -> None:
    let_in(opened)
    forget_secrets(opened.path, opened.id)
    forget_secrets(opened.path, opened.id)
    assert wallet.kept == {}
    assert kept_secrets(opened.path, opened.id) == []


@pytest.mark.parametrize(
    ("service", "words"),
    [
        (fail.Keyring, "no keyring service running"),
        (null.Keyring, "did not keep"),
        (ClearFile, "not a service that guards it"),
    ],
)
def test_what_is_no_guarding_service_is_refused(
    opened: Vault, wallet: Wallet, service: type[KeyringBackend], words: str
) -> None:
    keyring.set_keyring(service())
    with pytest.raises(KeyringUnavailable, match=words):
        keep_secrets(opened.path, opened.id, new_secret())


def test_a_chain_that_ends_in_a_clear_file_is_refused(opened: Vault, wallet: Wallet) -> None:
    chain = chainer.ChainerBackend()
    assert ClearFile in {type(service) for service in chain.backends}
    keyring.set_keyring(chain)
    with pytest.raises(KeyringUnavailable, match="not a service that guards it"):
        keep_secrets(opened.path, opened.id, new_secret())


def test_where_the_package_is_missing_that_is_said_with_what_brings_it(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['keyring'] = None\n"
        "from pathlib import Path\n"
        "from optout_profiles.errors import KeyringUnavailable\n"
        "from optout_profiles.vault.os_keyring import keep_secrets, new_secret\n"
        "try: keep_secrets(Path('x'), 'id', new_secret())\n"
        "except KeyringUnavailable as error: print(error)\n"
    )
    said = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert "pip install 'optout-tui[keyring]'" in said
