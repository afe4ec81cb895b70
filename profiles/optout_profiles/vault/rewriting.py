"""A vault written anew: under other keys, without its sign-ins, or as a newer state.

Owns the copying of one state, and the comparison of the copy with it before the copy counts.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from optout_profiles.errors import VaultDamaged
from optout_profiles.vault.file import VaultFile
from optout_profiles.vault.header import Header
from optout_profiles.vault.keys import Keys
from optout_profiles.vault.manifest import manifest_of
from optout_profiles.vault.opening import unlocked_vault
from optout_profiles.vault.placing import put_in_place
from optout_profiles.vault.records import Entry, Table
from optout_profiles.vault.sealing import fresh_nonce
from optout_profiles.vault.vault import Held, Vault

ALL = frozenset(Table)


def write_anew(
    vault: Vault,
    target: Path,
    *,
    keyed: tuple[Header, Keys] | None = None,
    generation: int | None = None,
    tables: Collection[Table] = ALL,
    replacing: bool = False,
) -> None:
    """Write what a vault holds to another file, compare, and give it its name.

    Under the vault's own keys and of its own generation unless others are given. Raises
    ``VaultDamaged`` if a record can't be opened, ``VaultExists``, ``VaultNotWritable``; the
    target is then as it was, except for ``VaultNotSettled``.
    """
    with vault.held() as held:
        header, keys = keyed or (held.header, held.keys)
        pairs = [(one, _renewed(one)) for one in held.entries if one.table in tables]
        new = [entry for _, entry in pairs]
        manifest = manifest_of(new, held.generation if generation is None else generation, keys)
        blob = keys.seal_manifest(msgspec.msgpack.encode(manifest), header.digest)
        put_in_place(
            target,
            header,
            blob,
            _sealed_again(pairs, held, keys),
            check=lambda aside: _compare(aside, target, (header, keys), pairs, held),
            replacing=replacing,
        )


def _renewed(entry: Entry) -> Entry:
    return replace(entry, nonce=fresh_nonce())


def _sealed_again(
    pairs: list[tuple[Entry, Entry]], held: Held, keys: Keys
) -> Iterator[tuple[Entry, bytes]]:
    for old, new in pairs:
        yield new, keys.seal(new, held.clear(old))


def _compare(
    aside: Path,
    target: Path,
    keyed: tuple[Header, Keys],
    pairs: list[tuple[Entry, Entry]],
    held: Held,
) -> None:
    """Open the copy as a reader would and hold each record against its source."""
    file = VaultFile(aside, writing=False)
    with file.transaction(writing=False):
        file.refuse_another_schema()
        is_header_same = file.header() == keyed[0]
    with unlocked_vault(file, *keyed, None) as copy, copy.held() as copied:
        is_same = is_header_same and copied.entries == [new for _, new in pairs]
        if not is_same or any(copied.clear(new) != held.clear(old) for old, new in pairs):
            raise VaultDamaged(target, "the copy is not what was written; it was not kept")
