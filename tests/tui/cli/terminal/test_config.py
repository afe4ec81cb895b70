"""The config and the app in a real terminal."""

import pytest

from optout_profiles.accounts import new_account

MOUSE = b"\x1b[?1000h"
BROKEN = {
    "a key of the file": ("bell = true\npaus = 3\n", "line 2: there is no “paus”"),
    "a key of the keyboard": ('[keys]\n\nopt-out = "c"\n', "line 3: c would be both opt-out and"),
}


@pytest.fixture
def config(program):
    program.make_vault(new_account("Ada"))

    def write(text: str) -> None:
        file = program.folder / "config" / "config.toml"
        file.parent.mkdir()
        file.write_text(text)

    return write


@pytest.mark.parametrize(("text", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_config_is_told_and_the_app_opens_with_the_defaults(terminal, config, text, told):
    config(text)
    opened = terminal()
    before = opened.hear("Open with the defaults this time? Type yes to go on: ")
    assert told in before
    opened.type("yes\n")
    opened.until("Ada", "o Opt out")
    opened.type("\x11")
    assert opened.finish() == 0


def test_it_does_not_open_unless_that_is_agreed_to(terminal, config):
    config("paus = 3")
    opened = terminal()
    opened.hear("Type yes to go on: ")
    opened.type("no\n")
    code, shown = opened.end()
    assert code == 2
    assert "\x1b" not in shown


def test_the_demo_asks_too(terminal, config):
    config("paus = 3")
    opened = terminal("demo")
    opened.hear("Open with the defaults this time? Type yes to go on: ")
    opened.type("no\n")
    assert opened.end()[0] == 2


def test_with_no_config_nothing_is_asked(terminal, config):
    config("paus = 3")
    opened = terminal("--no-config")
    opened.until("Ada", "o Opt out")
    opened.type("\x11")
    assert opened.finish() == 0


@pytest.mark.parametrize("way", ["usual", "option", "config"])
def test_the_mouse_is_left_to_the_terminal_where_that_is_wished(terminal, config, way):
    if way == "config":
        config("mouse = false")
    opened = terminal(*(["--no-mouse"] if way == "option" else []))
    opened.until("Ada", "o Opt out")
    assert (MOUSE in opened.raw) is (way == "usual")
    opened.type("\x11")
    assert opened.finish() == 0
