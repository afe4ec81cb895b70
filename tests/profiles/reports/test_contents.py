"""What stands in a report, in each of its forms."""

import csv
import io
import json
import tomllib
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from optout_profiles import __version__
from optout_profiles.accounts import Fact, new_account, now
from optout_profiles.authority import Authority
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.reports.writing import Report, ReportFormat, report_text
from optout_profiles.runs.results import RunResult, after_run
from optout_profiles.sites import built_in_profile

LIVE = "https://www.linkedin.com"
HOSTILE = [
    "x[/]",
    "[bold]x",
    '"""\n[accounts.zz]\nsetting = "off"',
    "a,b;c\td",
    'quote " and \\ backslash',
    "'single",
    "\x1b]0;gone\x07\x1b[31mred",
    "\x9b31m",
    "\u202egnp.exe",
    "line\nbreak\r\n\x00\x0b\x0c\x85\u2028",
    "\ud800 alone",
    "\ufeffmark",
    "日本語 👩‍👩‍👧",
]
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "=cmd|' /C calc'!A0",
    "\uff1d1+1",
    "\uff20SUM(A1)",
]


def text_of(report: Report, form: ReportFormat) -> str:
    return "".join(report_text(report, form))


def parsed(report: Report, form: ReportFormat):
    text = text_of(report, form)
    return tomllib.loads(text) if form is ReportFormat.TOML else json.loads(text)


def rows(report: Report) -> list[dict[str, str]]:
    text = text_of(report, ReportFormat.CSV)
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


BOTH = pytest.mark.parametrize("form", [ReportFormat.TOML, ReportFormat.JSON])


@BOTH
def test_the_heading_counts_what_may_be_claimed_now(report, form) -> None:
    told = parsed(report, form)
    assert {key: told[key] for key in ("format", "tool", "service", "summary")} == {
        "format": 1,
        "tool": f"optout-tui {__version__}",
        "service": "linkedin",
        "summary": {
            "accounts": 7,
            "off": 1,
            "on": 1,
            "not_offered": 1,
            "unknown": 3,
            "never_checked": 1,
        },
    }
    assert list(told)[:5] == ["format", "generated_at", "tool", "service", "summary"]


def test_times_are_in_utc_and_read_as_times(report, at) -> None:
    toml = parsed(report, ReportFormat.TOML)
    assert toml["generated_at"] == at
    assert toml["accounts"]["bb"]["read_at"] == at - timedelta(minutes=1)
    assert parsed(report, ReportFormat.JSON)["generated_at"] == "2026-11-23T10:15:00Z"
    assert rows(report)[1]["read_at"] == "2026-11-23T10:14:00+00:00"


@BOTH
def test_entries_stand_by_id_in_the_lists_order_with_absent_facts_absent(report, form) -> None:
    told = parsed(report, form)["accounts"]
    assert list(told) == ["zz", "bb", "cc", "dd", "ee", "aa", "nn"]
    known = {id_: set(entry) for id_, entry in told.items()}
    fact = {"label", "setting", "read_at", "outcome"}
    tried = {"last_try_at", "last_try_outcome", "last_try_reason"}
    assert known == {
        "zz": {*fact, *tried, "changed_at"},
        "bb": {*fact, "group"},
        "cc": fact,
        "dd": {"label", *tried},
        "ee": {"label", *tried},
        "aa": {*fact, "read_from"},
        "nn": {"label"},
    }


@BOTH
def test_a_newer_try_that_failed_stands_beside_the_older_fact(report, form) -> None:
    entry = parsed(report, form)["accounts"]["zz"]
    assert (entry["setting"], entry["outcome"]) == ("off", "turned off")
    assert entry["last_try_outcome"] == "refused by the service"
    assert entry["last_try_reason"] == "the service shows a captcha"


def test_what_was_read_on_the_practice_site_says_so(report) -> None:
    assert parsed(report, ReportFormat.TOML)["accounts"]["aa"]["read_from"] == (
        "http://127.0.0.1:8137"
    )


def test_a_table_says_the_same_as_the_other_forms(report) -> None:
    told = parsed(report, ReportFormat.JSON)["accounts"]
    table = {row["id"]: row for row in rows(report)}
    assert list(table) == list(told)
    for id_, entry in told.items():
        plain = {key: value for key, value in table[id_].items() if value and key != "id"}
        plain = {key: value.replace("+00:00", "Z") for key, value in plain.items()}
        assert plain == entry


@pytest.mark.parametrize("form", ReportFormat)
@pytest.mark.parametrize("with_names", [True, False])
def test_no_login_member_or_path_is_in_it_nor_names_without_leave(report, form, with_names) -> None:
    text = text_of(Report(report.accounts, report.site, report.at, with_names), form)
    assert "canary" not in text
    assert "@login.test" not in text
    assert ("label-" in text) is with_names
    assert ("clients" in text) is with_names
    assert "bb" in text


@pytest.mark.parametrize("form", ReportFormat)
def test_a_report_of_nobody_is_still_one(report, form) -> None:
    nobody = Report([], report.site, report.at)
    if form is ReportFormat.CSV:
        assert rows(nobody) == []
    else:
        assert parsed(nobody, form)["summary"]["accounts"] == 0
        assert not parsed(nobody, form).get("accounts")


@pytest.fixture
def labelled(report):
    def with_label(label: str) -> Report:
        account = new_account(label, group=label)
        run = RunResult(Outcome.IS_ON, fact=Fact(Setting.ON, now(), report.site.origin))
        return Report([after_run(account, "r", run, now())], report.site, report.at)

    return with_label


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_is_a_label_and_nothing_else(labelled, label) -> None:
    report = labelled(label)
    (account,) = report.accounts
    for form in (ReportFormat.TOML, ReportFormat.JSON):
        told = parsed(report, form)["accounts"]
        assert list(told) == [account.id]
        assert (told[account.id]["label"], told[account.id]["setting"]) == (account.label, "on")
    (row,) = rows(report)
    assert (row["label"], row["group"], row["setting"]) == (account.label, account.label, "on")
    for form in ReportFormat:
        text = text_of(report, form)
        text.encode()
        signs = set(text) - {"\n"} - ({"\r"} if form is ReportFormat.CSV else set())
        assert not [sign for sign in signs if ord(sign) < 32 or 127 <= ord(sign) < 160]
        assert not signs & {"\u202e", "\u2028", "\ufeff"}


@pytest.mark.parametrize("label", FORMULAS)
def test_no_cell_of_a_table_is_a_formula(labelled, label) -> None:
    (row,) = rows(labelled(label))
    assert row["label"].startswith("'")
    assert not [cell for cell in row.values() if cell[:1] in tuple("=+-@\t\r")]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_nor_is_a_part_of_a_cell_where_a_spreadsheet_cuts_at_semicolons(labelled, sign) -> None:
    for gap in (";", "; ", ";;"):
        (row,) = rows(labelled(f"Ada{gap}{sign}1"))
        assert row["label"] == f"Ada{gap}'{sign}1"
    (row,) = rows(labelled(f"Ada{sign}1; x"))
    assert row["label"] == f"Ada{sign}1; x"


def test_an_entry_stays_in_its_form_however_long_it_is(labelled) -> None:
    for label in ("x", "x" * 200):
        text = text_of(labelled(label), ReportFormat.TOML)
        assert "\n[accounts." in text
        assert "{" not in text


def test_two_reports_differ_only_where_the_accounts_do(report, accounts) -> None:
    changed = [replace(one, label="new") if one.id == "cc" else one for one in accounts]
    other = Report(changed, report.site, report.at)
    for form in ReportFormat:
        before = text_of(report, form).splitlines()
        after = text_of(other, form).splitlines()
        assert len([1 for one, two in zip(before, after, strict=True) if one != two]) == 1


@pytest.fixture
def with_related(report, at):
    """Return a report whose first account has a related fact, a failed try and an objection."""
    first, *others = report.accounts
    off = RunResult(Outcome.TURNED_OFF, fact=Fact(Setting.OFF, at, LIVE), changed_at=at)
    first = after_run(first, "r", off, at, "research")
    first = after_run(first, "s", RunResult(Outcome.TOO_SLOW, Reason.DEADLINE), at, "age")
    first = replace(first, objection_filed_on=date(2026, 10, 1))
    return replace(report, accounts=[first, *others])


@BOTH
def test_related_settings_stand_below_their_account_with_the_main_ones_keys(
    report, with_related, form
) -> None:
    before, told = (parsed(one, form)["accounts"] for one in (report, with_related))
    related = told["zz"].pop("related")
    assert set(related) == {"research", "age"}
    assert set(related["research"]) == {"setting", "read_at", "changed_at", "outcome"}
    assert (related["research"]["setting"], related["research"]["outcome"]) == ("off", "turned off")
    assert set(related["age"]) == {"last_try_at", "last_try_outcome", "last_try_reason"}
    assert str(told["zz"].pop("objection_filed_on")) == "2026-10-01"
    assert told == before  # nothing else has changed, and no other account has any


def test_related_settings_count_in_no_summary(report, with_related) -> None:
    told = (parsed(one, ReportFormat.TOML) for one in (report, with_related))
    assert len({str(one["summary"]) for one in told}) == 1


def test_a_table_has_what_may_be_claimed_of_related_settings_in_one_cell(with_related) -> None:
    first, *others = rows(with_related)
    assert first["related"] == "research: off, age: unknown"
    assert first["objection_filed_on"] == "2026-10-01"
    assert {row["related"] + row["objection_filed_on"] for row in others} == {""}


@BOTH
def test_a_change_made_by_a_person_is_told_as_theirs(report, form) -> None:
    changed, *others = report.accounts
    by_hand = replace(report, accounts=[replace(changed, by_person=True), *others])
    told = parsed(by_hand, form)["accounts"]
    assert [id_ for id_, entry in told.items() if "changed_by" in entry] == ["zz"]
    assert told["zz"]["changed_by"] == rows(by_hand)[0]["changed_by"] == "person"


@BOTH
def test_a_click_whose_end_was_not_proved_stays_told_whatever_is_read_later(report, form) -> None:
    changed, *others = report.accounts
    cut_off = replace(changed, changed_at=None, changing_run="r")
    told = parsed(replace(report, accounts=[cut_off, *others]), form)["accounts"]
    assert [id_ for id_, entry in told.items() if "changed_unproved" in entry] == ["zz"]
    assert "changed_at" not in told["zz"]


@BOTH
def test_the_holder_and_their_authority_are_told_and_no_note_or_tag_ever(form) -> None:
    authority = Authority(date(2026, 11, 1), date(2027, 11, 1), note="canary")
    account = replace(
        new_account("Ada"), holder="Ada King", note="canary", tags=("canary",), authority=authority
    )
    report = Report([account], built_in_profile(), now())
    (entry,) = parsed(report, form)["accounts"].values()
    assert entry == {
        "label": "Ada",
        "holder": "Ada King",
        "authority": "given 2026-11-01, until 2027-11-01",
    }
    (row,) = rows(report)
    assert (row["holder"], row["authority"]) == ("Ada King", entry["authority"])
    (entry,) = parsed(replace(report, with_names=False), form)["accounts"].values()
    assert set(entry) == {"authority"}
    assert "canary" not in text_of(report, form) + text_of(report, ReportFormat.CSV)


@BOTH
def test_an_authority_that_has_run_out_by_the_reports_day_says_so(form) -> None:
    authority = Authority(date(2026, 1, 1), date(2026, 10, 31))
    account = replace(new_account("Ada"), authority=authority)
    for day, words in ((31, ""), (32, ", ended")):
        at = datetime(2026, 10, 31, tzinfo=UTC) + timedelta(days=day - 31)
        (entry,) = parsed(Report([account], built_in_profile(), at), form)["accounts"].values()
        assert entry["authority"] == f"given 2026-01-01, until 2026-10-31{words}"
