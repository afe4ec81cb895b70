"""What is kept of related settings, each beside the others: a kill is a vault opened again."""

import msgspec
import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Account, Fact, Known, edited, new_account, now
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.aftermath import CutShort, accounts_as_they_stand, cut_short
from optout_profiles.runs.events import Kind, Step
from optout_profiles.runs.journal import Journal
from optout_profiles.runs.keeping import edit_of, removal_of
from optout_profiles.runs.outlines import Outline
from optout_profiles.runs.records import OpenQueue, Run
from optout_profiles.runs.results import RunResult, after_run
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault, open_vault

IDS = ("aaa", "bbb")
WORDS = Secret("correct horse battery staple")
FACT = Fact(Setting.OFF, now(), "https://www.linkedin.com")
OFF = RunResult(Outcome.TURNED_OFF, fact=FACT, changed_at=now())
SLOW = RunResult(Outcome.TOO_SLOW, Reason.DEADLINE)


class Kept:
    """A vault with two accounts and a queue in it, which can be left as by a kill."""

    def __init__(self, folder) -> None:
        self.path = folder / "list.vault"
        self.vault = create_vault(self.path, WORDS, TEST_COST)
        for id_ in IDS:
            account = Account(id_, id_.upper(), now(), member=f"member-{id_}")
            self.vault.write(Put(Table.ACCOUNTS, id_, account))
        self.journal = Journal(self.vault, OpenQueue("queue", Kind.OPT_OUT, IDS))

    def kill(self) -> None:
        self.vault.close()
        self.vault = open_vault(self.path, WORDS, writing=True)

    def account(self, id_: str) -> Account:
        return self.vault.get(Table.ACCOUNTS, id_, Account)


@pytest.fixture
def kept(tmp_path):
    one = Kept(tmp_path)
    yield one
    one.vault.close()


def states(account: Account) -> dict[str | None, Setting]:
    return {name: account.known(name).standing for name in (None, "research", "age")}


NEVER, OFF_NOW, UNKNOWN = Setting.NEVER_CHECKED, Setting.OFF, Setting.UNKNOWN


def test_a_run_on_a_related_setting_says_nothing_of_any_other() -> None:
    account = after_run(new_account("Ada"), "r", OFF, now(), "research")
    assert states(account) == {None: NEVER, "research": OFF_NOW, "age": NEVER}
    account = after_run(account, "s", SLOW, now())
    assert states(account) == {None: UNKNOWN, "research": OFF_NOW, "age": NEVER}


def test_a_failed_try_at_a_related_setting_stands_beside_its_older_fact() -> None:
    account = after_run(new_account("Ada"), "r", OFF, now(), "research")
    known = after_run(account, "s", SLOW, now(), "research").related["research"]
    assert (known.fact, known.outcome, known.changed_at) == (FACT, OFF.outcome, OFF.changed_at)
    assert (known.setting, known.standing) == (OFF_NOW, UNKNOWN)
    assert known.last_try.reason is Reason.DEADLINE


def test_a_try_that_was_cancelled_leaves_no_trace_of_a_related_setting() -> None:
    account = new_account("Ada")
    assert after_run(account, "r", RunResult(Outcome.CANCELLED), now(), "age") == account


def test_an_account_of_which_nothing_is_known_takes_no_room_for_it() -> None:
    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(Account("aaa", "Ada", now())))
    assert set(kept) == {"id", "label", "added_at"}


def test_what_is_known_of_related_settings_outlives_being_saved(kept) -> None:
    known = after_run(kept.account("aaa"), "r", OFF, now(), "research")
    kept.vault.write(Put(Table.ACCOUNTS, "aaa", known))
    kept.kill()
    assert kept.account("aaa") == known
    assert kept.account("bbb").related == {}


@pytest.mark.parametrize("member", ["somebody-else", None])
def test_another_member_has_no_related_facts_no_objection_and_no_outline(kept, member) -> None:
    known = Known(fact=FACT, outcome=Outcome.ALREADY_OFF)
    day = now().date()
    old = replace(kept.account("aaa"), related={"age": known}, objection_filed_on=day)
    outline = Outline(now(), Outcome.NOT_UNDERSTOOD, None, "h1")
    kept.vault.write(Put(Table.ACCOUNTS, "aaa", old), Put(Table.OUTLINES, "aaa", outline))
    same = edited(old, "Ada", member=old.member)
    assert (same.related, same.objection_filed_on) == (old.related, day)
    kept.vault.write(*edit_of(old, same))
    assert kept.vault.ids(Table.OUTLINES) == {"aaa"}
    other = edited(old, "Ada", member=member)
    assert (other.related, other.objection_filed_on) == ({}, None)
    kept.vault.write(*edit_of(old, other))
    assert kept.vault.ids(Table.OUTLINES) == frozenset()


def test_removing_an_account_removes_its_outline_and_no_others(kept) -> None:
    outline = Outline(now(), Outcome.NOT_UNDERSTOOD, None, "h1")
    kept.vault.write(*(Put(Table.OUTLINES, id_, outline) for id_ in IDS))
    kept.vault.write(*removal_of(kept.vault, ["aaa"]))
    assert kept.vault.ids(Table.OUTLINES) == {"bbb"}


def begin_three(kept, *, done: int, step: Step | None) -> None:
    """Run settings of the first account until one is at a step, or none is at hand."""
    for place, related in enumerate((None, "research", "age")):
        if place == done and step is None:
            return
        kept.journal.begin("aaa", related, has_more=related != "age")
        if place == done:
            kept.journal.reach(step)
            return
        kept.journal.end(OFF)


@pytest.mark.parametrize(
    ("done", "step", "interrupted", "left", "standing"),
    [
        (0, Step.CHANGING, None, IDS, (UNKNOWN, NEVER, NEVER)),
        (1, None, None, IDS, (OFF_NOW, NEVER, NEVER)),
        (1, Step.READING, None, IDS, (OFF_NOW, NEVER, NEVER)),
        (1, Step.CHANGING, "research", IDS, (OFF_NOW, UNKNOWN, NEVER)),
        (2, Step.READING, None, IDS, (OFF_NOW, OFF_NOW, NEVER)),
        (2, Step.CHANGING, "age", ("bbb",), (OFF_NOW, OFF_NOW, UNKNOWN)),
        (3, None, None, ("bbb",), (OFF_NOW, OFF_NOW, OFF_NOW)),
    ],
)
def test_a_kill_makes_only_the_setting_past_the_click_unknown(
    kept, done, step, interrupted, left, standing
) -> None:
    begin_three(kept, done=done, step=step)
    kept.kill()
    was_past = step is Step.CHANGING
    before = kept.account("aaa")
    stood = accounts_as_they_stand(kept.vault)
    assert tuple(states(stood[0]).values()) == standing
    assert kept.account("aaa") == before  # nothing is written
    through = int(left != IDS and not was_past)
    cut = CutShort(Kind.OPT_OUT, "aaa" if was_past else None, left, interrupted, through)
    assert cut_short(kept.vault) == cut
    assert tuple(states(kept.account("aaa")).values()) == standing
    assert states(kept.account("bbb")) == {None: NEVER, "research": NEVER, "age": NEVER}


@pytest.mark.parametrize(
    ("result", "goes_on"),
    [
        (OFF, True),
        (SLOW, True),
        (RunResult(Outcome.NOT_UNDERSTOOD, Reason.NO_SWITCH), True),
        (RunResult(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT), False),
        (RunResult(Outcome.PERSON_NEEDED, Reason.CODE), False),
        (RunResult(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER), False),
        (RunResult(Outcome.REFUSED, Reason.CAPTCHA), False),
        (RunResult(Outcome.NOT_VERIFIED, Reason.TOO_MANY_REQUESTS), False),
    ],
)
def test_an_account_that_cannot_be_come_at_is_left_at_its_first_setting(
    kept, result, goes_on
) -> None:
    kept.journal.begin("aaa", has_more=True)
    kept.journal.end(result)
    assert kept.journal.has_more is goes_on
    assert kept.journal.close(is_over=True) == ("bbb",)


def test_an_account_removed_meanwhile_has_no_further_settings(kept) -> None:
    kept.journal.begin("aaa", has_more=True)
    kept.vault.write(*removal_of(kept.vault, ["aaa"]))
    kept.journal.end(OFF)
    assert not kept.journal.has_more


def test_a_run_says_which_setting_it_was_on(kept) -> None:
    begin_three(kept, done=3, step=None)
    runs = kept.vault.all(Table.RUNS, Run)
    assert [run.related for run in runs] == [None, "research", "age"]


def test_an_outline_is_kept_with_the_end_of_its_run_and_the_newest_only(kept) -> None:
    result = RunResult(Outcome.NOT_UNDERSTOOD, Reason.NO_SWITCH, outline="h1 AAA of Member-AAA")
    for related in (None, "research"):
        kept.journal.begin("aaa", related)
        kept.journal.end(result)
    kept.kill()
    kept_outline = kept.vault.get(Table.OUTLINES, "aaa", Outline)
    assert (kept_outline.outcome, kept_outline.reason) == (result.outcome, result.reason)
    assert kept_outline.related == "research"
    assert kept_outline.text == "h1 … of …"
    assert kept.vault.ids(Table.OUTLINES) == {"aaa"}


def test_no_outline_lands_on_a_row_of_another_member(kept) -> None:
    session_member = kept.account("aaa").member
    kept.journal.begin("aaa")
    kept.journal.holder("aaa")
    assert session_member
    other = edited(kept.account("aaa"), "Ada", member="somebody-else")
    kept.vault.write(Put(Table.ACCOUNTS, "aaa", other))
    kept.journal.end(RunResult(Outcome.NOT_UNDERSTOOD, Reason.NO_SWITCH, outline="h1"))
    assert kept.vault.ids(Table.OUTLINES) == frozenset()
