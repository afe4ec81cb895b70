"""Menus: one key marks by state or sorts by a column, and no other key gets through."""

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Attempt, Fact, now
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.vault import Put, Table
from optout_tui.app import OptOutApp
from optout_tui.config import Config

SIZE = (80, 24)


@pytest.fixture
def mixed(vault, scripted_desk):
    """Return a desk whose accounts are on, off, waiting for a person and never checked."""
    ada, ben, cleo, _ = scripted_desk(vault).accounts
    on, off = (Fact(one, now(), "https://x.test") for one in (Setting.ON, Setting.OFF))
    waits = Attempt("r", now(), Outcome.PERSON_NEEDED)
    for changed in (
        replace(ada, fact=on),
        replace(ben, fact=off),
        replace(cleo, fact=off, last_try=waits),
    ):
        vault.write(Put(Table.ACCOUNTS, changed.id, changed))
    return scripted_desk(vault)


@pytest.fixture
def mixed_app(mixed):
    config = Config(filters={"mine": "group:sample"})
    return OptOutApp(mixed._vault.path, lambda: mixed.site, None, desk=mixed, config=config)


def marked(app) -> list[str]:
    return [app.screen._desk.account(one).label for one in app.screen.table.marked]


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("o", ["Ada Sample"]),
        ("f", ["Ben Sample"]),
        ("u", ["Cleo Client"]),
        ("c", ["Dan Client"]),
        ("p", ["Cleo Client"]),
        ("g", ["Ada Sample", "Ben Sample"]),
        ("1", ["Ada Sample", "Ben Sample"]),
        ("s", ["Ada Sample", "Ben Sample", "Cleo Client", "Dan Client"]),
    ],
)
async def test_a_key_marks_all_that_stand_so(mixed_app, shows, key, names):
    async with mixed_app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        await shows(pilot, "Mark of those shown")
        await pilot.press(key)
        await shows(pilot, f"{len(names)} marked")
        assert marked(mixed_app) == names


async def test_marks_add_up_and_hidden_accounts_are_left_out(mixed_app, shows):
    async with mixed_app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "o")
        await shows(pilot, "1 marked")
        await pilot.press("slash", *"client", "enter", "m")
        text = await shows(pilot, "Mark of those shown")
        assert "! on" not in text.split("Mark of those shown")[1]
        await pilot.press("c")
        await shows(pilot, "2 marked (1 not shown)")


async def test_a_menu_swallows_keys_and_goes_by_arrows_too(mixed_app, mixed, shows, seen):
    async with mixed_app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        await shows(pilot, "Mark of those shown")
        await pilot.press("x", "d", "q", "a", "O")
        await shows(pilot, "Mark of those shown")
        await pilot.press("down", "enter")
        await shows(pilot, "1 marked")
        assert marked(mixed_app) == ["Ben Sample"]
        await pilot.press("m")
        await shows(pilot, "Mark of those shown")
        await pilot.press("escape")
        await shows(pilot, "1 marked")
    assert mixed.asked == []


async def test_a_column_sorts_turns_round_and_goes_back(mixed_app, shows):
    async with mixed_app.run_test(size=SIZE) as pilot:
        for key, first, arrow in [("t", "Ada", "▲"), ("t", "Ben", "▼"), ("a", "Ada", "▲")]:
            await pilot.press("S")
            await shows(pilot, "Sort by")
            await pilot.press(key)
            text = await shows(pilot, arrow)
            rows = [line for line in text.splitlines() if "Sample" in line or "Client" in line]
            assert first in rows[0], text
        await pilot.press("S", "a", "S", "0")
        await pilot.pause()
        assert mixed_app.screen.table.sorting == (None, True)
        shown = [one.label for one in mixed_app.screen.table.shown_accounts()]
        assert shown == ["Ada Sample", "Ben Sample", "Cleo Client", "Dan Client"]


async def test_the_header_says_how_many_need_a_person(mixed_app, mixed, shows):
    async with mixed_app.run_test(size=(120, 24)) as pilot:
        await shows(pilot, "! 1 on · ✓ 1 off · ? 1 unknown · ○ 1 never checked · 1 needs you")
        mixed.go()
        await pilot.press("j", "j", "c")
        text = await shows(pilot, "Check finished")
        assert "✓ 2 off" in text
        assert "needs you" not in text


async def test_every_column_has_a_key_of_its_own(mixed_app):
    async with mixed_app.run_test(size=SIZE) as pilot:
        from optout_tui.list_menus import sort_choices

        choices = sort_choices(pilot.app.screen.pane.titles, None, reverse=False)
        assert len({one.key for one in choices}) == len(choices)


async def test_an_empty_list_says_in_a_few_lines_how_the_work_goes(desk, app, shows):
    desk.remove([one.id for one in desk.accounts])
    async with app.run_test(size=SIZE) as pilot:
        text = await shows(pilot, "No accounts yet.")
        for key in "nscow":
            assert any(line.strip().startswith(f"{key}  ") for line in text.splitlines()), key
        await pilot.press("o")
        await shows(pilot, "Press n for the first one")
        await pilot.press("m")
        await shows(pilot, "Press n for the first one")
