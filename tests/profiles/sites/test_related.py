"""Related settings of a profile: what a file may say of them, and a profile focused on one."""

from importlib.resources import files

import pytest

from optout_profiles.errors import ProfileError
from optout_profiles.sites import built_in_profile, profile_from

TEXT = files("optout_profiles.sites").joinpath("linkedin.toml").read_text("utf-8")
NAMES = "research partners ads-beyond third-party-data conversions inferred-location age gender"
SETTINGS = "/mypreferences/d/settings/"


def test_each_related_setting_has_a_page_a_key_and_a_source_of_its_own() -> None:
    profile = built_in_profile()
    places = {one.name: (one.path.removeprefix(SETTINGS), one.key) for one in profile.related}
    assert places == {
        "research": ("policy-and-academic-research", "allowAnonymizedDataResearch"),
        "partners": ("share-data-with-select-partners", "shareDataWithTrustedPartners"),
        "ads-beyond": ("ads-beyond-linkedin", "allowLinkedInAudienceNetwork"),
        "third-party-data": ("ads-interactions-with-business", "allowUseOfThirdPartyData"),
        "conversions": ("ads-related-actions", "allowConversionTrackings"),
        "inferred-location": ("ads-inferred-location", "allowIpToPersonalizeAds"),
        "age": ("ads-by-age", "allowAdsByAge"),
        "gender": ("ads-by-gender", "allowAdsByGender"),
    }
    assert {(one.status, "41cbf8f" in one.source) for one in profile.related} == {("V", True)}
    assert profile.setting.related == tuple(one.key for one in profile.related)


@pytest.mark.parametrize("name", NAMES.split())
def test_a_focused_profile_takes_every_other_key_for_known_and_none_for_its_own(name) -> None:
    profile = built_in_profile()
    focused = profile.focused(name)
    (wanted,) = (one for one in profile.related if one.name == name)
    assert (focused.setting.name, focused.focus) == (name, name)
    assert (focused.setting.path, focused.setting.key) == (wanted.path, wanted.key)
    others = {profile.setting.key, *profile.setting.related} - {wanted.key}
    assert set(focused.setting.related) == others
    assert focused.setting.switches == profile.setting.switches


def test_no_other_way_leads_to_a_related_setting_and_no_list_says_that_it_is_not_offered() -> None:
    focused = built_in_profile().focused("research")
    assert (focused.routes, focused.setting_names) == ((), ())
    assert focused.category.settings_links == ""


def test_a_profile_that_is_focused_on_nothing_is_itself() -> None:
    profile = built_in_profile()
    assert profile.focused(None) is profile
    assert (profile.focus, profile.setting.name) == (None, "ai-training")
    with pytest.raises(KeyError):
        profile.focused("ads")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('name = "research"', 'name = "Research"', "related.name"),
        ('name = "research"', 'name = "my research"', "related.name"),
        ('name = "research"', 'name = "all-related"', "related.name"),
        ('name = "research"', 'name = "ai-training"', "related.name"),
        ('name = "research"', 'name = "age"', "related.name"),
        ('name = "ai-training"', 'name = ""', "setting.name"),
        ('"Research with anonymized data"', '"a\\u001b[2Jb"', "related.title"),
        ('"Research with anonymized data"', '""', "related.title"),
        ('key = "allowAdsByAge"', 'key = "allowAdsByGender"', "related.key"),
        ('key = "allowAdsByAge"', 'key = "x\\"] , input["', "related.key"),
        ('key = "allowAdsByAge"', 'key = "allowDataForGenerativeAI"', "setting.key"),
        ("settings/ads-by-age", "settings/ads-by-gender", "related.path"),
        ("settings/ads-by-age", "settings/data-for-ai-improvement", "related.path"),
        ("settings/ads-by-age", "settings/../../login", "related.path"),
        ("settings/ads-by-age", "settings/x?y=z", "related.path"),
        ('objection = "https', 'objection = "javascript:alert', "help"),
        ('objection = "https', 'objection = "http', "help"),
        ('objection = "https://www', 'objection = "https://me:secret@www', "help"),
        ('    "https://www.linkedin.com/help/linkedin/answer/a5538339"', '    "x"', "help"),
        ('title = "AI training"\n', 'title = "AI training"\nrelated = ["x"]\n', "setting.related"),
        ('title = "AI training"\n', "", "setting"),
        ('covers_too = "', 'covers = "', "help"),
    ],
)
def test_what_would_mix_settings_up_or_lead_astray_is_refused_by_its_key(old, new, key) -> None:
    assert TEXT.count(old) == 1, old
    with pytest.raises(ProfileError) as raised:
        profile_from(TEXT.replace(old, new).encode(), "mine.toml")
    assert raised.value.key == key


def test_a_profile_needs_no_related_settings_and_no_help() -> None:
    start, end = TEXT.index("[[related]]"), TEXT.index("[category]")
    profile = profile_from((TEXT[:start] + TEXT[end:]).encode(), "mine.toml")
    assert (profile.related, profile.help, profile.setting.related) == ((), None, ())
