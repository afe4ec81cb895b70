"""What is said where there is little room: the counts, what pops up, the names of many columns."""

import pytest
from msgspec.structs import replace
from textual.widgets._toast import Toast

from optout_profiles.accounts import Fact, new_account, now
from optout_profiles.listing.sheets import sheet_in
from optout_profiles.outcomes import Setting
from optout_profiles.vault import Put, Table
from optout_tui.app import OptOutApp
from optout_tui.screens.account_form import AccountForm
from optout_tui.screens.asking import AskScreen
from optout_tui.screens.mapping import MappingScreen
from optout_tui.screens.terms import TermsScreen

STATES = {Setting.OFF: 38, Setting.ON: 12, Setting.NOT_OFFERED: 11}
LONG_TEXT = [f"Line {number} of what a question is about." for number in range(12)]


@pytest.fixture
def many(vault) -> None:
    """Put accounts of each state into the list, beside four that were never checked."""
    made = [
        replace(new_account(f"{setting} {place}"), fact=Fact(setting, now(), "x"))
        for setting, count in STATES.items()
        for place in range(count)
    ]
    vault.write(*(Put(Table.ACCOUNTS, one.id, one) for one in made))


def top(pilot) -> str:
    return pilot.app.screen._compositor.render_strips()[0].text.strip()


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (
            120,
            "LinkedIn · 65 accounts, 65 marked · ! 12 on · ✓ 38 off · - 11 not offered · "
            "○ 4 never checked",
        ),
        (80, "65 accounts, 65 marked · ! 12 on · ✓ 38 off · - 11 not offered · ○ 4"),
        (60, "65 accounts, 65 marked · ! 12 on · ✓ 38 off · - 11 · ○ 4"),
        (56, "65 accounts, 65 marked · ! 12 on · ✓ 38 · - 11 · ○ 4"),
        (48, "65 of 65 marked · ! 12 · ✓ 38 · - 11 · ○ 4"),
    ],
)
async def test_the_counts_lose_words_and_no_number(many, app, shows, width, line) -> None:
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.press("a")
        await shows(pilot, "65 marked")
        assert top(pilot) == line


async def test_that_it_is_no_live_service_is_said_with_the_least_room(
    many, vault, tmp_path, scripted_desk
) -> None:
    desk = scripted_desk(vault)
    desk.site = replace(desk.site, name="Practice site", origin="http://127.0.0.1:1")
    app = OptOutApp(tmp_path / "list.vault", lambda: desk.site, None, desk=desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        assert top(pilot).startswith(
            "Practice site · 65 accounts, 65 marked · ! 12 on · ✓ 38 off · - 11"
        )
        await pilot.resize_terminal(48, 24)
        await pilot.pause()
        assert top(pilot).startswith("Practice site · 65 of 65 marked · ! 12 · ✓ 38")


async def test_a_range_is_told_while_it_is_drawn(app, shows, seen) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v", "j")
        await shows(pilot, "4 accounts, 2 marked · range from Ada Sample, v ends it")
        await pilot.press("v")
        await pilot.pause()
        assert "range from" not in seen(pilot)
        await pilot.press("shift+down")
        await shows(pilot, "3 marked")
        assert "range from" not in seen(pilot)


async def test_the_counts_find_their_words_again_with_more_room(many, app, shows) -> None:
    async with app.run_test(size=(50, 24)) as pilot:
        await pilot.press("a")
        await shows(pilot, "65 marked")
        await pilot.resize_terminal(120, 24)
        assert "○ 4 never checked" in await shows(pilot, "LinkedIn · 65 accounts")


async def test_what_pops_up_covers_neither_the_queue_nor_the_keys(app, desk, shows) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("o")
        await pilot.press(*"yes", "enter")
        await shows(pilot, "Opt out 1 of 1")
        await pilot.press("c")
        text = await shows(pilot, "x stops it after this account.")
        toasts = [one.region for one in app.screen.query(Toast)]
        assert toasts
        assert all(one.height and one.bottom <= app.screen.queue.region.y for one in toasts)
        assert "x Stop" in text
        desk.go()
        await shows(pilot, "finished")


@pytest.mark.parametrize(
    "dialog",
    [
        lambda: AskScreen("Go on?", "\n".join(LONG_TEXT)),
        lambda: AccountForm("New", lambda _: None),
        lambda: TermsScreen(None),
    ],
)
async def test_what_pops_up_lies_over_no_field_or_hint_of_a_dialog(app, dialog) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await app.push_screen(dialog())
        app.notify("A sentence that is long enough for more than one line of what pops up.")
        app.notify("Another one.", severity="error")
        await pilot.pause()
        await pilot.pause()
        toasts = [one.region for one in app.screen.query(Toast) if one.region.height]
        assert toasts
        seen = [app.focused, *app.screen.query(".hint")]
        assert all(app.screen.region.contains_region(one.region) for one in seen)
        over = [one for one in seen for toast in toasts if toast.overlaps(one.region)]
        assert not over
        assert not any(toast.overlaps(app.screen.query_one(".dialog").region) for toast in toasts)


async def test_the_same_sentence_pops_up_once_at_a_time(app) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for sentence in ("Twice.", "Once.", "Twice."):
            app.notify(sentence)
            await pilot.pause()
        told = [one._notification.message for one in app.screen.query(Toast)]
        assert told == ["Once.", "Twice."]


async def test_columns_that_have_no_room_are_told_to_be_cut(app, shows) -> None:
    header = ",".join(f"column {number}" for number in range(90))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(MappingScreen(sheet_in(f"name,{header}\nx{',' * 90}\n"), "x.test"))
        assert "…" in await shows(pilot, "1 name · 2 column 0")
