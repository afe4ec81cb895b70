"""How a route goes on from a page: the furthest of its links that is seen there.

Owns what was found of a route on one document. Decides nothing.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from optout_profiles.browser.sighting import LINKS, question
from optout_profiles.browser.translating import bounded
from optout_profiles.errors import TooSlow
from optout_profiles.sites import SiteProfile

if TYPE_CHECKING:
    from playwright.async_api import ElementHandle
    from playwright.async_api import Page as PlaywrightPage

LINK_SECONDS = 10.0
CLICK_SECONDS = 3.0


class NextLink:
    """The furthest step that is seen: its place among the steps, and where it leads.

    ``path`` is an address within the service; "" for a button, which is pressed.
    """

    def __init__(self, step: int, path: str, button: "ElementHandle | None") -> None:
        self.step, self.path = step, path
        self._button = button

    async def press(self) -> bool:
        """Press the button, once; False where something lies over it."""
        try:
            async with bounded(CLICK_SECONDS + 1):
                if self._button:
                    await self._button.click(timeout=CLICK_SECONDS * 1000)
        except TooSlow:
            return False
        return True


async def next_link(
    page: "PlaywrightPage",
    site: SiteProfile,
    steps: Sequence[Sequence[str]],
    *,
    must_lead: bool,
) -> NextLink | None:
    """Return the last of these steps that the document shows, each told by its words.

    None where none is seen, where two places are named alike or it leads elsewhere, and where it
    is the last of all, ``must_lead`` somewhere and is but pressed: that may be the setting itself.
    """
    asked = question(site) | {
        "steps": [list(words) for words in steps],
        "within": site.setting.path.split("/")[1],
        "mustLead": must_lead,
    }
    async with bounded(LINK_SECONDS):
        held = await page.evaluate_handle(LINKS, asked)
        parts = await held.get_properties()
        if "step" not in parts:
            return None
        step = int(await parts["step"].json_value())
        path = str(await parts["path"].json_value()) if "path" in parts else ""
        if path and not path.startswith("/"):
            return None
    return NextLink(step, path, parts["button"].as_element() if "button" in parts else None)
