"""Behaviours in which the setting's own address leads to the list of settings instead.

The setting is found from the navigation, whose way to the settings is behind a button.
"""

from collections.abc import Callable, Mapping
from html import escape

from optout_profiles.practice import languages, pages, places, switches
from optout_profiles.practice.conduct import Conduct
from optout_profiles.practice.exchange import Reply, page, redirect


class Elsewhere(Conduct):
    """Is sent from the setting to the list of settings, and whatever leads to it leads there."""

    def answer(self) -> Reply:
        """Send them away."""
        return redirect(places.ACCOUNT_CATEGORY)


class MovedToRouteA(Elsewhere):
    """Is on; the category's row leads to another address, with the older switch."""

    has_menu = True

    def rows(self) -> tuple[str, ...]:
        """Let our row, the last, lead elsewhere."""
        ours = pages.row(places.MOVED_SETTING, self.language.heading)
        return (*super().rows()[:-1], ours)

    def own_pages(self) -> Mapping[str, Callable[[], Reply]]:
        """Return the setting's page at its new address."""
        return {places.MOVED_SETTING: self.moved}

    def moved(self) -> Reply:
        """Answer with the setting's page."""
        main = f"<p>{escape(self.language.question)}</p>{self.moved_switch()}"
        return page(pages.frame(self.language.heading, main, self.around()))

    def moved_switch(self) -> str:
        """Return the switch on that page."""
        return switches.older_switch(self.language.words, is_on=self.is_on)


class MovedToRouteB(MovedToRouteA):
    """Is on; the category's row leads to another address, with a switch that has no key."""

    def moved_switch(self) -> str:
        """Return a switch without a key."""
        return switches.keyless_switch(self.language.words, is_on=self.is_on)


class MovedToRouteC(Elsewhere):
    """Is on; two rows further on a page tells how it is, and a button shows a switch for it."""

    has_menu = True

    def rows(self) -> tuple[str, ...]:
        """Leave out ours, the last."""
        return super().rows()[:-1]

    def own_pages(self) -> Mapping[str, Callable[[], Reply]]:
        """Return the two pages on the way."""
        return {places.MANAGE: self._manage, places.COLLECTED: self._collected}

    def _manage(self) -> Reply:
        items = pages.rows([pages.row(places.COLLECTED, places.COLLECTED_HEADING)])
        return page(pages.frame(self.language.rows[0], items, self.around()))

    def _collected(self) -> Reply:
        switch = switches.keyless_switch(self.language.words, is_on=self.is_on)
        main = f"""<p>{self.language.question}</p>
<p>Your data is {"" if self.is_on else "not "}used for this.</p>
<button type="button" data-opens="choice">Change</button>
<dialog id="choice" aria-label="Your choice">{switch}
<form method="dialog"><button>Done</button></form></dialog>"""
        return page(pages.frame(places.COLLECTED_HEADING, main, self.around()))


class MovedIntoCategory(Elsewhere):
    """Is on; the category's row holds the switch itself, and there is no page of its own."""

    has_menu = True

    def rows(self) -> tuple[str, ...]:
        """Put the switch in place of our row, the last."""
        return (*super().rows()[:-1], escape(self.language.heading) + self.draw())


class GermanMoved(MovedToRouteB):
    """Is on; as moved to route b, and its pages are in German."""

    language = languages.GERMAN


class FrenchMoved(MovedToRouteB):
    """Is on; as moved to route b, and its pages are in French."""

    language = languages.FRENCH


class PortugueseMoved(MovedToRouteB):
    """Is on; as moved to route b, and its pages are in Brazilian Portuguese."""

    language = languages.PORTUGUESE


class PolishMoved(MovedToRouteB):
    """Is on; as moved to route b, and its pages are in Polish."""

    language = languages.POLISH
