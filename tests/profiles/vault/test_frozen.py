"""Vaults of format 1 open for ever, and what SECURITY.md says of the format is enough to read one.

The files were made once by ``tests/data/vaults/make.py``. Where one of these tests fails, the
program is wrong, never the file.
"""

import hashlib
import shutil
import sqlite3
import unicodedata
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from optout_profiles.accounts import Account, Session
from optout_profiles.secret import Secret
from optout_profiles.vault import Put, Table, Vault, open_vault
from optout_profiles.vault.opening import open_by_kept_secret

FOLDER = Path(__file__).parents[2] / "data" / "vaults"
HASHES = {
    "format-1-cheap.vault": "10949ea3421e3fab558a59876f4d34f376028df898552bab176059d1abe98327",
    "format-1-floor.vault": "e43afb1975c5727d89f09f5195228753573d88d58e7670b23e51d2975ef8ee43",
}
PASSPHRASE = Secret("plainly fake pässphrase")
CODE = Secret("0000 0000 0000 0000 0000 0000 ooax")
OTHERS = ("runs", "outlines", "history", "evidence", "queue", "choices")


@pytest.fixture(params=HASHES)
def frozen(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a copy of a frozen vault that is as it was frozen."""
    source = FOLDER / request.param
    assert hashlib.sha256(source.read_bytes()).hexdigest() == HASHES[request.param]
    return Path(shutil.copy(source, tmp_path / request.param))


def read(vault: Vault) -> None:
    """Look at every record."""
    accounts = vault.all(Table.ACCOUNTS, Account)
    assert [one.label for one in accounts] == ["Fake Ada", "Fåke Zoë 空"]
    assert {(one.group, one.member, one.login) for one in accounts} == {
        ("family", "fake-member", "f@e.test")
    }
    (session,) = vault.all(Table.SESSIONS, Session)
    assert session.cookies[0].value == "plainly fake cookie"
    for table in OTHERS:
        record = vault.get(Table(table), "fake", Account)
        assert record is not None
        assert record.label == f"stands for one of {table}"


def test_a_vault_of_format_1_opens_and_every_record_is_read(frozen: Path) -> None:
    before = frozen.read_bytes()
    with open_vault(frozen, PASSPHRASE, writing=False) as vault:
        read(vault)
        assert vault.slots == ("passphrase", "recovery", "keyring")
        assert vault.generation == 12
        assert (vault.saved_at.year, vault.saved_at.month) == (2026, 11)
    assert frozen.read_bytes() == before


def test_its_other_slots_open_it_too(frozen: Path) -> None:
    with open_vault(frozen, CODE, writing=False) as vault:
        read(vault)
    with open_by_kept_secret(frozen, Secret(bytes(range(32))), writing=False) as vault:
        read(vault)


def test_it_can_be_saved_to(frozen: Path) -> None:
    with open_vault(frozen, CODE, writing=True) as vault:
        accounts = vault.all(Table.ACCOUNTS, Account)
        vault.write(Put(Table.ACCOUNTS, "new", accounts[0]))
    with open_vault(frozen, PASSPHRASE, writing=False) as vault:
        assert len(vault.all(Table.ACCOUNTS, Account)) == 3


def test_what_is_said_of_the_format_is_enough_to_read_it_without_our_code(frozen: Path) -> None:
    head = frozen.read_bytes()[:100]
    assert head[68:72] == b"OPTV"
    assert int.from_bytes(head[60:64], "big") == 1
    file = sqlite3.connect(frozen)
    ((vault_id, digest),) = file.execute("SELECT vault_id, digest FROM header").fetchall()
    slots = file.execute("SELECT kind, body FROM slots").fetchall()
    ((sealed_manifest,),) = file.execute("SELECT sealed FROM manifest").fetchall()
    rows = file.execute("SELECT place, entry FROM records ORDER BY place").fetchall()
    contents = dict(file.execute("SELECT place, sealed FROM contents"))
    file.close()
    pack, unpack = msgspec.msgpack.encode, msgspec.msgpack.decode
    assert hashlib.sha256(pack((1, (vault_id, slots)))).digest() == digest

    slot = unpack(dict(slots)["passphrase"])
    cost, salt, wrapped = slot["cost"], slot["salt"], slot["wrapped"]
    words = unicodedata.normalize("NFC", PASSPHRASE.reveal()).encode()
    wrapping = Argon2id(
        salt=salt,
        length=32,
        iterations=cost["passes"],
        lanes=cost["lanes"],
        memory_cost=cost["memory"],
    ).derive(words)
    bound_to = pack((vault_id, "passphrase", cost, salt))
    data_key = AESGCM(wrapping).decrypt(wrapped[:12], wrapped[12:], bound_to)

    recovery = unpack(dict(slots)["recovery"])
    bound_to = pack((vault_id, "recovery", recovery["salt"]))
    info = b"optout-tui vault 1 slot " + bound_to
    wrapping = HKDF(SHA256(), 32, recovery["salt"], info).derive(b"0" * 26)
    nonce, rest = recovery["wrapped"][:12], recovery["wrapped"][12:]
    assert AESGCM(wrapping).decrypt(nonce, rest, bound_to) == data_key

    def subkey(purpose: str) -> bytes:
        info = f"optout-tui vault 1 {purpose}".encode()
        return HKDF(SHA256(), 32, bytes.fromhex(vault_id), info).derive(data_key)

    clear = AESGCM(subkey("manifest")).decrypt(sealed_manifest[:12], sealed_manifest[12:], digest)
    count, generation, total, saved_at = unpack(clear)
    tags = sum(
        int.from_bytes(hashlib.blake2b(entry, key=subkey("tags"), digest_size=32).digest(), "big")
        for _, entry in rows
    )
    assert (count, generation, total) == (len(rows), 12, (tags % 2**256).to_bytes(32, "big"))
    assert saved_at > 1_790_000_000

    labels = []
    for place, entry in rows:
        listed_place, table, _, _, nonce = unpack(entry)
        assert listed_place == place
        key, words = AESGCM(subkey(f"table {table}")), bytes.fromhex(vault_id) + entry
        labels.append(unpack(key.decrypt(nonce, contents[place], words)).get("label"))
    assert labels == ["Fake Ada", "Fåke Zoë 空", None, *(f"stands for one of {t}" for t in OTHERS)]
