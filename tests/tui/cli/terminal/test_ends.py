"""A run at a terminal that is ended by its keys, or whose terminal goes."""

import os
import time

import pytest

from optout_profiles.practice import Behaviour, Pace

SECONDS = float(os.environ.get("OPTOUT_TUI_TEST_END_SECONDS", "4"))


@pytest.mark.parametrize("end", ["\x03", "\x1c", None], ids=["ctrl-c", "ctrl-backslash", "gone"])
def test_a_run_ends_soon_and_leaves_nothing(program, terminal, until, end):
    site = program.practise(Behaviour.SLOW_SAVE, pace=Pace(saving=3.0))
    program.make_list(site)
    opened = terminal("apply", "--all", "--yes")
    until(lambda: site.log()["writes"])
    began = time.monotonic()
    if end is None:
        opened.hang_up()
        opened.program.wait(20)
    else:
        opened.type(end)
        assert opened.finish() == 130
    assert time.monotonic() - began <= SECONDS
    if end is not None:
        assert "Interrupted." in opened.end()[1]
        assert opened.is_restored
    until(lambda: program.processes() == [])
    assert list((program.folder / "state" / "running").iterdir()) == []
    with program.opened(writing=True):
        pass
