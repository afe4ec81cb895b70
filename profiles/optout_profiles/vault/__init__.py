"""The encrypted list: keys, sealed records, one SQLite file.

Keeps any ``msgspec.Struct`` under a table and an id, and knows nothing of what they mean.

What can't be told apart: someone who alters the key slot *and* its checksum makes a vault that
no passphrase opens; that reads as a wrong passphrase. Damage by accident reads as damage. An
older copy of the whole file is a valid vault; ``sightings`` warns of it.
"""

from optout_profiles.vault.cost import DEFAULT_COST, TEST_COST, KdfCost
from optout_profiles.vault.opening import create_vault, open_vault
from optout_profiles.vault.records import Put, Remove, Table
from optout_profiles.vault.vault import Vault

__all__ = [
    "DEFAULT_COST",
    "TEST_COST",
    "KdfCost",
    "Put",
    "Remove",
    "Table",
    "Vault",
    "create_vault",
    "open_vault",
]
