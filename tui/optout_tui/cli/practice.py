"""Serve the practice site for a browser, until Ctrl-C.

It prints its address, its members and their passwords, which are no secret: nothing there is real.
"""

import signal
import threading
from argparse import ArgumentParser, Namespace

from optout_profiles.practice import PracticeSite, what_it_does
from optout_tui.cli.talk import talk, tell, tell_record


def add_options(parser: ArgumentParser) -> None:
    """Take the port."""
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")


def run(options: Namespace) -> int:
    """Serve until interrupted; that is the way to end it, so it ends with 0."""
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    with PracticeSite(port=options.port) as site:
        if options.json:
            tell_record({"origin": site.origin, "members": site.members})
        else:
            tell(f"{site.origin}/")
            for member in site.members:
                does = what_it_does(member.behaviour)
                tell(f"{member.login}  {member.password}  {member.handle}  {does}")
        talk(options, "Ctrl-C ends it.")
        over.wait()
    return 0
