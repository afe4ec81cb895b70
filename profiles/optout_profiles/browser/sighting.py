"""What one document shows, read in a single turn.

Owns the shape of a sighting and the question behind it. Judges nothing: what a sighting means is
said by ``optout_profiles.runs``.
"""

from importlib.resources import files

from msgspec import Struct

from optout_profiles.sites import Challenge, SiteProfile

_SCRIPTS = files("optout_profiles.browser")
_DOCUMENT = _SCRIPTS.joinpath("document.js").read_text("utf-8")

LOOK = f"""(wanted) => (
{_SCRIPTS.joinpath("look.js").read_text("utf-8")}
)(wanted, {_DOCUMENT})"""
"""The function that reads a page."""

HOLD = f"""(wanted) => (
{_SCRIPTS.joinpath("hold.js").read_text("utf-8")}
)(({_DOCUMENT})(wanted))"""
"""The function that takes hold of the setting's switch."""

GUARD = f"""(wanted) => (
{_SCRIPTS.joinpath("guard.js").read_text("utf-8")}
)(wanted, {_DOCUMENT})"""
"""The function that stops each click that would not come to the setting's switch."""

COUNTS = "() => globalThis.clickCounts ?? null"
"""The function that tells what became of clicks since the document is guarded."""

LINKS = f"""(wanted) => (
{_SCRIPTS.joinpath("links.js").read_text("utf-8")}
)(wanted, ({_DOCUMENT})(wanted))"""
"""The function that finds how a route goes on."""


class SwitchSeen(Struct, frozen=True):
    """One switch: its key or "", its state, and the state that it tells to screen readers.

    ``is_named_alone`` says that its own name, or the heading it stands under, is the setting's,
    and that nothing else on the page could be changed.
    """

    key: str
    checked: bool | None
    aria_checked: str | None
    is_named_alone: bool = False


class Sighting(Struct, frozen=True):
    """One document at one moment; everything in it comes from the page and may be hostile.

    ``loaded_url`` is what was asked for, redirects followed; a script may have changed ``url``.
    ``status`` is the HTTP status that this very document came with, 0 where there is none;
    ``navigation_members`` and ``members`` are handles, each once, in the document's order;
    ``names_row`` says that a list of settings has the setting's name somewhere, folded away or
    not, ``is_headed_so`` that it is a heading that is seen, ``has_strangers`` that something can
    be changed here that is no switch of a known key; ``asks`` counts the dialogs that are
    open; ``too_large`` that it was not even read. ``is_steady`` says that it stayed so for as
    long as it was to be watched; ``problem`` is what it says was wrong, for comparing only;
    ``began_at`` is another one in another document.
    """

    url: str
    status: int
    loaded_url: str
    complete: bool
    switches: tuple[SwitchSeen, ...]
    has_navigation: bool
    navigation_members: tuple[str, ...]
    members: tuple[str, ...]
    sign_in_form: bool
    challenges: tuple[Challenge, ...]
    restricted: bool
    settings_paths: tuple[str, ...]
    names_row: bool
    is_steady: bool
    chooser: bool = False
    problem: str = ""
    began_at: float = 0.0
    is_headed_so: bool = False
    has_strangers: bool = False
    asks: int = 0
    too_large: bool = False


def question(site: SiteProfile) -> dict[str, object]:
    """Return what ``look.js`` is to look for on pages of this service."""
    return {
        "switches": site.setting.switches,
        "keyAttribute": site.setting.key_attribute,
        "key": site.setting.key,
        "related": list(site.setting.related),
        "olderSwitches": site.setting.older_switches,
        "olderOn": site.setting.older_on,
        "olderOff": site.setting.older_off,
        "memberLinks": site.members.links,
        "navigation": site.members.navigation,
        "memberPrefix": site.members.path_prefix,
        "memberAliases": list(site.members.aliases),
        "passwordField": site.sign_in.password_field,
        "chooser": site.sign_in.chooser,
        "problem": site.sign_in.problem,
        "challenges": {kind.value: css for kind, css in site.challenges.items()},
        "restrictedWords": list(site.signed_in.restricted_words),
        "settingsLinks": site.category.settings_links,
        "rowWords": list(site.setting_names),
    }
