"""Colours, as they come to the terminal: every word on every screen can be read."""

from collections.abc import Iterator
from functools import partial

import pytest
from msgspec.structs import replace
from textual.color import Color
from textual.command import CommandPalette
from textual.geometry import Region
from textual.widgets import Input

from optout_profiles.accounts import Attempt, Fact, now
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.vault import Put, Table
from optout_tui.app import OptOutApp
from optout_tui.config import THEMES, Config
from optout_tui.screens.account_form import AccountForm
from optout_tui.screens.accounts import AccountsScreen
from optout_tui.screens.asking import AskScreen
from optout_tui.screens.details import DetailsScreen
from optout_tui.screens.help import HelpScreen
from optout_tui.screens.report import ReportScreen
from optout_tui.screens.terms import TermsScreen
from optout_tui.themes import THEMES as DYED

SCREENS = {
    "table": (["down"], AccountsScreen),
    "marks": (["a", "home"], AccountsScreen),
    "a filter that is wrong": (["slash", *"a setting:o"], AccountsScreen),
    "a new account": (["escape", "n"], AccountForm),
    "an account without a name": (["ctrl+s"], AccountForm),
    "rules": (["escape", "R"], TermsScreen),
    "help": (["escape", "question_mark"], HelpScreen),
    "details": (["escape", "enter"], DetailsScreen),
    "report": (["escape", "w"], ReportScreen),
    "a question": (["escape", "d"], AskScreen),
    "palette": (["escape", "colon"], CommandPalette),
}
"""The keys that lead from each to the next."""


@pytest.fixture
def dyed_app(vault, scripted_desk, tmp_path):
    """Return an app with rows of every tone."""
    desk = scripted_desk(vault)
    for account, setting in zip(desk.accounts, (*Setting, None, None), strict=False):
        if setting in {Setting.OFF, Setting.ON, Setting.NOT_OFFERED}:
            fact = Fact(setting, now(), "https://www.linkedin.com")
            failed = Attempt("r", now(), Outcome.NOT_UNDERSTOOD)
            tried = failed if setting is Setting.NOT_OFFERED else None
            vault.write(
                Put(Table.ACCOUNTS, account.id, replace(account, fact=fact, last_try=tried))
            )
    path, make = tmp_path / "list.vault", partial(scripted_desk, vault)
    return lambda config: OptOutApp(
        path, lambda: desk.site, None, desk=make(), hint="A hint", config=config
    )


def words_shown(app: OptOutApp) -> Iterator[tuple[str, float]]:
    """Yield each word with its contrast; below a dialog what is out of reach is left out."""
    screen = app.screen
    top = "CommandList" if isinstance(screen, CommandPalette) else ".dialog"
    dialogs = list(screen.query(top))
    region: Region = dialogs[0].region if dialogs else screen.region
    strips = screen._compositor.render_strips()
    for strip in strips[region.y : region.bottom]:
        for text, style, _ in strip.crop(region.x, region.right):
            if style and style.color and style.bgcolor and any(map(str.isalnum, text)):
                yield text.strip(), contrast(style.color, style.bgcolor)


def contrast(first, second) -> float:
    """Return the ratio of WCAG 2.2; its luminance is not the one that Textual counts with."""
    darker, lighter = sorted(luminance(Color.from_rich_color(one)) for one in (first, second))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Color) -> float:
    parts = (one / 255 for one in (color.r, color.g, color.b))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(("theme", "least"), [("contrast", 7.0), ("dark", 4.5), ("light", 4.5)])
async def test_every_word_on_every_screen_has_contrast(dyed_app, theme, least, record_property):
    app = dyed_app(Config(theme=theme))
    worst: dict[str, tuple[float, str]] = {}
    async with app.run_test(size=(120, 40)) as pilot:
        for name, (keys, screen) in SCREENS.items():
            await pilot.press(*keys)
            await pilot.pause()
            assert isinstance(app.screen, screen), name
            worst[name] = min((ratio, words) for words, ratio in words_shown(app))
    rows = [(name, f"{ratio:.1f}", words) for name, (ratio, words) in worst.items()]
    record_property("table", (f"Least contrast, theme {theme}", rows))
    assert {name: found for name, found in worst.items() if found[0] < least} == {}


def test_the_config_knows_the_themes():
    assert tuple(DYED) == THEMES


async def test_the_terminals_own_colours_are_left_to_it(dyed_app):
    app = dyed_app(Config(theme="ansi"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "a")
        await pilot.pause()
        for strip in app.screen._compositor.render_strips():
            for _, style, _ in strip:
                for color in filter(None, (style and style.color, style and style.bgcolor)):
                    assert color.triplet is None, color


@pytest.mark.parametrize("theme", THEMES)
async def test_without_colours_there_is_none_and_signs_are_enough(dyed_app, monkeypatch, theme):
    monkeypatch.setenv("NO_COLOR", "1")
    app = dyed_app(Config(theme=theme))
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("space", "down")
        await pilot.pause()
        shown = [strip.text for strip in app.screen._compositor.render_strips()]
        assert any(line.startswith(" ●") for line in shown)
        assert any(line.startswith(">") for line in shown)
        for strip in app.screen._compositor.render_strips():
            for _, style, _ in strip:
                for color in filter(None, (style and style.color, style and style.bgcolor)):
                    assert color.is_default, color
        await pilot.press("slash", "a")
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        reversed_ = [
            text for strip in strips for text, style, _ in strip if style and style.reverse
        ]
        assert set(reversed_) == {"▊", " "}  # the field's frame, and its cursor


async def test_the_palette_dyes_the_screen(dyed_app, shows):
    app = dyed_app(Config())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("colon", *"colours: contrast")
        await shows(pilot, "Until the app ends")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.theme == "contrast"


@pytest.mark.parametrize("motion", [True, False])
async def test_nothing_moves_by_itself_where_that_is_wished(dyed_app, motion):
    app = dyed_app(Config(motion=motion))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        assert app.query_one(Input).cursor_blink is motion
        assert (app.animation_level == "full") is motion
