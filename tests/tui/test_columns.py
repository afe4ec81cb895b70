"""What the table's columns say of an account, and which of them stay on a narrow screen."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from optout_profiles.accounts import Attempt, BrowserKind, Fact, new_account, now
from optout_profiles.authority import Authority
from optout_profiles.listing.fields import Sight
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.runs.keeping import Proof
from optout_tui.columns import account_columns
from optout_tui.widgets.columns import Tone, placed
from optout_tui.widgets.lines import MARGIN

ADA = "ada"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)

SIGHT = Sight(now(), {ADA}, lambda _: Proof(ADA, "ada", BrowserKind.VISIBLE, now() - HOUR))
COLUMNS = account_columns(lambda _: "kept", lambda: SIGHT)


def cell(id_: str, **known: object) -> tuple[str, Tone]:
    (column,) = [one for one in COLUMNS if one.id == id_]
    account = replace(new_account("Ada"), **{"id": ADA, **known})
    return column.text(account), column.style(account) if column.style else Tone.PLAIN


@pytest.mark.parametrize(
    ("width", "ids"),
    [
        (60, "label setting"),
        (80, "label setting read outcome"),
        (100, "label group setting read session outcome"),
        (120, "label group setting read session outcome due"),
        (200, "label group holder setting since read session outcome due"),
    ],
)
def test_columns_give_way_by_importance(width, ids):
    assert [one.column.id for one in placed(COLUMNS, width - 1 - MARGIN)] == ids.split()


@pytest.mark.parametrize("is_failed", [False, True])
@pytest.mark.parametrize("setting", [None, Setting.ON, Setting.OFF, Setting.NOT_OFFERED])
def test_no_state_is_cut_at_eighty_cells(setting, is_failed):
    fact = Fact(setting, now(), "https://x.test") if setting else None
    tried = Attempt("r", now(), Outcome.TOO_SLOW) if is_failed else None
    widths = {one.column.id: one.width for one in placed(COLUMNS, 80 - 1 - MARGIN)}
    assert cell_len(cell("setting", fact=fact, last_try=tried)[0]) <= widths["setting"]


def test_since_is_told_of_what_still_stands_only():
    off = Fact(Setting.OFF, now(), "https://x.test")
    assert cell("since", fact=off, since=now() - 12 * DAY)[0] == "12 days ago"
    failed = Attempt("r", now(), Outcome.TOO_SLOW)
    assert cell("since", fact=off, since=now() - 12 * DAY, last_try=failed)[0] == ""


def test_a_sign_in_that_is_kept_since_takes_the_place_of_the_try_that_lacked_it():
    def told(outcome, hours_ago, id_=ADA):
        tried = Attempt("r", now() - hours_ago * HOUR, outcome)
        return cell("outcome", id=id_, last_try=tried)[0]

    assert told(Outcome.SIGN_IN_NEEDED, 2) == "now signed in"
    assert told(Outcome.SIGN_IN_NEEDED, 0) == "sign-in needed"
    assert told(Outcome.SIGN_IN_NEEDED, 2, "somebody-else") == "sign-in needed"
    assert told(Outcome.TOO_SLOW, 2) == "too slow"


def test_where_the_holder_has_ended_it_the_newest_try_says_that_and_not_to_sign_in():
    today = now().date()
    over = Authority(today - 9 * DAY, withdrawn_on=today)
    tried = Attempt("r", now(), Outcome.SIGN_IN_NEEDED)
    assert cell("outcome", authority=over, last_try=tried)[0] == "no authority"


def test_what_is_over_is_told_in_words_before_the_note():
    today = now().date()
    assert cell("due", note="calls back") == ("calls back", Tone.MUTED)
    assert cell("due", due=today + DAY)[0] == f"due {today + DAY}"
    assert cell("due", due=today, note="x") == (f"! due {today}, x", Tone.DOUBTFUL)
    words, tone = cell("due", authority=Authority(today - 9 * DAY, until=today - DAY))
    assert words.startswith("! ")
    assert "ended" in words
    assert tone is Tone.DOUBTFUL


def test_at_a_hundred_and_forty_cells_a_name_has_more_room_than_a_date() -> None:
    widths = {one.column.id: one.width for one in placed(COLUMNS, 136)}
    assert widths["label"] >= 20
    assert "holder" in widths
    assert widths["label"] > widths["due"]
