"""The related settings: each at its own address, stored for each member apart from ours."""

import re

import pytest

from optout_profiles.practice import Behaviour, places

SWITCH = re.compile(r'<input[^>]*role="switch"[^>]*aria-labelledby="(\w+)"[^>]*?( checked)?>')

PATHS = {
    "policy-and-academic-research": "allowAnonymizedDataResearch",
    "share-data-with-select-partners": "shareDataWithTrustedPartners",
    "ads-beyond-linkedin": "allowLinkedInAudienceNetwork",
    "ads-interactions-with-business": "allowUseOfThirdPartyData",
    "ads-related-actions": "allowConversionTrackings",
    "ads-inferred-location": "allowIpToPersonalizeAds",
    "ads-by-age": "allowAdsByAge",
    "ads-by-gender": "allowAdsByGender",
}
"""As ``reference`` has them, written out once more."""


@pytest.mark.parametrize(("slug", "key"), PATHS.items())
def test_each_is_shown_as_it_is_stored_and_changes_alone(site_of, visit, slug, key) -> None:
    site = site_of(Behaviour.ON)
    visitor = visit(site, "on-sample")
    before = site.stored("on-sample")
    for is_on in (not before[key], before[key]):
        assert visitor.write(key, is_on=is_on).status == 200
        assert site.stored("on-sample") == before | {key: is_on}
        assert SWITCH.findall(visitor.get(places.SETTINGS + slug).text) == [
            (key, " checked" if is_on else "")
        ]


def test_the_site_knows_no_others_than_these() -> None:
    assert set(places.RELATED) == set(PATHS.values())


def test_how_they_stand_at_first_is_mixed_and_always_the_same(site_of) -> None:
    first = site_of(Behaviour.ON, Behaviour.OFF)
    again = site_of(Behaviour.ON, Behaviour.OFF)
    known = [first.stored(handle) for handle in ("on-sample", "off-sample")]
    assert known == [again.stored(handle) for handle in ("on-sample", "off-sample")]
    related = [{key: one[key] for key in places.RELATED} for one in known]
    assert related[0] != related[1]
    assert all({True, False} == set(one.values()) for one in related)


@pytest.mark.parametrize(
    "row", [*places.PRIVACY_ROWS, *places.OTHER_ROWS], ids=lambda row: row.slug
)
def test_every_row_leads_to_a_page_with_its_own_switches_only(site_of, visit, row) -> None:
    answer = visit(site_of(Behaviour.ON), "on-sample").get(places.SETTINGS + row.slug)
    assert answer.status == 200
    assert [key for key, _ in SWITCH.findall(answer.text)] == [key for key, _ in row.switches]
