"""The change itself: one click, and what the page makes of it.

Owns the rule that a switch is never flipped twice. Proves nothing: what the page shows of its
own change is no evidence.
"""

from optout_profiles.browser.held import HeldSwitch
from optout_profiles.browser.page import Page
from optout_profiles.browser.sighting import Sighting
from optout_profiles.errors import TooSlow
from optout_profiles.outcomes import Reason, Setting
from optout_profiles.runs.judging import ours
from optout_profiles.sites import SiteProfile

SAVE_SECONDS = 5.0
"""How long a change may take to show and to be saved; then it is read again in any case."""

SAVE_BEAT = 0.01
"""Seconds between two looks at a switch that was clicked."""

FLIP_SECONDS = 5.0
"""How long a click on the words may take to move the switch before the switch is clicked. Where
the words' own script is still at it, a second click would flip it back."""


class Change:
    """The change of one switch, which is held, on the page where it was found, to ``wanted``."""

    def __init__(self, page: Page, site: SiteProfile, switch: HeldSwitch, wanted: Setting) -> None:
        self._page, self._site = page, site
        self._switch, self._wanted = switch, wanted
        self._was_reached = True
        self._declined = page.declined

    async def click(self) -> None:
        """Click the words beside the switch; the switch itself only if none of it reached that."""
        self._page.traffic.expect_saves()
        try:
            clicked = await self._switch.click_words()
        except TooSlow:
            clicked = True  # perhaps it was, late: look before clicking anything else
        if clicked and await self._switch.was_stopped():
            return
        if clicked:
            seen = await self._page.look_until(self._is_moving, FLIP_SECONDS, beat=SAVE_BEAT)
            if self._is_moving(seen) or await self._switch.was_clicked():
                return
        try:
            await self._switch.click()
        except TooSlow:
            self._was_reached = False  # the readings that follow say how it stands

    async def saved(self, before: Sighting) -> Reason | None:
        """Give the save its time; say why it may not stay, if anything is to be seen of that."""
        last = await self._page.look_until(
            lambda seen: self._is_there(seen) and not self._page.traffic.is_outstanding,
            SAVE_SECONDS,
            beat=SAVE_BEAT,
        )
        if self._page.declined > self._declined or last.asks > before.asks:
            return Reason.ASKED
        was_stopped = await self._switch.was_stopped()
        if self._is_there(last) and not was_stopped:
            return None
        if self._page.traffic.has_written:
            return Reason.SENT_UNMOVED
        if was_stopped:
            return Reason.CLICK_STOPPED
        return Reason.SWITCH_STAYED if self._was_reached else Reason.COVERED

    def _is_moving(self, seen: Sighting) -> bool:
        return self._is_there(seen) or self._page.traffic.has_written

    def _is_there(self, seen: Sighting) -> bool:
        return shows(seen, self._site, self._wanted)


def shows(seen: Sighting, site: SiteProfile, wanted: Setting) -> bool:
    """Say whether the setting's one switch is seen to stand so."""
    states = [one.checked for one in ours(seen, site)]
    return states == [wanted is Setting.ON]
