"""What is kept of the page for each fact, in a real browser, and what its digest is of."""

import hashlib
import tomllib

import pytest

from optout_profiles import __version__
from optout_profiles.accounts import edited, now
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.practice import Behaviour
from optout_profiles.reports.writing import Report, ReportFormat, report_text
from optout_profiles.runs.aftermath import accounts_as_they_stand
from optout_profiles.runs.events import Kind
from optout_profiles.runs.evidence import EvidenceKept, evidence_of, evidence_text
from optout_profiles.runs.keeping import edit_of, removal_of
from optout_profiles.vault import Table

PATH = "/mypreferences/d/settings/data-for-ai-improvement"
KEY = "allowDataForGenerativeAI"
B = Behaviour
MEMBERS = (
    B.ON,
    B.OFF,
    B.NOT_OFFERED,
    B.OLDER_MARKUP,
    B.MOVED_TO_ROUTE_A,
    B.SAVE_FAILS,
    B.CONTRADICTORY,
)


@pytest.fixture
def house(houses):
    return houses(*MEMBERS)


async def test_each_fact_has_its_evidence_and_the_report_its_digest(house) -> None:
    await house.run(Kind.OPT_OUT)
    handles = dict(zip(MEMBERS, house.id_of, strict=True))
    kept = {one: evidence_of(house.vault, house.id_of[handles[one]]).get("") for one in MEMBERS}
    facts = {one: house.account(handles[one]) for one in MEMBERS}
    turned, already, older = kept[B.ON], kept[B.OFF], kept[B.OLDER_MARKUP]
    assert facts[B.ON].outcome is Outcome.TURNED_OFF
    assert (turned.state, turned.switch, turned.route) == (Setting.OFF, KEY, None)
    assert turned.address == f"{house.site.origin}{PATH}"
    assert (turned.member, turned.tool) == (handles[B.ON], f"optout-tui {__version__}")
    assert [len(one.read_at) for one in (turned, already)] == [2, 2]
    assert turned.read_at[-1] <= facts[B.ON].fact.read_at
    assert any(sign.isdigit() for sign in turned.browser)
    assert (kept[B.NOT_OFFERED].state, kept[B.NOT_OFFERED].switch) == (Setting.NOT_OFFERED, None)
    assert (older.switch, older.state) == ("older markup", Setting.OFF)
    assert kept[B.MOVED_TO_ROUTE_A].route
    assert kept[B.MOVED_TO_ROUTE_A].address != turned.address
    assert kept[B.SAVE_FAILS].state is Setting.ON
    assert kept[B.CONTRADICTORY] is None
    known = [one.chance for one in kept.values() if one]
    assert len(set(known)) == len(known)  # or a name could be tried against a digest
    assert {len(one) for one in known} == {32}
    report = Report(accounts_as_they_stand(house.vault), house.site.profile, now())
    entries = tomllib.loads("".join(report_text(report, ReportFormat.TOML)))["accounts"]
    for one in MEMBERS:
        told = entries[house.id_of[handles[one]]].get("evidence_sha256")
        text = kept[one] and evidence_text(kept[one])
        assert told == (text and hashlib.sha256(text.encode()).hexdigest())
    assert tomllib.loads(evidence_text(turned))["state"] == "off"


async def test_it_goes_with_the_member_and_with_the_account(house) -> None:
    first, second = house.ids[:2]
    await house.run(Kind.CHECK, ids=[first, second])
    assert house.vault.ids(Table.EVIDENCE) == {first, second}
    old = house.account(next(iter(house.id_of)))
    house.vault.write(*edit_of(old, edited(old, old.label, member="grace")))
    assert house.vault.get(Table.EVIDENCE, first, EvidenceKept) is None
    house.vault.write(*removal_of(house.vault, [second]))
    assert house.vault.ids(Table.EVIDENCE) == frozenset()
