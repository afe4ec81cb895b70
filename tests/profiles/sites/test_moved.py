"""LinkedIn's profile, moved to the practice site by replacing words in its text only."""

from importlib.resources import files

import pytest

from optout_profiles.accounts import BrowserKind, Session, new_account, now
from optout_profiles.browser.finding import FoundBrowser, find_browser
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.practice import Behaviour, PracticeSite, member_with
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import Kind, RunEnded
from optout_profiles.runs.keeping import kept
from optout_profiles.runs.queue import run_queue
from optout_profiles.secret import Secret
from optout_profiles.sites import load_profile
from optout_profiles.vault import TEST_COST, Put, Table, create_vault

TEXT = files("optout_profiles.sites").joinpath("linkedin.toml").read_text("utf-8")


@pytest.fixture
def browser(tmp_path, monkeypatch) -> FoundBrowser:
    """Find the browser before its home is another: Playwright's own is below that."""
    found = find_browser()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("OPTOUT_TUI_STATE", str(tmp_path / "state"))
    return found


def moved(origin: str) -> str:
    text = TEXT.replace("https://www.linkedin.com", origin)
    for host in ("www.linkedin.com", "static.licdn.com", "media.licdn.com"):
        text = text.replace(host, "127.0.0.1")
    return text.replace("[1.0, 3.0]", "[0.1, 0.3]")


async def test_a_copy_that_names_one_host_three_times_opts_out(browser, tmp_path) -> None:
    member = member_with(Behaviour.ON)
    file = tmp_path / "copy.toml"
    with (
        PracticeSite([member]) as site,
        create_vault(tmp_path / "v", Secret("correct horse battery"), TEST_COST) as vault,
    ):
        file.write_text(moved(site.origin))
        profile = load_profile(file)
        assert profile.hosts == ("127.0.0.1",) * 3
        account = new_account(member.name, member=member.handle)
        session = Session(
            account.id,
            member.handle,
            profile.origin,
            BrowserKind.HEADLESS,
            now(),
            site.cookies(member.handle),
        )
        vault.write(Put(Table.ACCOUNTS, account.id, account), *kept(account, session))
        queue = run_queue(vault, profile, browser, [account.id], Kind.OPT_OUT, QueueControl())
        (end,) = [event async for event in queue if isinstance(event, RunEnded)]
        assert (end.outcome, end.setting) == (Outcome.TURNED_OFF, Setting.OFF)
        assert site.is_off(member.handle)
