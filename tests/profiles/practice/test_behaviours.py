"""Each behaviour, as far as plain HTTP shows it."""

import re

import pytest

from optout_profiles.practice import Behaviour, member_with, places, what_it_does
from optout_profiles.practice.behaviours import CONDUCTS

OURS = f'role="switch" id="switch-{places.KEY}" aria-labelledby="{places.KEY}"'
TAG = re.compile(r"<input[^>]*role=\"switch\"[^>]*>")


def switches(html: str) -> list[tuple[str, bool]]:
    """Return the key and the state of every switch on a page."""
    tags = TAG.findall(html)
    return [(re.search(r'labelledby="(\w+)"', tag)[1], tag.endswith(" checked>")) for tag in tags]


@pytest.fixture
def come(site_of, visit):
    def as_member(behaviour: Behaviour):
        site = site_of(behaviour)
        return site, visit(site, member_with(behaviour).handle)

    return as_member


def test_every_behaviour_has_its_conduct() -> None:
    assert set(CONDUCTS) == set(Behaviour)


@pytest.mark.parametrize("behaviour", Behaviour)
def test_every_behaviour_says_what_it_does(behaviour) -> None:
    assert what_it_does(behaviour).endswith(".")


@pytest.mark.parametrize(
    ("behaviour", "seen"),
    [
        (Behaviour.ON, [(places.KEY, True)]),
        (Behaviour.OFF, [(places.KEY, False)]),
        (Behaviour.DECOY_FIRST, [(places.RESEARCH[0], True), (places.KEY, True)]),
        (Behaviour.SAME_KEY_TWICE, [(places.KEY, True), (places.KEY, True)]),
        (Behaviour.MOVED_KEY, [(places.MOVED_KEY, True)]),
        (Behaviour.OLDER_MARKUP, []),
        (Behaviour.DEFAULT_FIRST, [(places.KEY, False)]),
        (Behaviour.IN_FRAME, []),
    ],
)
def test_the_page_has_these_switches(come, behaviour, seen) -> None:
    _, visitor = come(behaviour)
    answer = visitor.get(places.SETTING)
    assert answer.status == 200
    assert switches(answer.text) == seen


OF_THEIR_OWN = {
    Behaviour.NOT_OFFERED,
    Behaviour.ENDED_SESSION,
    Behaviour.DEAD_SESSION,
    Behaviour.HOSTILE,
    Behaviour.MOVED_TO_ROUTE_A,
    Behaviour.MOVED_TO_ROUTE_B,
    Behaviour.MOVED_TO_ROUTE_C,
    Behaviour.MOVED_INTO_CATEGORY,
}
"""Their lists of settings are not the usual one."""

NOT_ENGLISH = {one for one, conduct in CONDUCTS.items() if conduct.language.code != "en"}
USUAL = [one for one in Behaviour if one not in OF_THEIR_OWN | NOT_ENGLISH]


@pytest.mark.parametrize("behaviour", USUAL)
def test_the_category_page_lists_six_settings(come, behaviour) -> None:
    _, visitor = come(behaviour)
    listed = visitor.get(places.PRIVACY_CATEGORY)
    if listed.status == 200:
        assert listed.text.count('<li><a href="/mypreferences/d/settings/') == 6
        assert f'href="{places.SETTING}">Data for Generative AI Improvement<' in listed.text
    else:
        assert listed.location.startswith("/checkpoint/challenge")


def test_what_is_not_offered_is_not_listed_either(come) -> None:
    _, visitor = come(Behaviour.NOT_OFFERED)
    listed = visitor.get(places.PRIVACY_CATEGORY).text
    assert listed.count('<li><a href="/mypreferences/d/settings/') == 5
    assert places.HEADING not in listed


@pytest.mark.parametrize(
    ("behaviour", "is_stored", "then_shown"),
    [
        (Behaviour.ON, True, [False, False]),
        (Behaviour.OFF, True, [False, False]),
        (Behaviour.REVERTS, True, [True, True]),
        (Behaviour.SAVE_FAILS, False, [True, True]),
        (Behaviour.SAVE_SWALLOWED, False, [True, True]),
        (Behaviour.REVERTS_LATER, True, [False, True]),
        (Behaviour.SLOW_SAVE, True, [False, False]),
    ],
)
def test_what_becomes_of_a_change(come, behaviour, is_stored, then_shown) -> None:
    site, visitor = come(behaviour)
    visitor.get(places.SETTING)
    assert visitor.write(places.KEY, is_on=False).status == 200
    assert site.is_off(member_with(behaviour).handle) is is_stored
    shown = [switches(visitor.get(places.SETTING).text) for _ in then_shown]
    assert shown == [[(places.KEY, is_on)] for is_on in then_shown]


def test_a_change_can_be_taken_back(come) -> None:
    site, visitor = come(Behaviour.OFF)
    visitor.write(places.KEY, is_on=True)
    assert not site.is_off("off-sample")


def test_a_related_switch_is_stored_apart_from_ours(come) -> None:
    site, visitor = come(Behaviour.DECOY_FIRST)
    visitor.write(places.RESEARCH[0], is_on=False)
    assert not site.is_off("decoy-first-sample")
    seen = switches(visitor.get(places.SETTING).text)
    assert seen == [(places.RESEARCH[0], False), (places.KEY, True)]


@pytest.mark.parametrize(
    ("behaviour", "named"),
    [
        (Behaviour.ON, ["on-sample"]),
        (Behaviour.WRONG_MEMBER, ["sam-somebody"]),
        (Behaviour.NO_MEMBER, []),
        (Behaviour.TWO_MEMBERS_IN_NAV, ["two-members-in-nav-sample", "sam-somebody"]),
    ],
)
def test_whom_the_pages_name(come, behaviour, named) -> None:
    _, visitor = come(behaviour)
    for path in (places.SETTING, places.PRIVACY_CATEGORY, places.ACCOUNT_CATEGORY):
        assert re.findall(r'href="/in/([^"]+)/"', visitor.get(path).text) == named


def test_a_feed_names_other_people_outside_its_navigation(come) -> None:
    _, visitor = come(Behaviour.ON)
    navigation, _, rest = visitor.get(places.FEED).text.partition("</nav>")
    assert re.findall(r'href="/in/([^"]+)/"', navigation) == ["on-sample"]
    assert len(re.findall(r'href="/in/([^"]+)/"', rest)) == 2


@pytest.mark.parametrize(
    ("behaviour", "status"),
    [
        (Behaviour.ERROR_500_EMPTY, 500),
        (Behaviour.REDIRECT_LOOP, 302),
        (Behaviour.MOVED_TO_ROUTE_A, 302),
        (Behaviour.MOVED_INTO_CATEGORY, 302),
        (Behaviour.REFUSED_429, 429),
        (Behaviour.REFUSED_999, 999),
        (Behaviour.ERROR_500, 500),
        (Behaviour.ELSEWHERE, 302),
        (Behaviour.OTHER_HOST, 302),
        (Behaviour.EMPTY_PAGE, 200),
    ],
)
def test_the_setting_is_answered_with_something_else(come, behaviour, status) -> None:
    _, visitor = come(behaviour)
    answer = visitor.get(places.SETTING)
    assert answer.status == status
    assert places.KEY not in answer.text
    assert visitor.get(places.FEED).status == 200


def test_elsewhere_is_the_list_of_settings_and_other_host_is_another_name(come) -> None:
    _, visitor = come(Behaviour.ELSEWHERE)
    assert visitor.get(places.SETTING).location == places.ACCOUNT_CATEGORY
    site, visitor = come(Behaviour.OTHER_HOST)
    port = site.origin.rpartition(":")[2]
    assert visitor.get(places.SETTING).location == f"//localhost:{port}{places.SETTING}"


def test_an_empty_page_has_nothing_on_it(come) -> None:
    _, visitor = come(Behaviour.EMPTY_PAGE)
    assert visitor.get(places.SETTING).text == ""


def test_a_contradictory_switch_claims_the_opposite(come) -> None:
    _, visitor = come(Behaviour.CONTRADICTORY)
    assert f'{OURS} aria-checked="false" checked>' in visitor.get(places.SETTING).text


def test_a_hostile_page_is_hostile_to_terminals_and_not_to_browsers(come) -> None:
    _, visitor = come(Behaviour.HOSTILE)
    html = visitor.get(places.SETTING).text
    for sign in ("\x1b]0;", "\u202e", "[/]", "&lt;script&gt;"):
        assert sign in html
    assert html.count("<script") == 1


def test_the_settings_open_with_the_account_category(come) -> None:
    _, visitor = come(Behaviour.ON)
    assert visitor.get("/mypreferences/d/").location == places.ACCOUNT_CATEGORY
    assert places.PRIVACY_CATEGORY in visitor.get(places.ACCOUNT_CATEGORY).text
