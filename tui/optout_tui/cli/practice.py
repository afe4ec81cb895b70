"""Serve the practice site for a browser, until Ctrl-C.

It prints its address, its members and their passwords, which are no secret: nothing there is real.
"""

import signal
import threading
from argparse import ArgumentParser, Namespace
from pathlib import Path

from optout_profiles.practice import (
    SAMPLE_MEMBERS,
    Behaviour,
    Member,
    PracticeSite,
    SignInShape,
    member_with,
    what_it_does,
)
from optout_tui.cli.talk import talk, tell, tell_record
from optout_tui.signals import ENDING
from optout_tui.wording import commands as said
from optout_tui.wording import options as helps


def add_options(parser: ArgumentParser) -> None:
    """Take the port, the shape of its sign-in page, and who lives there."""
    parser.add_argument("--port", type=int, default=0, help=helps.PRACTICE_PORT)
    parser.add_argument(
        "--write-profile",
        type=Path,
        metavar="FILE",
        help=helps.PRACTICE_WRITE_PROFILE,
    )
    parser.add_argument(
        "--sign-in",
        choices=list(SignInShape),
        type=SignInShape,
        default=SignInShape.CLASSIC,
        help=helps.PRACTICE_SIGN_IN,
    )
    parser.add_argument(
        "--all-members",
        action="store_true",
        help=helps.PRACTICE_ALL_MEMBERS,
    )


def run(options: Namespace) -> int:
    """Serve until interrupted; that is the way to end it, so it ends with 0."""
    over = threading.Event()
    for number in ENDING:
        signal.signal(number, lambda *_: over.set())
    with PracticeSite(_members(options), options.port, sign_in=options.sign_in) as site:
        if options.write_profile:
            options.write_profile.write_text(site.profile_text, "utf-8")
        if options.json:
            tell_record({"origin": site.origin, "members": site.members})
        else:
            tell(f"{site.origin}/")
            for member in site.members:
                does = what_it_does(member.behaviour)
                tell(f"{member.login}  {member.password}  {member.handle}  {does}")
        if options.write_profile:
            talk(options, said.practice_profile(options.write_profile))
        talk(options, said.PRACTICE_END)
        over.wait()
    return 0


def _members(options: Namespace) -> tuple[Member, ...]:
    every = map(member_with, Behaviour) if options.all_members else ()
    return (*SAMPLE_MEMBERS, *every)
