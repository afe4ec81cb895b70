"""Elements of one document that are taken hold of, and clicked or filled as they are.

A held element dies with its document: whatever page comes next gets nothing.
"""

from typing import TYPE_CHECKING

from optout_profiles.browser.translating import bounded
from optout_profiles.secret import Secret
from optout_profiles.sites import SiteProfile

if TYPE_CHECKING:
    from playwright.async_api import ElementHandle
    from playwright.async_api import Page as PlaywrightPage

CLICK_SECONDS = 3.0
FORM_SECONDS = 30.0

WORDS = """(input) => {
  const label = input.labels?.[0];
  if (!label || label.closest("a, button, summary")) return null;
  const traps = "a, area, button, input, select, textarea, summary, label, iframe, embed, object,"
    + "video, audio, [role], [onclick], [tabindex]";
  return [...label.querySelectorAll(traps)].every((one) => one === input) ? label : null;
}"""
"""The switch's label, unless it holds something else that a click could hit."""

IS_OUR_FORM = """(field, origin) => location.origin === origin && (!field.form
  || (new URL(field.form.action, location.href).origin === origin && field.form.method === "post"))
"""


class HeldSwitch:
    """A switch of one document, and its words if they lead nowhere else."""

    def __init__(self, switch: "ElementHandle", words: "ElementHandle | None") -> None:
        self._switch, self._words = switch, words

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


async def held_switch(page: "PlaywrightPage", site: SiteProfile) -> HeldSwitch:
    """Take hold of the setting's switch in the document that is there now."""
    setting = site.setting
    ours = f'[{setting.key_attribute}="{setting.key}"]'
    async with bounded(CLICK_SECONDS + 1):
        found = page.locator(setting.switches).and_(page.locator(ours))
        switch = await found.element_handle(timeout=CLICK_SECONDS * 1000)
        words = (await switch.evaluate_handle(WORDS)).as_element()
    return HeldSwitch(switch, words)


async def send_sign_in(
    page: "PlaywrightPage", site: SiteProfile, login: str, password: Secret[str]
) -> bool:
    """Fill the classic form and submit it, once; False if it isn't the service's own form."""
    form = site.sign_in
    async with bounded(FORM_SECONDS):
        fields = [
            await page.locator(css).first.element_handle(timeout=FORM_SECONDS * 1000)
            for css in (form.name_field, form.password_field, form.submit)
        ]
        if not all([await one.evaluate(IS_OUR_FORM, site.origin) for one in fields]):
            return False
        name_field, password_field, submit = fields
        await name_field.fill(login)
        await password_field.fill(password.reveal())
        await submit.click(timeout=FORM_SECONDS * 1000)
    return True
