"""Print what the pages showed when an account's settings were read last.

Each setting's text is TOML. Its SHA-256 is what the report has as evidence_sha256: whoever has both
can see that they belong together.
"""

from argparse import ArgumentParser, Namespace

from msgspec.structs import asdict

from optout_profiles.accounts import Account
from optout_profiles.runs.evidence import Evidence, digest, evidence_of, evidence_text
from optout_profiles.selection import account_named
from optout_profiles.vault import Table
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import talk, tell_result
from optout_tui.wording import commands as said


def add_options(parser: ArgumentParser) -> None:
    """Take an account."""
    parser.add_argument("account", metavar="ACCOUNT")


def run(options: Namespace) -> int:
    """Print the evidence of each setting, the main one's first."""
    with opened_vault(options, writing=False) as vault:
        account = account_named(vault.all(Table.ACCOUNTS, Account), options.account)
        kept = evidence_of(vault, account.id)
    if not kept:
        talk(options, said.no_evidence(account.label))
    found = [kept[name] for name in sorted(kept)]
    record = {"id": account.id, "evidence": [_record(one) for one in found]}
    lines = [line for one in found for line in _lines(one)]
    tell_result(options, record, *lines)
    return 0


def _lines(evidence: Evidence) -> list[str]:
    return [said.digest(digest(evidence)), *evidence_text(evidence).splitlines()]


def _record(evidence: Evidence) -> dict[str, object]:
    told = {"sha256": digest(evidence), **asdict(evidence)}
    return {name: value for name, value in told.items() if value is not None}
