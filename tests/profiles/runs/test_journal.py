"""What the vault knows of a queue while it runs: a kill is a vault opened a second time."""

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import (
    Account,
    BrowserKind,
    Cookie,
    Fact,
    Session,
    edited,
    new_account,
    now,
)
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.aftermath import CutShort, accounts_as_they_stand, cut_short
from optout_profiles.runs.events import Kind, Step
from optout_profiles.runs.journal import Journal
from optout_profiles.runs.keeping import kept, removal_of
from optout_profiles.runs.records import OpenQueue, Run
from optout_profiles.runs.results import RunResult
from optout_profiles.runs.signed_in import SignedIn
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Remove, Table, create_vault, open_vault

IDS = ("aaa", "bbb", "ccc")
ORIGIN = "https://www.linkedin.com"
WORDS = Secret("correct horse battery staple")
OFF = RunResult(Outcome.TURNED_OFF, fact=Fact(Setting.OFF, now(), ORIGIN), changed_at=now())
QUEUE = OpenQueue("queue", Kind.OPT_OUT, IDS)


class Kills:
    """A vault that can be opened again without what its user meant to do before the end."""

    def __init__(self, folder) -> None:
        self.path = folder / "list.vault"
        self.vault = create_vault(self.path, WORDS, TEST_COST)
        for id_ in IDS:
            account = Account(id_, id_.upper(), now(), member=f"member-{id_}")
            self.vault.write(Put(Table.ACCOUNTS, id_, account))

    def kill(self) -> None:
        self.vault.close()
        self.vault = open_vault(self.path, WORDS, writing=True)

    def account(self, id_: str) -> Account:
        account = self.vault.get(Table.ACCOUNTS, id_, Account)
        assert account is not None
        return account


@pytest.fixture
def kills(tmp_path):
    one = Kills(tmp_path)
    yield one
    one.vault.close()


@pytest.fixture
def journal(kills) -> Journal:
    return Journal(kills.vault, QUEUE)


def test_no_queue_was_cut_short_where_none_was_open(kills) -> None:
    assert cut_short(kills.vault) is None


def test_a_kill_before_the_first_account_has_begun_none(kills, journal) -> None:
    kills.kill()
    assert cut_short(kills.vault) == CutShort(Kind.OPT_OUT, None, IDS)
    assert cut_short(kills.vault) is None
    assert {kills.account(id_).standing for id_ in IDS} == {Setting.NEVER_CHECKED}


@pytest.mark.parametrize("steps", [(), (Step.OPENING,), (Step.OPENING, Step.READING)])
def test_a_kill_before_the_click_leaves_the_account_to_be_done(kills, journal, steps) -> None:
    journal.begin("aaa")
    journal.end(OFF)
    journal.begin("bbb")
    for step in steps:
        journal.reach(step)
    kills.kill()
    assert cut_short(kills.vault) == CutShort(Kind.OPT_OUT, None, ("bbb", "ccc"), done=1)
    assert [kills.account(id_).standing for id_ in IDS] == [
        Setting.OFF,
        Setting.NEVER_CHECKED,
        Setting.NEVER_CHECKED,
    ]


@pytest.mark.parametrize(
    "steps",
    [
        (Step.OPENING, Step.READING, Step.CHANGING),
        (Step.CHANGING, Step.SAVING),
        (Step.CHANGING, Step.SAVING, Step.READING_AGAIN),
        tuple(Step),
    ],
)
def test_a_kill_during_a_run_is_unknown_from_the_click_on(kills, journal, steps) -> None:
    journal.begin("aaa")
    journal.end(OFF)
    begun = journal.begin("bbb")
    for step in steps:
        journal.reach(step)
    kills.kill()
    assert cut_short(kills.vault) == CutShort(Kind.OPT_OUT, "bbb", ("ccc",), done=1)
    assert [kills.account(id_).standing for id_ in IDS] == [
        Setting.OFF,
        Setting.UNKNOWN,
        Setting.NEVER_CHECKED,
    ]
    run = kills.vault.get(Table.RUNS, begun.id, Run)
    assert run is not None
    assert run.ended_at
    assert (run.outcome, run.reason) == (Outcome.NOT_VERIFIED, Reason.INTERRUPTED)


@pytest.mark.parametrize("step", [Step.READING, Step.YOUR_TURN])
def test_a_kill_where_a_person_could_click_claims_neither_a_change_nor_what_was_before(kills, step):
    journal = Journal(kills.vault, OpenQueue("queue", Kind.GUIDED, IDS))
    journal.begin("aaa")
    journal.end(OFF)
    begun = journal.begin("aaa")
    journal.reach(step)
    kills.kill()
    cut_short(kills.vault)
    assert kills.account("aaa").standing is Setting.UNKNOWN
    run = kills.vault.get(Table.RUNS, begun.id, Run)
    assert (run.outcome, run.reason) == (Outcome.BROWSER_GONE, Reason.INTERRUPTED)


def test_a_persons_turn_that_is_left_vouches_for_nothing_either(kills, journal):
    journal.begin("aaa")
    journal.end(OFF)
    journal.begin("aaa")
    journal.reach(Step.YOUR_TURN)
    journal.close(is_over=False)
    assert kills.account("aaa").standing is Setting.UNKNOWN


@pytest.mark.parametrize(
    ("step", "standing"),
    [
        (Step.READING, Setting.OFF),
        (Step.YOUR_TURN, Setting.UNKNOWN),
        (Step.CHANGING, Setting.UNKNOWN),
    ],
)
def test_an_older_off_is_not_vouched_for_past_a_click_that_a_kill_cut_short(
    kills, journal, step, standing
) -> None:
    for id_ in ("aaa", "bbb"):
        journal.begin(id_)
        journal.end(OFF)
    journal.begin("bbb")
    journal.reach(step)
    kills.kill()
    stood = accounts_as_they_stand(kills.vault)
    assert [account.id for account in stood] == list(IDS)
    assert [account.standing for account in stood] == [Setting.OFF, standing, Setting.NEVER_CHECKED]
    assert accounts_as_they_stand(kills.vault) == stood
    assert kills.account("bbb").standing is Setting.OFF  # nothing is written
    assert cut_short(kills.vault).interrupted == (None if step is Step.READING else "bbb")
    assert [one.standing for one in accounts_as_they_stand(kills.vault)] == [
        account.standing for account in stood
    ]


def test_a_kill_between_two_accounts_interrupts_nobody(kills, journal) -> None:
    journal.begin("aaa")
    journal.end(OFF)
    kills.kill()
    assert cut_short(kills.vault) == CutShort(Kind.OPT_OUT, None, ("bbb", "ccc"), done=1)
    assert kills.account("aaa").standing is Setting.OFF


def test_a_kill_after_the_last_account_leaves_nothing_to_do(kills, journal) -> None:
    for id_ in IDS:
        journal.begin(id_)
        journal.end(OFF)
    kills.kill()
    assert cut_short(kills.vault) == CutShort(Kind.OPT_OUT, None, (), done=3)


def test_a_queue_that_was_closed_was_not_cut_short(kills, journal) -> None:
    journal.begin("aaa")
    journal.end(OFF)
    assert journal.close(is_over=True) == ("bbb", "ccc")
    kills.kill()
    assert cut_short(kills.vault) is None


def test_closing_in_the_middle_of_a_change_leaves_the_account_unknown(kills, journal) -> None:
    journal.begin("aaa")
    journal.reach(Step.CHANGING)
    assert journal.close(is_over=False) == ("bbb", "ccc")
    assert kills.account("aaa").standing is Setting.UNKNOWN
    assert kills.account("aaa").last_try.outcome is Outcome.NOT_VERIFIED


@pytest.mark.parametrize("step", [Step.READING, Step.CHANGING])
def test_a_queue_that_was_broken_off_can_be_gone_on_with(kills, journal, step) -> None:
    for id_ in ("aaa", "bbb"):
        journal.begin(id_)
        journal.reach(step)
        if id_ == "aaa":
            journal.end(OFF)
    journal.close(is_over=False)
    kills.kill()
    cut = cut_short(kills.vault)
    at_hand, left = (None, ("bbb", "ccc")) if step is Step.READING else ("bbb", ("ccc",))
    assert cut == CutShort(Kind.OPT_OUT, at_hand, left, done=1)
    assert cut.to_go_on == ("bbb", "ccc")
    assert cut_short(kills.vault) is None


def test_a_new_queue_closes_the_one_that_a_kill_left_open(kills, journal) -> None:
    journal.begin("aaa")
    journal.reach(Step.CHANGING)
    kills.kill()
    Journal(kills.vault, OpenQueue("next", Kind.CHECK, ("ccc",)))
    assert kills.account("aaa").standing is Setting.UNKNOWN
    assert cut_short(kills.vault) == CutShort(Kind.CHECK, None, ("ccc",))


def test_an_account_that_was_removed_meanwhile_ends_without_coming_back(kills, journal) -> None:
    journal.begin("aaa")
    kills.vault.write(*removal_of(kills.vault, ["aaa"]))
    assert journal.end(OFF) is None
    assert kills.vault.get(Table.ACCOUNTS, "aaa", Account) is None


def session_of(id_: str, value: str) -> Session:
    cookie = Cookie("li_at", value, "www.linkedin.com")
    return Session(id_, f"member-{id_}", ORIGIN, BrowserKind.HEADLESS, now(), (cookie,))


def test_a_run_keeps_the_refreshed_session(kills, journal) -> None:
    kills.vault.write(Put(Table.SESSIONS, "aaa", session_of("aaa", "old")))
    journal.begin("aaa")
    session = journal.session("aaa", ORIGIN)
    fresh = session_of("aaa", "fresh").cookies
    journal.end(RunResult(Outcome.IS_ON, cookies=fresh), session)
    assert kills.vault.get(Table.SESSIONS, "aaa", Session).cookies == fresh


@pytest.mark.parametrize("renewed", [True, False])
def test_a_session_forgotten_or_renewed_during_a_run_stays_so(kills, journal, renewed) -> None:
    kills.vault.write(Put(Table.SESSIONS, "aaa", session_of("aaa", "old")))
    journal.begin("aaa")
    session = journal.session("aaa", ORIGIN)
    newer = session_of("aaa", "newer") if renewed else None
    kills.vault.write(Put(Table.SESSIONS, "aaa", newer) if newer else Remove(Table.SESSIONS, "aaa"))
    journal.end(RunResult(Outcome.IS_ON, cookies=session_of("aaa", "late").cookies), session)
    assert kills.vault.get(Table.SESSIONS, "aaa", Session) == newer


def test_a_session_of_another_site_is_none(kills, journal) -> None:
    kills.vault.write(Put(Table.SESSIONS, "aaa", session_of("aaa", "x")))
    assert journal.session("aaa", "http://127.0.0.1:8137") is None
    assert journal.session("bbb", ORIGIN) is None


def test_an_edited_row_says_who_must_be_signed_in(kills, journal) -> None:
    kills.vault.write(Put(Table.SESSIONS, "aaa", session_of("aaa", "x")))
    account = new_account("A", member="somebody-else")
    kills.vault.write(Put(Table.ACCOUNTS, "aaa", account))
    assert journal.session("aaa", ORIGIN).member == "somebody-else"


def edit(kills, id_: str, member: str | None) -> Account:
    changed = edited(kills.account(id_), "A", member=member)
    kills.vault.write(Put(Table.ACCOUNTS, id_, changed))
    return changed


@pytest.mark.parametrize("now_named", ["bob", None])
@pytest.mark.parametrize("ending", ["end", "close", "kill"])
def test_what_a_run_found_of_one_member_never_lands_on_another(
    kills, journal, now_named, ending
) -> None:
    old = session_of("aaa", "old")
    kills.vault.write(Put(Table.SESSIONS, "aaa", old))
    begun = journal.begin("aaa")
    session = journal.session("aaa", ORIGIN)
    journal.reach(Step.CHANGING)
    row = edit(kills, "aaa", now_named)
    match ending:
        case "end":
            late = replace(OFF, cookies=session_of("aaa", "late").cookies)
            assert journal.end(late, session) == row
        case "close":
            journal.close(is_over=True)
        case "kill":
            kills.kill()
            assert accounts_as_they_stand(kills.vault)[0] == row
            cut_short(kills.vault)
    assert kills.account("aaa") == row
    assert kills.account("aaa").standing is Setting.NEVER_CHECKED
    assert kills.vault.get(Table.SESSIONS, "aaa", Session) == old
    run = kills.vault.get(Table.RUNS, begun.id, Run)
    assert run.outcome is (Outcome.TURNED_OFF if ending == "end" else Outcome.NOT_VERIFIED)


@pytest.mark.parametrize("now_named", ["member-aaa", "Member-AAA"])
def test_a_run_lands_on_a_row_whose_member_is_spelt_anew(kills, journal, now_named) -> None:
    kills.vault.write(Put(Table.SESSIONS, "aaa", session_of("aaa", "old")))
    journal.begin("aaa")
    session = journal.session("aaa", ORIGIN)
    edit(kills, "aaa", now_named)
    assert journal.end(OFF, session).standing is Setting.OFF
    assert kills.account("aaa").standing is Setting.OFF


class BetweenReads:
    """A vault in whose file something happens after each of the first reads."""

    def __init__(self, vault, deeds) -> None:
        self._vault, self._deeds = vault, list(deeds)

    def all(self, *asked):
        return self._read(self._vault.all, asked)

    def get(self, *asked):
        return self._read(self._vault.get, asked)

    def _read(self, read, asked):
        found = read(*asked)
        if self._deeds:
            self._deeds.pop(0)()
        return found


@pytest.mark.parametrize("reads_before", range(5))
def test_accounts_are_told_as_of_one_moment_while_a_queue_goes_on(
    kills, journal, reads_before
) -> None:
    for id_ in ("aaa", "bbb"):
        journal.begin(id_)
        journal.end(OFF)
    journal.begin("aaa")
    journal.reach(Step.CHANGING)

    def go_on() -> None:
        journal.end(RunResult(Outcome.DID_NOT_STICK, fact=Fact(Setting.ON, now(), ORIGIN)))
        journal.begin("bbb")
        journal.reach(Step.CHANGING)

    deeds = [*[lambda: None] * reads_before, go_on]
    stood = accounts_as_they_stand(BetweenReads(kills.vault, deeds))
    standing = [account.standing for account in stood]
    before = [Setting.UNKNOWN, Setting.OFF, Setting.NEVER_CHECKED]
    after = [Setting.ON, Setting.UNKNOWN, Setting.NEVER_CHECKED]
    assert standing in (before, after)


def test_keeping_a_session_names_the_member_only_where_none_was(kills) -> None:
    unnamed = new_account("A")
    kills.vault.write(*kept(unnamed, session_of(unnamed.id, "x")))
    assert kills.account(unnamed.id).member == f"member-{unnamed.id}"
    assert [put.table for put in kept(kills.account("aaa"), session_of("aaa", "x"))] == [
        Table.SESSIONS,
        Table.CHOICES,
    ]


def test_removing_an_account_removes_its_session_and_runs_and_no_others(kills, journal) -> None:
    for id_ in IDS:
        kills.vault.write(Put(Table.SESSIONS, id_, session_of(id_, "x")))
        journal.begin(id_)
        journal.end(OFF)
    kills.vault.write(*removal_of(kills.vault, ["aaa", "ccc"]))
    assert kills.vault.ids(Table.ACCOUNTS) == kills.vault.ids(Table.SESSIONS) == {"bbb"}
    assert [run.account_id for run in kills.vault.all(Table.RUNS, Run)] == ["bbb"]


def test_no_record_shows_a_cookie(kills) -> None:
    session = session_of("aaa", "canary-0451")
    shown = [session, session.cookies, [session], {"session": session}]
    assert "canary" not in repr(shown) + str(shown) + f"{session}"


def signed_in_as(member: str) -> RunResult:
    made = SignedIn(member, session_of("aaa", "made").cookies)
    return replace(OFF, by_person=True, signed_in=made, cookies=session_of("aaa", "later").cookies)


def test_a_sign_in_made_during_a_run_is_kept_with_its_newest_cookies(kills, journal) -> None:
    journal.begin("aaa")
    assert journal.session("aaa", ORIGIN) is None
    assert journal.holder("aaa").member == "member-aaa"
    journal.end(signed_in_as("member-aaa"))
    kept = kills.vault.get(Table.SESSIONS, "aaa", Session)
    assert (kept.member, kept.origin, kept.made_by) == ("member-aaa", ORIGIN, BrowserKind.VISIBLE)
    assert kept.cookies == session_of("aaa", "later").cookies
    assert kills.account("aaa").standing is Setting.OFF


def test_a_row_without_a_member_takes_the_one_who_signed_in(kills, journal) -> None:
    edit(kills, "aaa", None)
    journal.begin("aaa")
    assert journal.session("aaa", ORIGIN) is None
    assert journal.holder("aaa").member is None
    account = journal.end(signed_in_as("somebody"))
    assert kills.account("aaa").member == "somebody"
    assert (account.standing, kills.account("aaa").standing) == (Setting.OFF, Setting.OFF)


def test_a_row_named_meanwhile_takes_no_sign_in_of_another(kills, journal) -> None:
    edit(kills, "aaa", None)
    journal.begin("aaa")
    journal.session("aaa", ORIGIN)
    journal.holder("aaa")
    row = edit(kills, "aaa", "bob")
    journal.end(signed_in_as("somebody"))
    assert kills.account("aaa") == row
    assert kills.vault.ids(Table.SESSIONS) == frozenset()


def test_nobody_is_guided_for_an_account_that_is_gone(kills, journal) -> None:
    journal.begin("aaa")
    kills.vault.write(Remove(Table.ACCOUNTS, "aaa"))
    assert journal.holder("aaa") is None


def test_a_row_whose_holder_confirmed_another_member_is_theirs_and_forgets_the_first(kills) -> None:
    known = replace(kills.account("aaa"), fact=OFF.fact, outcome=Outcome.TURNED_OFF)
    kills.vault.write(Put(Table.ACCOUNTS, "aaa", known))
    session = replace(session_of("aaa", "x"), member="somebody-else")
    kills.vault.write(*kept(known, session))
    account = kills.account("aaa")
    assert (account.member, account.fact, account.outcome) == ("somebody-else", None, None)
    assert (account.id, account.label, account.added_at) == (known.id, known.label, known.added_at)
    assert kills.vault.get(Table.SESSIONS, "aaa", Session) == session
