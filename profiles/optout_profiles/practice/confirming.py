"""Behaviours in which the page wants something from a person before a change is sent."""

from optout_profiles.practice.conduct import Conduct

BANNER = """<div class="banner" id="cookies" role="dialog" aria-label="Cookies">
<p>The practice site would like you to think about cookies first.</p>
<button type="button" data-closes="cookies">Accept</button>
<button type="button" data-closes="cookies">Reject</button></div>
"""


class DialogBeforeSaving(Conduct):
    """Is on; the page asks whether one is sure, and sends a change only then."""

    def controls(self) -> str:
        """Draw the switch and the question."""
        return f"""{self.draw(saves="after-dialog")}
<dialog id="sure" aria-label="Are you sure?"><p>Are you sure?</p>
<form method="dialog"><button value="yes">Yes</button> <button value="no">Cancel</button></form>
</dialog>"""


class ConfirmBeforeSaving(Conduct):
    """Is on; the browser's own dialog asks whether one is sure, and a change is sent only then."""

    def controls(self) -> str:
        """Draw the switch, which knows how to ask."""
        return self.draw(saves="after-confirm")


class CookieBanner(Conduct):
    """Is on; a banner lies over all of the page until it is answered."""

    def controls(self) -> str:
        """Lay the banner over the switch."""
        return self.draw() + BANNER
