"""Print what the pages showed when an account's settings were read last.

Each setting's text is TOML. Its SHA-256, which stands above it, is what the report has as
evidence_sha256: whoever has both can see that they belong together. With --setting NAME that text
is printed alone, byte for byte, so that anybody can check it:

  optout-tui evidence ACCOUNT --setting NAME | sha256sum
"""

from argparse import ArgumentParser, Namespace

from msgspec.structs import asdict

from optout_profiles.accounts import Account
from optout_profiles.errors import UsageError
from optout_profiles.runs.evidence import Evidence, digest, evidence_of, evidence_text
from optout_profiles.selection import account_named
from optout_profiles.text import cleaned
from optout_profiles.vault import Table
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import talk, tell_exactly, tell_result
from optout_tui.wording import commands as said
from optout_tui.wording import options as helps


def add_options(parser: ArgumentParser) -> None:
    """Take an account, and one setting of it."""
    parser.add_argument("account", metavar="ACCOUNT")
    parser.add_argument("--setting", metavar="NAME", help=helps.EVIDENCE_SETTING)


def run(options: Namespace) -> int:
    """Print the evidence of each setting, the main one's first, or exactly that of one."""
    with opened_vault(options, writing=False) as vault:
        account = account_named(vault.all(Table.ACCOUNTS, Account), options.account)
        kept = evidence_of(vault, account.id)
    if not kept and options.setting is None:
        talk(options, said.no_evidence(account.label))
    found = [kept[name] for name in sorted(kept)]
    if options.setting is not None:
        found = [_named(options.setting, account.label, found)]
        if not options.json:
            tell_exactly(evidence_text(found[0]))
            return 0
    record = {"id": account.id, "evidence": [_record(one) for one in found]}
    lines = [line for one in found for line in ("", *_lines(one))]
    tell_result(options, record, *lines[1:])
    return 0


def _named(name: str, label: str, found: list[Evidence]) -> Evidence:
    """Return the evidence of the setting of this name; raises ``UsageError`` that lists them."""
    for one in found:
        if one.setting == name:
            return one
    raise UsageError(said.no_evidence_of(cleaned(name), label, [one.setting for one in found]))


def _lines(evidence: Evidence) -> list[str]:
    return [said.digest(digest(evidence)), *evidence_text(evidence).splitlines()]


def _record(evidence: Evidence) -> dict[str, object]:
    told = {"sha256": digest(evidence), **asdict(evidence)}
    return {name: value for name, value in told.items() if value is not None}
