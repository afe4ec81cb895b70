"""Keys of one's own: what can be chosen, what is refused, and where the choice shows."""

import pytest
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

from optout_profiles.runs.events import Kind
from optout_tui.app import OptOutApp
from optout_tui.config import Config
from optout_tui.keymap import KeyRefused, check_keys, places
from optout_tui.screens.details import DetailsScreen
from optout_tui.screens.terms import TermsScreen

REFUSED = {
    "mistyped": ({"opt_out": "f2"}, "opt_out", "no key that can be chosen. Is “opt-out” meant?"),
    "unknown": ({"zzz": "f2"}, "zzz", "no key that can be chosen. Those are ask.no, check"),
    "no key": ({"opt-out": "ctlr+o"}, "opt-out", "“ctlr+o” is no key"),
    "a word": ({"opt-out": "oo"}, "opt-out", "“oo” is no key"),
    "nothing": ({"opt-out": "o,"}, "opt-out", "“” is no key"),
    "taken": ({"opt-out": "c"}, "opt-out", "c would be both opt-out and check"),
    "taken by a part": ({"check": "j"}, "check", "j would be both check and table.down"),
    "twice": ({"check": "f2", "opt-out": "f2"}, "", "f2 would be both"),
    "as it is sent": ({"check": "ctrl+m"}, "check", "enter would be both check and table.choose"),
    "by its sign": ({"check": "?"}, "check", "question_mark would be both check and help"),
    "the way out": ({"check": "ctrl+c"}, "check", "ctrl+c would be both interrupt and check"),
    "moving the way out": ({"interrupt": "f2"}, "interrupt", "no key that can be chosen"),
    "going from field to field": ({"check": "tab"}, "check", "tab is needed to find one's way"),
    "typed": ({"form.save": "a"}, "form.save", "a is typed where form.save is"),
    "a blank typed": ({"ask.no": "space"}, "ask.no", "space is typed where ask.no is"),
    "editing": ({"form.save": "ctrl+w"}, "form.save", "ctrl+w is typed where form.save is"),
    "shift": ({"opt-out": "shift+o"}, "opt-out", "“shift+o” never comes: it is O"),
}


@pytest.mark.parametrize(("keys", "at", "problem"), REFUSED.values(), ids=REFUSED)
def test_a_key_that_cannot_work_is_told(keys, at, problem):
    with pytest.raises(KeyRefused) as refused:
        check_keys(keys)
    assert problem in str(refused.value)
    assert refused.value.binding_id == at or not at


@pytest.mark.parametrize(
    "keys",
    [
        {"opt-out": "ctrl+o"},
        {"opt-out": "c", "check": "o"},
        {"opt-out": "f2, O", "form.save": "f2"},
        {"details.back": "x", "typed.stop": "ctrl+o", "typed.window": "f5"},
        {"check": "ctrl+X"},
        {"palette": "ctrl+p"},
    ],
)
def test_a_key_that_can_work_is_taken(keys):
    check_keys(keys)


def kinds(kind):
    return [one for sub in kind.__subclasses__() for one in [sub, *kinds(sub)]]


def test_every_binding_of_ours_has_an_id_and_no_two_deeds_share_one():
    places()
    deeds: dict[tuple[str, str], str] = {}
    ours = [one for one in [OptOutApp, *kinds(Widget)] if one.__module__.startswith("optout_tui.")]
    assert len([one for one in ours if issubclass(one, Screen)]) > 10
    for kind in ours:
        for binding in Binding.make_bindings(vars(kind).get("BINDINGS", ())):
            assert binding.id, (kind, binding)
            deed = deeds.setdefault((kind.__name__, binding.id), binding.action)
            assert deed == binding.action, (kind, binding)


@pytest.fixture
def keyed_app(desk, tmp_path):
    def make(**keys: str) -> OptOutApp:
        chosen = {name.replace("_", "-"): key for name, key in keys.items()}
        check_keys(chosen)
        config = Config(keys=chosen)
        return OptOutApp(tmp_path / "x", lambda: desk.site, None, desk=desk, config=config)

    return make


async def test_a_key_of_ones_own_works_and_the_old_one_does_not(keyed_app, desk, shows):
    async with keyed_app(rules="f2", check="o", opt_out="c").run_test(size=(80, 24)) as pilot:
        await pilot.press("R")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, TermsScreen)
        await pilot.press("f2")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TermsScreen)
        await pilot.press("escape", "c")
        await shows(pilot, "Switch AI training off for 1 account?")
        await pilot.press("escape", "o")
        await shows(pilot, "Check 1 of 1")
        assert [kind for kind, _ in desk.asked] == [Kind.CHECK]


async def test_the_footer_the_help_and_the_palette_show_it(keyed_app, shows):
    async with keyed_app(opt_out="f2", sign_in="f3").run_test(size=(120, 60)) as pilot:
        text = await shows(pilot, "f2 Opt out")
        assert "o Opt out" not in text.replace("f2 Opt out", "")
        await pilot.press("question_mark")
        text = await shows(pilot, "f3 signs in")
        assert "f2                Switch the setting off" in text
        assert "when f2 is pressed" in text.replace("\n", " ")
        await pilot.press("escape", "colon", *"opt out")
        await shows(pilot, "Switch the setting off (f2)")


async def test_a_key_is_remapped_in_dialogs_too(keyed_app, shows):
    async with keyed_app(**{"details.back": "f4"}).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DetailsScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DetailsScreen)
        await pilot.press("f4")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, DetailsScreen)


async def test_a_saved_filter_is_named_where_filters_are_typed(desk, tmp_path, shows):
    config = Config(filters={"mine": "group:client"})
    app = OptOutApp(tmp_path / "x", lambda: desk.site, None, desk=desk, config=config)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"@mine -cleo")
        text = await shows(pilot, "@mine -cleo")
        assert "Dan Client" in text
        assert "Cleo" not in text
        assert "Ada" not in text
        await pilot.press("escape", "slash", *"@min")
        await shows(pilot, "no filter is saved as “min”")
