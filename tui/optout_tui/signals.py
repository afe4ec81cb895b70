"""The signals that end the program in good order."""

import signal

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
"""The last one, ctrl+\\ at a terminal, would else leave a core dump and a browser."""
