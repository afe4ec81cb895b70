"""The list given out, and what comes of it when it is taken in again."""

import csv
import random
import tomllib
from datetime import date

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Account, Attempt, Fact, new_account, now
from optout_profiles.authority import Authority
from optout_profiles.details import tags_in
from optout_profiles.errors import UsageError
from optout_profiles.listing.exporting import ExportFormat, export_form, export_text
from optout_profiles.listing.importing import planned
from optout_profiles.listing.reading import brought
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.text import cleaned

SIGNS = "ab'\"=+-@;, \\#[]\n\té\u0301漢\uff1d👩\u200d\x1b\u202e"


def odd_accounts(number: int) -> list[Account]:
    """Return accounts with such names as nobody has."""
    chance = random.Random(number)

    def text() -> str:
        return cleaned("".join(chance.choices(SIGNS, k=chance.randint(1, 12))))

    accounts = []
    for count in range(number):
        made = new_account(
            f"{text()}{count}",
            login=chance.choice([f"{text()}{count}", None]),
            member=chance.choice([f"-m{count}", f"%2{count}", None]),
            group=chance.choice([text(), None]),
        )
        day = chance.choice([None, date(2026, 1, 2)])
        given = Authority(date(2026, 1, 2), day, day, chance.choice([text() or None, None]))
        made = replace(
            made,
            objection_filed_on=day,
            holder=chance.choice([text() or None, None]),
            note=chance.choice([cleaned(f"{text()}; {text()}"), None]),
            tags=tags_in([text() for _ in range(chance.randrange(4))]),
            due=day,
            authority=chance.choice([given, None]),
        )
        accounts.append(made)
    return accounts


@pytest.mark.parametrize("form", list(ExportFormat))
def test_what_is_exported_and_imported_again_has_lost_nothing(form, tmp_path) -> None:
    accounts = odd_accounts(1000)
    file = tmp_path / f"list.{form}"
    file.write_text("".join(export_text(accounts, form)), newline="")
    plan = planned(brought(file, "linkedin.com"), [])
    assert (len(plan.new), plan.rejected) == (1000, ())
    for one, other in zip(plan.new, accounts, strict=True):
        assert replace(one.account, id=other.id, added_at=other.added_at) == other
    again = planned(brought(file, "linkedin.com"), accounts)
    assert (len(again.new), len(again.twins)) == (0, 1000)


def test_no_cell_is_one_that_a_spreadsheet_would_calculate() -> None:
    rows = list(
        csv.reader("".join(export_text(odd_accounts(1000), ExportFormat.CSV)).split("\r\n"))
    )
    assert rows[0] == [
        *("label", "login", "member", "group", "holder", "note", "tags", "due"),
        *("objection_filed_on", "authority_given_on", "authority_until"),
        *("authority_withdrawn_on", "authority_note"),
    ]
    cells = [cell for row in rows for cell in row]
    assert sum(cell.startswith("'") for cell in cells) > 100
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d")) for cell in cells)


def test_a_list_holds_nothing_that_a_page_said() -> None:
    known = replace(
        new_account("Ada", member="ada-l"),
        fact=Fact(Setting.ON, now(), "https://x.test"),
        last_try=Attempt("run", now(), Outcome.WRONG_PERSON, seen_member="canary"),
    )
    listed = tomllib.loads("".join(export_text([known], ExportFormat.TOML)))
    assert listed["accounts"] == {known.id: {"label": "Ada", "member": "ada-l"}}


def test_a_form_is_named_by_the_files_ending(tmp_path) -> None:
    assert export_form(tmp_path / "x.CSV") is ExportFormat.CSV
    for name in ("x", "x.json", "csv"):
        with pytest.raises(UsageError, match=r"\.csv or \.toml"):
            export_form(tmp_path / name)
