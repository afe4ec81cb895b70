"""What a sighting of the setting's page means.

Owns every rule between what a document shows and what may be claimed of it. Pure: touches no
page, so each rule is tested by a sighting alone.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from optout_profiles.accounts import HANDLE, is_same_member
from optout_profiles.browser.sighting import Sighting, SwitchSeen
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.sites import Challenge, SiteProfile

HARD_CHALLENGES = {Challenge.CAPTCHA: Reason.CAPTCHA}
SOFT_CHALLENGES = {
    Challenge.APP_APPROVAL: Reason.APP_APPROVAL,
    Challenge.AUTHENTICATOR: Reason.AUTHENTICATOR,
    Challenge.CODE_BY_EMAIL: Reason.CODE_BY_EMAIL,
    Challenge.CODE_BY_SMS: Reason.CODE_BY_SMS,
    Challenge.CODE: Reason.CODE,
}
"""In the order of how much they tell: any code field also matches the e-mail's."""

ELSEWHERE = frozenset({Reason.OTHER_ADDRESS, Reason.NO_SWITCH, Reason.NOT_FOUND})
"""What an address shows that doesn't, or no longer, lead to the setting."""

GONE = frozenset({404, 410})

MOST_ROWS = 1000
"""How many rows of a list are told; of more nobody can say what is not among them."""

REFUSALS = {429: Reason.TOO_MANY_REQUESTS, 999: Reason.REQUEST_DENIED}


class Obstacle(Struct, frozen=True):
    """Why a page can't be read, and how a run that meets it ends."""

    outcome: Outcome
    reason: Reason
    seen_member: str | None = None


class Found(Struct, frozen=True):
    """The switch, read on the right page of the right member.

    ``route`` names the way by which it was found, and ``path`` where it led; both are "" for the
    setting's own address. Without its key it was told by its name.
    """

    setting: Setting
    member: str
    route: str = ""
    is_keyed: bool = True
    path: str = ""


class Absent(Struct, frozen=True):
    """The right page of the right member, with other known settings and without ours."""

    member: str


def judged(
    sighting: Sighting, site: SiteProfile, member: str | None, route: str = ""
) -> Found | Absent | Obstacle:
    """Say what the setting's page shows; ``member`` is the row's handle, None to accept any.

    At the end of a ``route`` it may have any address of the service.
    """
    if obstacle := early_obstacle(sighting, site) or _place_obstacle(sighting, site, route):
        return obstacle
    named = member_of(sighting, member)
    return named if isinstance(named, Obstacle) else _read_switch(sighting, site, named, route)


def is_row_absent(sighting: Sighting, site: SiteProfile, member: str) -> bool:
    """Say whether the category page, seen as this member, lists settings but not ours."""
    ours = _last_segment(site.setting.path)
    return (
        where_obstacle(sighting, site) is None
        and path_of(sighting) == plain_path(site.category.path)
        and sighting.status == 200
        and isinstance(member_of(sighting, member), str)
        and 0 < len(sighting.settings_paths) < MOST_ROWS
        and ours not in map(_last_segment, sighting.settings_paths)
        and not sighting.names_row
    )


def is_among_settings(sighting: Sighting, site: SiteProfile) -> bool:
    """Say whether a page is one of the service's settings, by the first segment of its path."""
    return path_of(sighting).split("/")[1:2] == site.setting.path.split("/")[1:2]


def member_of(sighting: Sighting, member: str | None) -> str | Obstacle:
    """Return the one member whom a document names.

    ``member`` is who it must be, None for anybody.
    """
    named = _named(sighting)
    if not named:
        return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NO_MEMBER)
    if not all(HANDLE.fullmatch(handle) for handle in named):
        return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NO_MEMBER)
    if not all(is_same_member(handle, named[0]) for handle in named):
        return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.SEVERAL_MEMBERS)
    if member is not None and not is_same_member(named[0], member):
        return Obstacle(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER, named[0])
    return named[0]


def where_obstacle(sighting: Sighting, site: SiteProfile) -> Obstacle | None:
    """Say what keeps us from a page of the service, whichever it is: sign-in, challenge, refusal.

    Judged by whole path segments, in the order of ``reference``: host, refusal, signed out (by
    path, then by a visible form), challenge.
    """
    parts = urlsplit(sighting.url)
    if f"{parts.scheme}://{parts.netloc}" != site.origin:
        return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_HOST)
    by_status = status_obstacle(sighting.status, site)
    if by_status is not None and by_status.outcome is Outcome.REFUSED:
        return by_status
    if sighting.restricted:
        return Obstacle(Outcome.REFUSED, Reason.RESTRICTED)
    segments = set(parts.path.split("/"))
    if sighting.sign_in_form or segments & set(site.signed_in.signed_out_segments):
        return Obstacle(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT)
    if challenge := _challenge(sighting):
        return challenge
    if segments & set(site.signed_in.challenge_segments):
        return Obstacle(Outcome.PERSON_NEEDED, Reason.OTHER_CHALLENGE)
    return None


def early_obstacle(sighting: Sighting, site: SiteProfile) -> Obstacle | None:
    """Say what may be told of a page before it has come to rest: its place, or its status."""
    if obstacle := where_obstacle(sighting, site):
        return obstacle
    return status_obstacle(sighting.status, site)


def status_obstacle(status: int, site: SiteProfile) -> Obstacle | None:
    """Say what keeps a page from being believed that came with this status."""
    if status == 200:
        return None
    if status in site.signed_in.refusal_statuses:
        return Obstacle(Outcome.REFUSED, REFUSALS.get(status, Reason.REQUEST_DENIED))
    reason = Reason.NOT_FOUND if status in GONE else Reason.HTTP_STATUS
    return Obstacle(Outcome.NOT_UNDERSTOOD, reason)


def is_settled(sighting: Sighting, site: SiteProfile) -> bool:
    """Say whether waiting longer could hardly change what a page means."""
    has_all = names_somebody(sighting) and bool(ours(sighting, site))
    has_ended = sighting.too_large or early_obstacle(sighting, site) is not None
    return sighting.complete and (has_all or has_ended)


def ours(sighting: Sighting, site: SiteProfile) -> Sequence[SwitchSeen]:
    """Return the switches that have our key, else the only one if it has none.

    That one is ours only on a page of the settings where nothing else can be changed, and only
    if its own name, or the heading it stands under, says so.
    """
    keyed = [seen for seen in sighting.switches if seen.key == site.setting.key]
    if keyed or len(sighting.switches) != 1 or not is_among_settings(sighting, site):
        return keyed
    (only,) = sighting.switches
    return [] if only.key or not only.is_named_alone else [only]


def names_somebody(sighting: Sighting) -> bool:
    """Say whether a page tells whose it is."""
    return bool(_named(sighting))


def is_elsewhere(verdict: Found | Absent | Obstacle) -> bool:
    """Say whether the setting may be reached by another way than its address."""
    if isinstance(verdict, Obstacle):
        return verdict.reason in ELSEWHERE
    return isinstance(verdict, Absent)


def _last_segment(path: str) -> str:
    return plain_path(path).rpartition("/")[2]


def path_of(sighting: Sighting) -> str:
    """Return the path of the page, without a slash at its end."""
    return plain_path(urlsplit(sighting.url).path)


def plain_path(path: str) -> str:
    """Return a path without a slash at its end."""
    return path.rstrip("/")


def _named(sighting: Sighting) -> tuple[str, ...]:
    """Return who may be the document's own member.

    Not those beside a navigation, even one that names nobody: there a page shows other people.
    """
    return sighting.navigation_members if sighting.has_navigation else sighting.members


def _place_obstacle(sighting: Sighting, site: SiteProfile, route: str) -> Obstacle | None:
    if sighting.too_large:
        return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.TOO_LARGE)
    asked_for = plain_path(urlsplit(sighting.loaded_url).path)
    if not route and not path_of(sighting) == asked_for == plain_path(site.setting.path):
        return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS)
    return None


def _challenge(sighting: Sighting) -> Obstacle | None:
    for challenge, reason in HARD_CHALLENGES.items():
        if challenge in sighting.challenges:
            return Obstacle(Outcome.REFUSED, reason)
    for challenge, reason in SOFT_CHALLENGES.items():
        if challenge in sighting.challenges:
            return Obstacle(Outcome.PERSON_NEEDED, reason)
    return None


def _read_switch(
    sighting: Sighting, site: SiteProfile, member: str, route: str
) -> Found | Absent | Obstacle:
    found = ours(sighting, site)
    if len(found) > 1:
        return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.SEVERAL_SWITCHES)
    if found:
        read = _read_state(found[0], site, member, route)
        return replace(read, path=path_of(sighting)) if route and isinstance(read, Found) else read
    known = [seen.key in site.setting.related for seen in sighting.switches]
    if not all(known):
        return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.UNKNOWN_SWITCH)
    if not known:
        return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NO_SWITCH)
    if sighting.is_headed_so or sighting.has_strangers:  # it may be here, in a shape not known
        return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.UNKNOWN_SWITCH)
    return Absent(member)


def _read_state(seen: SwitchSeen, site: SiteProfile, member: str, route: str) -> Found | Obstacle:
    told = {None: seen.checked, "true": True, "false": False}.get(seen.aria_checked)
    if seen.checked is None or told is not seen.checked:
        return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.STATE_UNREADABLE)
    setting = Setting.ON if seen.checked else Setting.OFF
    return Found(setting, member, route, is_keyed=seen.key == site.setting.key)
