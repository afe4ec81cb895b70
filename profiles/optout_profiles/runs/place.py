"""Where a list is used: at a live service, or at the practice site on this machine.

Owns the record that says so, and that what was found at the one never stands as the other's. A
list that was used nowhere yet is open to both; the practice site's port may change.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from msgspec import Struct

from optout_profiles.accounts import Account
from optout_profiles.errors import UsedElsewhere
from optout_profiles.sites import SiteProfile
from optout_profiles.sites.profile import is_loopback
from optout_profiles.vault import Put, Table, Vault

PLACE = "place"
"""The id of the one record."""


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the list is a live service's, or the practice site's."""

    is_live: bool


def placed(origin: str) -> Put:
    """Return the change that gives a list to where it is used."""
    return Put(Table.CHOICES, PLACE, Place(is_live=_is_live(origin)))


def is_placed(vault: Vault) -> bool:
    """Say whether a list keeps where it is used."""
    return PLACE in vault.ids(Table.CHOICES)


def refuse_elsewhere(
    vault: Vault, site: SiteProfile, accounts: Iterable[Account] | None = None
) -> None:
    """Raise ``UsedElsewhere`` where a list was used at the other kind of place.

    A list without the record is told by its facts, those of ``accounts`` if they are at hand; one
    whose facts are of both kinds is open to both.
    """
    place = vault.get(Table.CHOICES, PLACE, Place)
    if place is None:
        known = vault.all(Table.ACCOUNTS, Account) if accounts is None else accounts
        used = {_is_live(origin) for one in known for origin in _origins(one)}
    else:
        used = {place.is_live}
    if used == {not site.is_live}:
        raise UsedElsewhere(site.name if site.is_live else None)


def _origins(account: Account) -> set[str]:
    known = (account, *account.related.values())
    return {one.fact.origin for one in known if one.fact}


def _is_live(origin: str) -> bool:
    return not is_loopback(urlsplit(origin).hostname or "")
