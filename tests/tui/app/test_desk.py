"""The unlocked list, without a screen."""

import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Account, BrowserKind, Fact, Session, now
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.runs.events import Kind, Step
from optout_profiles.runs.journal import Journal
from optout_profiles.runs.keeping import kept
from optout_profiles.runs.records import OpenQueue
from optout_profiles.runs.results import RunResult
from optout_profiles.sites import built_in_profile
from optout_profiles.vault import Put, Table, Vault
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
    with pytest.raises(FileNotFoundError, match="no such folder"):
        desk.write_report(tmp_path / "none" / "report.toml")
    assert not (tmp_path / "none").exists()


def test_an_edit_keeps_what_a_run_has_found_out_meanwhile(vault: Vault):
    desk = Desk(vault, built_in_profile(), None)
    account = desk.accounts[0]
    off = RunResult(Outcome.ALREADY_OFF, fact=Fact(Setting.OFF, now(), desk.site.origin))
    journal = Journal(vault, OpenQueue("q", Kind.CHECK, (account.id,)))
    journal.begin(account.id)
    journal.end(off)
    journal.close(is_over=True)
    assert desk.account(account.id).setting is Setting.NEVER_CHECKED
    assert desk.edit(account.id, Details("Ada Two")).setting is Setting.OFF
    assert vault.all(Table.ACCOUNTS, Account)[0].setting is Setting.OFF


def test_a_report_in_the_middle_of_a_run_vouches_for_nothing_past_the_click(
    vault: Vault, tmp_path: Path
):
    account = vault.all(Table.ACCOUNTS, Account)[0]
    fact = Fact(Setting.OFF, now(), built_in_profile().origin)
    vault.write(Put(Table.ACCOUNTS, account.id, replace(account, fact=fact)))
    desk = Desk(vault, built_in_profile(), None)
    journal = Journal(vault, OpenQueue("q", Kind.OPT_OUT, (account.id,)))
    journal.begin(account.id)
    desk.write_report(tmp_path / "before.toml")
    journal.reach(Step.CHANGING)
    desk.write_report(tmp_path / "during.toml")
    counts = [
        tomllib.loads((tmp_path / f"{name}.toml").read_text())["summary"]
        for name in ("before", "during")
    ]
    assert [(count["off"], count["unknown"]) for count in counts] == [(1, 0), (0, 1)]
