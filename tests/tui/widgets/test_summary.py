"""The line of counts: what it leaves out where there is no room for all."""

import pytest
from msgspec.structs import replace
from textual.app import App

from optout_profiles.accounts import Attempt, Fact, new_account, now
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.practice import PracticeSite
from optout_tui.widgets.summary import Summary

COUNTS = {Setting.ON: 3, Setting.OFF: 4, Setting.NOT_OFFERED: 1}
FAILED, NEVER = 6, 2


def accounts():
    one = new_account("Ada")
    read = [
        replace(one, fact=Fact(setting, now(), "https://x.test"))
        for setting, count in COUNTS.items()
        for _ in range(count)
    ]
    tried = replace(one, last_try=Attempt("r", now(), Outcome.SIGN_IN_NEEDED))
    listed = [*read, *[tried] * FAILED, *[one] * NEVER]
    return [replace(one, id=f"id-{place}") for place, one in enumerate(listed)]


class SummaryApp(App[None]):
    def compose(self):
        with PracticeSite() as site:
            yield Summary(site.profile, lambda listed: [one for one in listed if one.failed_try])


SIGNS = "! 3 · ✓ 4 · - 1 · ? 6 · ○ 2 · 6 need you"
LONGER = "! 3 on · ✓ 4 off · - 1 · ? 6 unknown · ○ 2 · 6 need you"


@pytest.mark.parametrize(
    ("width", "shown", "unseen", "line"),
    [
        (100, None, 0, f"Practice site · 16 accounts, 6 marked · {LONGER}"),
        (80, None, 0, f"Practice site · 6 of 16 marked · {SIGNS}"),
        (60, None, 0, "Practice site · 6 of 16 marked · ! 3 · ? 6 · 6 need you"),
        (60, 5, 0, "Practice site · 5 of 16 shown, 6 marked · ! 3 · 6 need you"),
    ],
)
async def test_what_is_left_stays_apart_by_dots(width, shown, unseen, line):
    app = SummaryApp()
    async with app.run_test(size=(width, 3)) as pilot:
        summary = app.query_one(Summary)
        summary.show_accounts(accounts())
        if shown is not None:
            summary.show_shown(shown)
        summary.show_marks(6, unseen)
        await pilot.pause()
        assert app.screen._compositor.render_strips()[0].text.strip() == line
