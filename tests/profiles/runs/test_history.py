"""What is remembered of an account's runs, and what goes with it."""

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Account, Fact, edited, now
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.aftermath import cut_short
from optout_profiles.runs.events import Kind, Step
from optout_profiles.runs.history import MOST, history_of
from optout_profiles.runs.journal import Journal
from optout_profiles.runs.keeping import edit_of, removal_of
from optout_profiles.runs.records import OpenQueue, Run
from optout_profiles.runs.results import RunResult
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault

WORDS = Secret("correct horse battery staple")
FACT = Fact(Setting.OFF, now(), "https://www.linkedin.com")
OFF = RunResult(Outcome.TURNED_OFF, fact=FACT, changed_at=now())
ALREADY = RunResult(Outcome.ALREADY_OFF, fact=FACT)
WRONG = RunResult(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER, seen_member="grace")


@pytest.fixture
def vault(tmp_path):
    with create_vault(tmp_path / "list.vault", WORDS, TEST_COST) as made:
        for id_ in ("aaa", "bbb"):
            made.write(Put(Table.ACCOUNTS, id_, Account(id_, id_, now(), member=f"m-{id_}")))
        yield made


def run(vault, *results: RunResult, kind=Kind.CHECK, id_="aaa", related=None) -> list[str]:
    """End a run of an account with each result, and return the runs' ids."""
    journal = Journal(vault, OpenQueue("queue", kind, (id_,) * len(results)))
    ids = []
    for result in results:
        ids.append(journal.begin(id_, related).id)
        journal.end(result)
    journal.close(is_over=True)
    return ids


def test_each_run_is_remembered_with_its_end_newest_first_and_for_its_account_only(vault) -> None:
    first, second = run(vault, ALREADY, WRONG)
    (third,) = run(vault, OFF, kind=Kind.OPT_OUT, related="research")
    newest, wrong, oldest = history_of(vault, "aaa")
    assert [one.run_id for one in (newest, wrong, oldest)] == [third, second, first]
    assert (newest.kind, newest.related, newest.outcome, newest.setting) == (
        Kind.OPT_OUT, "research", Outcome.TURNED_OFF, Setting.OFF,
    )  # fmt: skip
    assert (wrong.reason, wrong.seen_member, wrong.setting) == (Reason.OTHER_MEMBER, "grace", None)
    assert history_of(vault, "bbb") == ()


def test_a_run_that_a_kill_cut_off_is_remembered_too(vault) -> None:
    journal = Journal(vault, OpenQueue("queue", Kind.OPT_OUT, ("aaa",)))
    journal.begin("aaa")
    journal.reach(Step.CHANGING)
    cut_short(vault)
    (one,) = history_of(vault, "aaa")
    assert (one.outcome, one.reason) == (Outcome.NOT_VERIFIED, Reason.INTERRUPTED)


def test_only_so_many_are_kept_and_of_runs_that_changed_nothing_one_a_setting(vault) -> None:
    (changing,) = run(vault, OFF, kind=Kind.OPT_OUT)
    (related,) = run(vault, ALREADY, related="age")
    checks = run(vault, *[ALREADY] * (MOST + 5))
    assert [one.run_id for one in history_of(vault, "aaa")] == checks[: -MOST - 1 : -1]
    assert vault.ids(Table.RUNS) == {changing, checks[-1]}
    assert related not in vault.ids(Table.RUNS)
    account = vault.get(Table.ACCOUNTS, "aaa", Account)
    assert account.changing_run == changing
    assert vault.get(Table.RUNS, changing, Run).outcome is Outcome.TURNED_OFF


def test_it_goes_with_the_member_and_with_the_account(vault) -> None:
    for id_ in ("aaa", "bbb"):
        run(vault, ALREADY, id_=id_)
    old = vault.get(Table.ACCOUNTS, "aaa", Account)
    vault.write(*edit_of(old, replace(old, label="Ada")))
    assert len(history_of(vault, "aaa")) == 1
    vault.write(*edit_of(old, edited(old, "Ada", member="grace")))
    assert history_of(vault, "aaa") == ()
    vault.write(*removal_of(vault, ["bbb"]))
    assert vault.ids(Table.HISTORY) == frozenset()
