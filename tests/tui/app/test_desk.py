"""The unlocked list, without a screen."""

from pathlib import Path

import pytest

from optout_profiles.accounts import Account, BrowserKind, Session, now
from optout_profiles.errors import UsageError
from optout_profiles.runs.journal import kept
from optout_profiles.sites import built_in_profile
from optout_profiles.vault import Table, Vault
from optout_tui.desk import Desk, Details


def signed_in(vault: Vault, member: str) -> Account:
    """Keep a sign-in of the first account as this member."""
    account = vault.all(Table.ACCOUNTS, Account)[0]
    origin = built_in_profile().origin
    session = Session(account.id, member, origin, BrowserKind.HEADLESS, now(), ())
    vault.write(*kept(account, session))
    return account


def test_a_row_edited_to_another_member_keeps_no_sign_in(vault: Vault):
    account = signed_in(vault, "ada-sample")
    desk = Desk(vault, built_in_profile(), None)
    desk.edit(account.id, Details("Ada Two", member="ADA-sample"))
    assert account.id in desk.signed_in
    desk.edit(account.id, Details("Ada Two", member="ben-sample"))
    assert account.id not in desk.signed_in
    assert vault.get(Table.SESSIONS, account.id, Session) is None


def test_reports_are_offered_beside_the_vault_or_where_it_is_said(vault: Vault, tmp_path: Path):
    beside = Desk(vault, built_in_profile(), None)
    assert beside.usual_report().parent == tmp_path / "reports"
    elsewhere = Desk(vault, built_in_profile(), None, reports=tmp_path / "kept" / "here")
    file = elsewhere.usual_report()
    assert file.parent == tmp_path / "kept" / "here"
    elsewhere.write_report(file)
    assert file.stat().st_size > 0


def test_no_folder_is_made_on_the_quiet(vault: Vault, tmp_path: Path):
    desk = Desk(vault, built_in_profile(), None)
    with pytest.raises(UsageError, match="There is no folder"):
        desk.write_report(tmp_path / "none" / "report.toml")
    assert not (tmp_path / "none").exists()
