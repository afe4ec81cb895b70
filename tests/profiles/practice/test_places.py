"""The practice site stands where LinkedIn's profile says that things are."""

import pytest

from optout_profiles.errors import PracticePortTaken
from optout_profiles.practice import PracticeSite, places
from optout_profiles.sites import built_in_profile


def test_the_site_and_the_profile_agree_on_every_place() -> None:
    linkedin = built_in_profile("linkedin")
    assert linkedin.setting.path == places.SETTING
    assert linkedin.setting.key == places.KEY
    assert linkedin.category.path == places.PRIVACY_CATEGORY
    assert linkedin.sign_in.path == places.LOGIN
    assert linkedin.members.path_prefix == places.PROFILES


def test_the_keys_but_ours_and_the_moved_one_are_known_as_related() -> None:
    others = places.KEYS - {places.KEY, places.MOVED_KEY}
    assert others <= set(built_in_profile("linkedin").setting.related)
    assert places.MOVED_KEY not in built_in_profile("linkedin").setting.related


def test_the_profile_is_linkedins_on_this_machine_and_was_never_checked_live() -> None:
    with PracticeSite() as site:
        profile = site.profile
        assert (profile.id, profile.name, profile.checked) == ("practice", "Practice site", None)
        assert profile.origin == site.origin
        assert profile.hosts == profile.sign_in_hosts == ("127.0.0.1",)
        assert profile.setting == built_in_profile("linkedin").setting
        assert not profile.is_live


def test_a_port_that_is_taken_is_named_in_one_sentence() -> None:
    with PracticeSite() as site:
        port = int(site.origin.rpartition(":")[2])
        with pytest.raises(PracticePortTaken, match=f"port {port}: Address already in use"):
            PracticeSite(port=port)


def test_a_port_that_cannot_be_is_refused_in_the_same_way() -> None:
    with pytest.raises(PracticePortTaken, match="port 70000"):
        PracticeSite(port=70_000)
