"""Elements of one document that are taken hold of, and clicked or filled as they are.

A held element dies with its document: whatever page comes next gets nothing.
"""

from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from optout_profiles.browser.sighting import COUNTS, GUARD, HOLD, question
from optout_profiles.browser.translating import bounded
from optout_profiles.browser.world import World
from optout_profiles.errors import PageMoved, StepFailed
from optout_profiles.secret import Secret
from optout_profiles.sites import SiteProfile

if TYPE_CHECKING:
    from playwright.async_api import ElementHandle, Frame, JSHandle
    from playwright.async_api import Page as PlaywrightPage

CLICK_SECONDS = 3.0
HOLD_SECONDS = 10.0
FORM_SECONDS = 30.0

FIELDS = files("optout_profiles.browser").joinpath("fields.js").read_text("utf-8")
"""The function that finds visible fields, each the only one, and the button that sends them."""


class HeldSwitch:
    """A switch of one document, its words if they lead nowhere else, and a guard over both.

    The guard lets a click through only while they are still what was held, and stops it wherever
    else it would come to.
    """

    def __init__(
        self, switch: "ElementHandle", words: "ElementHandle | None", world: World
    ) -> None:
        self._switch, self._words, self._world = switch, words, world

    async def click_words(self) -> bool:
        """Click the words beside the switch, as a person would; False where there are none."""
        async with bounded(CLICK_SECONDS + 1):
            if self._words:
                await self._words.click(timeout=CLICK_SECONDS * 1000)
        return self._words is not None

    async def click(self) -> None:
        """Click the switch itself."""
        async with bounded(CLICK_SECONDS + 1):
            await self._switch.click(timeout=CLICK_SECONDS * 1000)

    async def was_clicked(self) -> bool:
        """Say whether a click has reached the switch since it is held, or its document is gone."""
        counts = await self._counts()
        return counts is None or counts["reached"] > 0

    async def was_stopped(self) -> bool:
        """Say whether a click was stopped, as the switch was another one by then, and none came."""
        counts = await self._counts()
        return counts is not None and counts["stopped"] > 0 and counts["reached"] == 0

    async def _counts(self) -> dict[str, int] | None:
        try:
            async with bounded(CLICK_SECONDS):
                counts: dict[str, int] | None = await self._world.call(COUNTS)
        except PageMoved:
            return None
        return counts


async def held_switch(page: "PlaywrightPage", world: World, site: SiteProfile) -> HeldSwitch:
    """Take hold of the setting's switch in the document that is there now, and guard it.

    The page may bend what is taken hold of: a click on anything but what the guard found is
    stopped. Raises ``StepFailed`` where there is not exactly one.
    """
    async with bounded(HOLD_SECONDS):
        is_guarded = await world.call(GUARD, question(site))
        parts = await _parts(page.main_frame, site)
        switch = parts["element"].as_element() if parts else None
        if switch and (frame := await switch.owner_frame()) != page.main_frame and frame:
            parts = await _parts(frame, site)  # a click must go by the frame's own coordinates
            switch = parts["element"].as_element() if parts else None
    if switch is None or not is_guarded:
        raise StepFailed("hold")
    return HeldSwitch(switch, parts["words"].as_element(), world)


async def _parts(frame: "Frame", site: SiteProfile) -> "dict[str, JSHandle]":
    """Return what is held of the switch in a frame and those in it; nothing if it isn't one."""
    held = await frame.evaluate_handle(HOLD, question(site))
    return await held.get_properties()


async def send_typed(
    page: "PlaywrightPage", site: SiteProfile, typed: Sequence[tuple[str, Secret[str]]]
) -> bool:
    """Fill the fields of these selectors and press the button that sends them, once.

    False, and nothing typed, unless each is seen exactly once, on the service's own page.
    """
    async with bounded(FORM_SECONDS):
        elements = await _fields(page, site, [css for css, _ in typed])
        if len(elements) != len(typed) + 1:
            return False
        *fields, button = elements
        for field, (_, words) in zip(fields, typed, strict=True):
            await field.fill(words.reveal())
        await button.click(timeout=FORM_SECONDS * 1000)
    return True


async def _fields(
    page: "PlaywrightPage", site: SiteProfile, selectors: Sequence[str]
) -> "list[ElementHandle]":
    wanted = {
        "origin": site.origin,
        "fields": list(selectors),
        "submit": site.sign_in.submit,
        "submitWords": list(site.sign_in.submit_words),
        "otherProviders": list(site.sign_in.other_providers),
    }
    held = await page.evaluate_handle(FIELDS, wanted)
    elements = [one.as_element() for one in (await held.get_properties()).values()]
    return [one for one in elements if one]
