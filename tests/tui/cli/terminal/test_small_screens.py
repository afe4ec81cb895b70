"""The app in a terminal that is too small for it."""

import fcntl
import struct
import termios

import pytest
from terminal import Terminal

from optout_profiles.accounts import new_account


@pytest.mark.parametrize("size", [(20, 5), (39, 24), (80, 9)])
def test_a_sentence_stands_where_there_is_no_room_and_goes_once_there_is(program, size):
    program.make_vault(new_account("Ada Sample"))
    opened = Terminal([program.script], program.environment, *size, inherited={})
    opened.wait(lambda text: "ctrl+q quits." in " ".join(text.split()), "the sentence")
    assert " ".join(opened.text.split()) == (
        "Too small: 40 by 10 is needed, or --plain. ctrl+q quits."
    )
    opened.type("d")  # a dialog comes behind it, and changes nothing
    room = struct.pack("HHHH", 24, 80, 0, 0)
    opened.screen.resize(24, 80)
    fcntl.ioctl(opened.theirs, termios.TIOCSWINSZ, room)
    opened.until("Take 1 account off the list?", "o Opt out")
    assert "Too small" not in opened.text
    opened.type("\x11")
    assert opened.finish() == 0
    assert opened.is_restored
    opened.close()
