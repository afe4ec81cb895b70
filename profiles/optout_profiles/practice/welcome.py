"""The practice site's first page: what it is, who is there, and their passwords."""

from collections.abc import Sequence
from html import escape

from optout_profiles.practice import places
from optout_profiles.practice.behaviours import what_it_does
from optout_profiles.practice.members import Member
from optout_profiles.practice.pages import frame
from optout_profiles.practice.sign_in_pages import SignInShape

SHOWN = 120
"""Members that the page lists; there may be thousands when something is measured."""

SHAPES = ", ".join(f'<a href="{places.LOGIN}?shape={one}">{one}</a>' for one in SignInShape)

EXPLANATION = f"""<p>This little site runs on your own machine only. It is here so that optout-tui
can be tried, shown and tested without touching anybody's account. It is not LinkedIn, has nothing
to do with it, and everybody on it is invented. What is changed here is forgotten when it ends.</p>
<p><a class="button" href="{places.LOGIN}">Sign in</a> with one of the passwords below, then look
at <a href="{places.SETTING}">the setting</a>. The sign-in page comes in three shapes: {SHAPES}.
What has reached the site so far is counted in
<a href="{places.LOG}">its log</a>.</p>"""


def welcome(members: Sequence[Member]) -> str:
    """Return the page for these members."""
    rows = "".join(map(_row, members[:SHOWN]))
    more = f"<p>And {len(members) - SHOWN} more.</p>" if len(members) > SHOWN else ""
    table = f"""<h2>Members</h2>
<div class="scrolls" role="region" aria-label="Members" tabindex="0"><table>
<thead><tr><th scope="col">Name</th><th scope="col">E-mail address</th>
<th scope="col">Password</th><th scope="col">How the account behaves</th></tr></thead>
<tbody>{rows}</tbody></table></div>{more}"""
    return frame("A place to practise", EXPLANATION + table)


def _row(member: Member) -> str:
    return (
        f'<tr><th scope="row">{escape(member.name)}</th>'
        f"<td><code>{escape(member.login)}</code></td>"
        f"<td><code>{escape(member.password)}</code></td>"
        f"<td>{escape(what_it_does(member.behaviour))}</td></tr>"
    )
