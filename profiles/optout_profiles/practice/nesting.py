"""Behaviours in which the switch is not in the page's own document, but in one inside it."""

from collections.abc import Callable, Mapping

from optout_profiles.practice import pages, places, switches
from optout_profiles.practice.conduct import Conduct
from optout_profiles.practice.exchange import Reply, page


class InFrame(Conduct):
    """Is on; the switch is in a frame of the same site."""

    def controls(self) -> str:
        """Draw the frame."""
        title = self.language.heading
        return (
            f'<iframe data-testid="interop-iframe" title="{title}" src="{places.FRAMED}"></iframe>'
        )

    def own_pages(self) -> Mapping[str, Callable[[], Reply]]:
        """Return what is in the frame."""
        return {places.FRAMED: self._framed}

    def _framed(self) -> Reply:
        return page(pages.inner(self.language.heading, self.framed_switch(), self.language))

    def framed_switch(self) -> str:
        """Return the switch in the frame."""
        return self.draw()


class LateInFrame(InFrame):
    """Is on; the switch is in a frame of the same site, where a script draws it late."""

    def framed_switch(self) -> str:
        """Leave the drawing to the frame's script."""
        return switches.drawn_late(self.draw(), round(self.pace.drawing * 1000))


class InShadowRoot(Conduct):
    """Is on; the switch is in an open shadow root."""

    def controls(self) -> str:
        """Draw the switch with a style of its own: the page's doesn't reach it."""
        style = f'<link rel="stylesheet" href="{places.ASSETS}site.css">'
        inside = f'<template shadowrootmode="open">{style}{self.draw()}</template>'
        return f'<div class="shadowed">{inside}</div>'
