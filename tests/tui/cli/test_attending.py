"""What is typed while a browser works, at a terminal that goes away."""

import os
import pty

from optout_tui.cli.attending import _next_line


async def test_a_terminal_that_is_gone_is_the_end_of_input() -> None:
    ours, theirs = pty.openpty()
    os.close(theirs)  # reading from ours fails with EIO from now on
    try:
        assert await _next_line(ours) == b""
    finally:
        os.close(ours)
