"""Makes the frozen vaults of format 1 that stand beside this script; run once, never again.

Everything in them is plainly fake. A vault is never made anew once a version was released with it:
a new format gets files of its own. ``python tests/data/vaults/make.py FOLDER`` writes them there.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from optout_profiles.accounts import BrowserKind, Cookie, Session, new_account
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Remove, Table, create_vault
from optout_profiles.vault.cost import FLOOR, KdfCost
from optout_profiles.vault.header import KEYRING
from optout_profiles.vault.rekeying import wrap_by, wrap_by_code

PASSPHRASE = Secret("plainly fake pässphrase")
CODE = Secret("0000-0000-0000-0000-0000-0000-00AX")
OTHERS = [table for table in Table if table not in {Table.ACCOUNTS, Table.SESSIONS}]
KEPT = Secret(bytes(range(32)))
MOMENT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def make(path: Path, cost: KdfCost) -> None:
    """Write one vault: three slots, accounts, a sign-in, and what was changed and removed."""
    with create_vault(path, PASSPHRASE, cost) as vault:
        for label in ("Fake Ada", "Fåke Zoë 空", "Fake Gone"):
            account = new_account(label, group="family", member="fake-member", login="f@e.test")
            vault.write(Put(Table.ACCOUNTS, label[-3:], account))
        cookie = Cookie("li_at", "plainly fake cookie", ".example.test", httpOnly=True)
        session = Session(
            "Ada", "fake", "http://127.0.0.1", BrowserKind.HEADLESS, MOMENT, (cookie,)
        )
        vault.write(Put(Table.SESSIONS, "Ada", session), Remove(Table.ACCOUNTS, "one"))
        for table in OTHERS:
            vault.write(Put(table, "fake", new_account(f"stands for one of {table}")))
        wrap_by_code(vault, CODE)
        wrap_by(vault, KEYRING, KEPT)


if __name__ == "__main__":
    make(Path(sys.argv[1]) / "format-1-cheap.vault", TEST_COST)
    make(Path(sys.argv[1]) / "format-1-floor.vault", FLOOR)
