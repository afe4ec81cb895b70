"""The languages: what LinkedIn's profile has words for is said in those words."""

import pytest

from optout_profiles.practice import Behaviour, languages, member_with, places
from optout_profiles.practice.behaviours import CONDUCTS
from optout_profiles.sites import built_in_profile

SPOKEN = [one for one in Behaviour if CONDUCTS[one].language.code != "en"]


@pytest.mark.parametrize("code", ["en", "de", "fr", "pt-BR", "pl"])
def test_the_row_has_the_name_that_the_profile_knows(code) -> None:
    every = (languages.ENGLISH, *(CONDUCTS[one].language for one in SPOKEN))
    (heading,) = {one.heading for one in every if one.code == code}
    known = built_in_profile("linkedin").words["row"][code]
    assert heading.replace("\u2019", "'") == known


@pytest.mark.parametrize("behaviour", SPOKEN)
def test_pages_rows_and_words_are_in_the_members_language(site_of, visit, behaviour) -> None:
    visitor = visit(site_of(behaviour), member_with(behaviour).handle)
    language = CONDUCTS[behaviour].language
    index = visitor.get(places.ACCOUNT_CATEGORY).text
    category = visitor.get(places.PRIVACY_CATEGORY).text
    for html in (index, category):
        assert f'<html lang="{language.code}" dir="{language.direction}">' in html
    assert language.privacy in index
    for name in (*language.rows, language.section):
        assert name in category
    path = places.MOVED_SETTING if "moved" in behaviour else places.SETTING
    shown = visitor.get(path).text
    for words in (language.heading, language.words, language.question):
        assert words in shown
    assert languages.ENGLISH.heading not in index + category + shown


def test_one_language_is_written_from_right_to_left() -> None:
    assert CONDUCTS[Behaviour.RIGHT_TO_LEFT].language.direction == "rtl"
