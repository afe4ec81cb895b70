"""The table in a real terminal: what reaches it byte by byte, and what a person then sees."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import Terminal

PROGRAM = Path(__file__).with_name("hostile_table.py")


@pytest.fixture(params=[{}, {"NO_COLOR": "1"}], ids=["colour", "no colour"])
def terminal(request: pytest.FixtureRequest) -> Iterator[Terminal]:
    terminal = Terminal([sys.executable, PROGRAM], request.param)
    yield terminal
    terminal.close()


def lines_of(terminal: Terminal, seen: Callable[[list[str]], bool]) -> list[str]:
    """Read until the screen's lines are as told, and return them."""
    terminal.wait(lambda text: seen(text.splitlines()), "what the lines should be")
    return terminal.screen.display


def test_no_control_code_of_a_label_reaches_the_terminal(terminal):
    lines_of(terminal, lambda lines: "harmless 13" in lines[23])
    terminal.type("jjjjj\x1b[<65;10;10M")
    lines_of(terminal, lambda lines: "harmless 13" not in lines[23] and "harmless" in lines[23])
    terminal.type("G a")
    lines_of(terminal, lambda lines: all("●" in line for line in lines[1:]))
    terminal.type("\x11")
    assert terminal.finish() == 0
    # The pointer's shape is the one operating system command that Textual sends by itself.
    text = re.sub("\x1b\\]22;[a-z]+\x07", "", terminal.raw.decode())
    assert not re.search("[\x00-\x07\x0b\x0c\x0e-\x1a\x80-\x9f]", text)
    assert not re.search("[\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert not re.search("\x1b[\\]c]|\x1b\\[2J\x1b\\[31m", text)


def test_labels_are_shown_literally_and_the_cursor_has_a_sign(terminal):
    lines = lines_of(terminal, lambda lines: "harmless 13" in lines[23])
    assert lines[1].startswith(">   \ufffd]0;stolen title\ufffd ")
    assert lines[3].startswith("    \ufffd[2J\ufffd[31mred ")
    assert lines[5].startswith("    a\ufffdb\ufffdc\ufffdd ")
    assert lines[8].startswith("    [@click=app.exit()]x[/] ")


def test_the_wheel_scrolls_and_leaves_the_cursor_behind(terminal):
    lines_of(terminal, lambda lines: "harmless 13" in lines[23])
    terminal.type("\x1b[<65;10;10M" * 4)
    lines = lines_of(terminal, lambda lines: "harmless" in lines[4])
    assert not any(line.startswith(">") for line in lines)
    terminal.type("j")
    lines_of(terminal, lambda lines: any(line.startswith(">   \ufffd]52") for line in lines))
