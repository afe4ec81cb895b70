"""A list is a live service's or the practice site's, from its first sign-in or run on."""

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import (
    Account,
    BrowserKind,
    Fact,
    Known,
    Session,
    new_account,
    now,
)
from optout_profiles.errors import UsedElsewhere
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.events import Kind, Step
from optout_profiles.runs.journal import Journal
from optout_profiles.runs.keeping import kept
from optout_profiles.runs.place import is_placed, refuse_elsewhere
from optout_profiles.runs.records import OpenQueue
from optout_profiles.runs.results import RunResult
from optout_profiles.secret import Secret
from optout_profiles.sites import built_in_profile
from optout_profiles.vault import TEST_COST, Put, Table, Vault, create_vault

LIVE = built_in_profile()
HERE = replace(LIVE, origin="http://127.0.0.1:8001")
ELSEWHERE = replace(LIVE, origin="http://localhost:9002")
READ = RunResult(Outcome.ALREADY_OFF, fact=Fact(Setting.OFF, now(), HERE.origin))
NOBODY = RunResult(Outcome.SIGN_IN_NEEDED, Reason.NO_SESSION)


@pytest.fixture
def vault(tmp_path):
    words = Secret("correct horse battery staple")
    with create_vault(tmp_path / "list.vault", words, TEST_COST) as vault:
        yield vault


def listed(vault: Vault, **known: object) -> Account:
    account = replace(new_account("Ada", member="ada"), **known)
    vault.write(Put(Table.ACCOUNTS, account.id, account))
    return account


def is_open_to(vault: Vault) -> list[bool]:
    """Say whether the list is open to the live service, and to two practice sites."""
    told = []
    for site in (LIVE, HERE, ELSEWHERE):
        try:
            refuse_elsewhere(vault, site)
        except UsedElsewhere:
            told.append(False)
        else:
            told.append(True)
    return told


def sign_in(vault: Vault, account: Account, origin: str) -> None:
    session = Session(account.id, "ada", origin, BrowserKind.HEADLESS, now(), ())
    vault.write(*kept(account, session))


def test_a_list_that_was_used_nowhere_is_open_to_both(vault) -> None:
    listed(vault)
    assert is_open_to(vault) == [True, True, True]


@pytest.mark.parametrize(("site", "told"), [(HERE, [False, True, True]), (LIVE, [True, 0, 0])])
def test_the_first_sign_in_gives_the_list_to_where_it_was_made_whatever_the_port(
    vault, site, told
) -> None:
    sign_in(vault, listed(vault), site.origin)
    assert is_open_to(vault) == told


def test_the_first_run_that_asks_the_service_gives_the_list_to_it(vault) -> None:
    account = listed(vault)
    journal = Journal(vault, OpenQueue("q", Kind.GUIDED, (account.id,)))
    for result, told in ((NOBODY, [True, True, True]), (READ, [False, True, True])):
        journal.begin(account.id)
        journal.session(account.id, HERE.origin)
        journal.end(result)
        assert is_open_to(vault) == told
    assert is_placed(vault)


def test_a_kill_in_a_persons_turn_leaves_the_list_to_where_they_were(vault) -> None:
    account = listed(vault)
    journal = Journal(vault, OpenQueue("q", Kind.GUIDED, (account.id,)))
    journal.begin(account.id)
    journal.session(account.id, LIVE.origin)
    journal.reach(Step.YOUR_TURN)
    assert is_open_to(vault) == [True, False, False]


def test_a_list_without_the_record_is_told_by_its_facts_and_a_mixed_one_is_open(vault) -> None:
    first = listed(vault, fact=Fact(Setting.OFF, now(), HERE.origin))
    assert is_open_to(vault) == [False, True, True]
    fact = Fact(Setting.ON, now(), LIVE.origin)
    mixed = replace(first, related={"ads": Known(fact=fact)})
    vault.write(Put(Table.ACCOUNTS, first.id, mixed))
    assert is_open_to(vault) == [True, True, True]


def test_what_is_refused_says_where_the_list_was_used_and_what_to_do(vault) -> None:
    sign_in(vault, listed(vault), HERE.origin)
    with pytest.raises(UsedElsewhere, match=r"on the practice site; .* none of LinkedIn's"):
        refuse_elsewhere(vault, LIVE)
