"""Each rule between what a document shows and what may be claimed of it, as a sighting."""

import pytest
from msgspec.structs import replace

from optout_profiles.browser.sighting import SwitchSeen
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.judging import (
    Absent,
    Found,
    Obstacle,
    is_row_absent,
    is_settled,
    judged,
    where_obstacle,
)
from optout_profiles.sites import Challenge

KEY = "allowDataForGenerativeAI"
RESEARCH = SwitchSeen("allowAnonymizedDataResearch", False, None)
PARTNERS = SwitchSeen("shareDataWithTrustedPartners", True, None)
STRANGE = SwitchSeen("allowSomethingNew", False, None)
HOST = "https://www.linkedin.com"
SETTING = "/mypreferences/d/settings/data-for-ai-improvement"
CATEGORY = "/mypreferences/d/categories/privacy"


def ours(checked: bool | None, aria_checked: str | None = None) -> SwitchSeen:
    return SwitchSeen(KEY, checked, aria_checked)


@pytest.fixture
def judge(linkedin, sighting):
    return lambda member="ada-lovelace", **seen: judged(sighting(**seen), linkedin, member)


@pytest.mark.parametrize(
    ("checked", "aria_checked", "setting"),
    [
        (True, None, Setting.ON),
        (False, None, Setting.OFF),
        (True, "true", Setting.ON),
        (False, "false", Setting.OFF),
    ],
)
def test_one_switch_with_our_key_and_a_clear_state_is_read(
    judge, checked, aria_checked, setting
) -> None:
    assert judge(switches=(ours(checked, aria_checked),)) == Found(setting, "ada-lovelace")


@pytest.mark.parametrize(
    ("checked", "aria_checked"),
    [(True, "false"), (False, "true"), (False, "mixed"), (True, ""), (None, "false"), (None, None)],
)
def test_a_state_that_contradicts_itself_is_unknown(judge, checked, aria_checked) -> None:
    seen = judge(switches=(ours(checked, aria_checked),))
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.STATE_UNREADABLE)


@pytest.mark.parametrize("states", [(True, True), (False, False), (False, True)])
def test_two_switches_with_our_key_are_unknown(judge, states) -> None:
    seen = judge(switches=tuple(map(ours, states)))
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.SEVERAL_SWITCHES)


@pytest.mark.parametrize("others", [(RESEARCH,), (STRANGE,), (RESEARCH, PARTNERS, STRANGE)])
@pytest.mark.parametrize("stands_first", [True, False])
def test_other_switches_beside_ours_say_nothing(judge, others, stands_first) -> None:
    switches = (ours(True), *others) if stands_first else (*others, ours(True))
    assert judge(switches=switches) == Found(Setting.ON, "ada-lovelace")


@pytest.mark.parametrize(
    "key",
    [
        KEY.lower(),
        f"{KEY} other",
        f" {KEY}",
        f"{KEY}2",
        "allowMemberDataForContentModels",
        "allowDataForGenerativeAi",
        ":r3:",
    ],
)
@pytest.mark.parametrize("told", [{}, {"is_headed_so": True}, {"names_row": True}])
@pytest.mark.parametrize("route", ["", "row"])
def test_a_switch_with_any_other_key_is_never_ours_nor_proof_that_ours_is_absent(
    linkedin, sighting, key, told, route
) -> None:
    for others in ((), (RESEARCH,)):
        seen = sighting(switches=(SwitchSeen(key, False, None), *others), **told)
        unknown = Obstacle(Outcome.NOT_UNDERSTOOD, Reason.UNKNOWN_SWITCH)
        assert judged(seen, linkedin, "ada-lovelace", route) == unknown


KEYLESS = SwitchSeen("", True, None)
NAMED = replace(KEYLESS, is_named_alone=True)
ELSEWHERE = f"{HOST}/mypreferences/d/settings/generative-ai"


def test_the_only_switch_without_a_key_is_ours_where_its_name_says_so(judge) -> None:
    assert judge(switches=(NAMED,)) == Found(Setting.ON, "ada-lovelace", is_keyed=False)


@pytest.mark.parametrize(
    "seen",
    [
        {"switches": (KEYLESS,), "is_headed_so": True, "names_row": True},
        {"switches": (NAMED, KEYLESS)},
        {"switches": (NAMED, RESEARCH)},
        {"switches": (replace(NAMED, key="allowSomethingNew"),)},
    ],
)
def test_a_switch_without_a_key_is_not_ours_where_it_is_not_clear(judge, seen) -> None:
    assert judge(**seen) == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.UNKNOWN_SWITCH)


def test_a_switch_with_our_key_leaves_no_doubt_beside_one_without(judge) -> None:
    assert judge(switches=(KEYLESS, ours(False))) == Found(Setting.OFF, "ada-lovelace")


@pytest.mark.parametrize("switch", [ours(True), NAMED])
def test_at_the_end_of_a_route_any_address_among_the_settings_will_do(
    linkedin, sighting, switch
) -> None:
    seen = sighting(url=ELSEWHERE, switches=(switch,))
    is_keyed = switch is not NAMED
    assert judged(seen, linkedin, "ada-lovelace", "row") == Found(
        Setting.ON, "ada-lovelace", "row", is_keyed, "/mypreferences/d/settings/generative-ai"
    )
    other_address = Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS)
    assert judged(seen, linkedin, "ada-lovelace") == other_address


def test_beside_the_settings_only_its_key_tells_the_switch(linkedin, sighting) -> None:
    for path in ("/feed/", "/pulse/article", "/mypreferencesd/settings"):
        unknown = Obstacle(Outcome.NOT_UNDERSTOOD, Reason.UNKNOWN_SWITCH)
        seen = sighting(url=HOST + path, switches=(NAMED,))
        assert judged(seen, linkedin, "ada-lovelace", "row") == unknown
        keyed = sighting(url=HOST + path, switches=(ours(True),))
        assert isinstance(judged(keyed, linkedin, "ada-lovelace", "row"), Found)


def test_a_list_that_names_the_setting_does_not_make_its_one_switch_ours(
    linkedin, sighting
) -> None:
    seen = sighting(url=HOST + CATEGORY, switches=(KEYLESS,), names_row=True)
    unknown = Obstacle(Outcome.NOT_UNDERSTOOD, Reason.UNKNOWN_SWITCH)
    assert judged(seen, linkedin, "ada-lovelace", "row") == unknown


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        ({"url": "https://evil.example" + SETTING}, Reason.OTHER_HOST),
        ({"url": ELSEWHERE, "navigation_members": ("sam",)}, Reason.OTHER_MEMBER),
        ({"url": ELSEWHERE, "status": 500}, Reason.HTTP_STATUS),
        ({"url": HOST + "/login"}, Reason.SIGNED_OUT),
    ],
)
def test_a_route_changes_nothing_about_who_and_where(linkedin, sighting, seen, reason) -> None:
    verdict = judged(sighting(**seen), linkedin, "ada-lovelace", "row")
    assert isinstance(verdict, Obstacle)
    assert verdict.reason is reason


def test_a_page_that_is_far_too_large_is_not_judged(judge, linkedin, sighting) -> None:
    seen = judge(switches=(), too_large=True)
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.TOO_LARGE)
    assert is_settled(sighting(switches=(), too_large=True), linkedin)


def test_only_related_switches_mean_absent(judge) -> None:
    assert judge(switches=(RESEARCH, PARTNERS)) == Absent("ada-lovelace")


def test_no_switch_at_all_is_not_absent(judge) -> None:
    assert judge(switches=()) == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NO_SWITCH)


@pytest.mark.parametrize(
    ("navigation", "everywhere", "reason"),
    [
        ((), (), Reason.NO_MEMBER),
        (("ada-lovelace", "sam"), ("ada-lovelace", "sam"), Reason.SEVERAL_MEMBERS),
        ((), ("ada-lovelace", "sam"), Reason.SEVERAL_MEMBERS),
    ],
)
@pytest.mark.parametrize("member", ["ada-lovelace", None])
def test_no_member_or_several_are_unknown(judge, member, navigation, everywhere, reason) -> None:
    seen = judge(
        member, navigation_members=navigation, members=everywhere, has_navigation=bool(navigation)
    )
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, reason)


@pytest.mark.parametrize("handle", ["", "x\x1b]0;y", "a b", "\ud800"])
def test_what_can_be_no_handle_names_nobody(judge, handle) -> None:
    seen = judge(None, navigation_members=(handle,), members=(handle, "ada-lovelace"))
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NO_MEMBER)


@pytest.mark.parametrize("member", ["ada-lovelace", None])
@pytest.mark.parametrize("beside", [("ada-lovelace",), ("stranger",), ("ada-lovelace", "stranger")])
def test_who_is_named_beside_a_navigation_that_names_nobody_counts_for_nothing(
    judge, member, beside
) -> None:
    seen = judge(member, navigation_members=(), members=beside)
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NO_MEMBER)


@pytest.mark.parametrize(
    "spellings",
    [("Ada-Lovelace", "ada-lovelace"), ("ada%2Dlovelace", "ada-lovelace", "ADA-LOVELACE")],
)
@pytest.mark.parametrize("member", ["ada-lovelace", None])
def test_one_handle_in_several_spellings_is_one_member(judge, member, spellings) -> None:
    assert judge(member, navigation_members=spellings) == Found(Setting.ON, spellings[0])
    seen = judge(member, navigation_members=(*spellings, "ada-lovelace-2"))
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.SEVERAL_MEMBERS)


def test_a_page_that_gave_itself_our_address_is_another_page(judge, linkedin) -> None:
    seen = judge(loaded_url=linkedin.address("/feed/"))
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS)


def test_another_member_is_named_as_the_wrong_person(judge) -> None:
    seen = judge(navigation_members=("sam",), members=("sam", "ada-lovelace"))
    assert seen == Obstacle(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER, "sam")


def test_a_page_without_navigation_may_name_its_member_elsewhere(judge) -> None:
    seen = judge(has_navigation=False, navigation_members=(), members=("ada-lovelace",))
    assert isinstance(seen, Found)


@pytest.mark.parametrize(
    ("shown", "kept", "is_same"),
    [
        ("Ada-Lovelace", "ada-lovelace", True),
        ("jos%C3%A9", "josé", True),
        ("JOS%c3%89", "jos%C3%A9", True),
        ("ada-lovelace-2", "ada-lovelace", False),
        ("ada", "ada-lovelace", False),
        ("\u0430da", "ada", False),
    ],
)
def test_handles_are_the_same_as_addresses_are(judge, shown, kept, is_same) -> None:
    seen = judge(kept, navigation_members=(shown,))
    assert isinstance(seen, Found) is is_same
    if not is_same:
        assert seen == Obstacle(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER, shown)


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    [
        (429, Outcome.REFUSED, Reason.TOO_MANY_REQUESTS),
        (999, Outcome.REFUSED, Reason.REQUEST_DENIED),
        (500, Outcome.NOT_UNDERSTOOD, Reason.HTTP_STATUS),
        (404, Outcome.NOT_UNDERSTOOD, Reason.NOT_FOUND),
        (410, Outcome.NOT_UNDERSTOOD, Reason.NOT_FOUND),
        (203, Outcome.NOT_UNDERSTOOD, Reason.HTTP_STATUS),
        (0, Outcome.NOT_UNDERSTOOD, Reason.HTTP_STATUS),
    ],
)
def test_only_a_200_is_read(judge, status, outcome, reason) -> None:
    assert judge(status=status, switches=(ours(False),)) == Obstacle(outcome, reason)


@pytest.mark.parametrize(
    "origin",
    [
        "http://www.linkedin.com",
        "https://linkedin.com",
        "https://www.linkedin.com.evil.test",
        "https://www.linkedin.com:8443",
        "https://evil.test",
        "chrome-error://chromewebdata",
        "data:",
    ],
)
def test_a_page_of_another_origin_is_not_read(judge, origin) -> None:
    seen = judge(url=origin + SETTING, switches=(ours(False),))
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_HOST)


@pytest.mark.parametrize(
    "path", ["/mypreferences/d/", SETTING + "s", SETTING + "/more", "/x" + SETTING, SETTING.upper()]
)
def test_a_page_of_another_address_is_not_read(judge, path) -> None:
    seen = judge(url=HOST + path, switches=(ours(False),))
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS)


@pytest.mark.parametrize("end", ["/", "?trk=x", "#top", "/?trk=/login/"])
def test_the_settings_address_may_end_in_other_ways(judge, end) -> None:
    assert isinstance(judge(url=HOST + SETTING + end), Found)


@pytest.mark.parametrize(
    ("path", "outcome", "reason"),
    [
        ("/login", Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT),
        ("/uas/login?session_redirect=%2Ffeed", Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT),
        ("/signup/cold-join", Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT),
        ("/authwall?trk=x", Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT),
        ("/checkpoint/lg/login", Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT),
        ("/checkpoint/challenge/abc", Outcome.PERSON_NEEDED, Reason.OTHER_CHALLENGE),
        ("/challenge", Outcome.PERSON_NEEDED, Reason.OTHER_CHALLENGE),
        ("/loginx", Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS),
        ("/my-login/x", Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS),
        ("/checkpoints/challenged", Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS),
        ("/feed/?next=/login", Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS),
    ],
)
def test_where_a_page_is_goes_by_whole_path_segments(judge, path, outcome, reason) -> None:
    assert judge(url=HOST + path, switches=()) == Obstacle(outcome, reason)


def test_a_visible_sign_in_form_beats_the_path(judge) -> None:
    signed_out = Obstacle(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT)
    assert judge(sign_in_form=True) == signed_out
    assert judge(url=f"{HOST}/checkpoint/lg/login-submit", sign_in_form=True) == signed_out


@pytest.mark.parametrize(
    ("challenges", "outcome", "reason"),
    [
        ([Challenge.CODE_BY_EMAIL, Challenge.CODE], Outcome.PERSON_NEEDED, Reason.CODE_BY_EMAIL),
        ([Challenge.CODE, Challenge.CODE_BY_SMS], Outcome.PERSON_NEEDED, Reason.CODE_BY_SMS),
        ([Challenge.CODE], Outcome.PERSON_NEEDED, Reason.CODE),
        ([Challenge.AUTHENTICATOR], Outcome.PERSON_NEEDED, Reason.AUTHENTICATOR),
        ([Challenge.APP_APPROVAL], Outcome.PERSON_NEEDED, Reason.APP_APPROVAL),
        ([Challenge.CAPTCHA], Outcome.REFUSED, Reason.CAPTCHA),
        ([Challenge.CODE, Challenge.CAPTCHA], Outcome.REFUSED, Reason.CAPTCHA),
    ],
)
def test_a_visible_challenge_is_named_wherever_it_stands(
    judge, challenges, outcome, reason
) -> None:
    for path in (SETTING, "/checkpoint/challenge/abc"):
        seen = judge(url=HOST + path, challenges=tuple(challenges))
        assert seen == Obstacle(outcome, reason)


def test_a_restriction_is_a_refusal_even_beside_a_sign_in_form(judge) -> None:
    seen = judge(restricted=True, sign_in_form=True)
    assert seen == Obstacle(Outcome.REFUSED, Reason.RESTRICTED)


def test_a_refusal_is_one_on_whatever_page_it_comes(linkedin, sighting) -> None:
    seen = where_obstacle(sighting(url=f"{HOST}/login", status=429), linkedin)
    assert seen == Obstacle(Outcome.REFUSED, Reason.TOO_MANY_REQUESTS)


@pytest.fixture
def row_is_absent(linkedin, sighting):
    def said(**other: object) -> bool:
        paths = ("/mypreferences/d/settings/search-history",)
        listed = {"url": HOST + CATEGORY, "switches": (), "settings_paths": paths}
        return is_row_absent(sighting(**(listed | other)), linkedin, "ada-lovelace")

    return said


def test_a_row_is_absent_where_other_settings_are_listed_without_it(row_is_absent) -> None:
    assert row_is_absent()
    assert row_is_absent(url=f"{HOST}{CATEGORY}/")


@pytest.mark.parametrize(
    "seen",
    [
        {"settings_paths": ()},
        {"settings_paths": ("/mypreferences/d/settings/search-history", SETTING)},
        {"settings_paths": ("/mypreferences/d/settings/search-history", SETTING + "/")},
        {"names_row": True},
        {"status": 500},
        {"status": 0},
        {"url": f"{HOST}/mypreferences/d/categories/account"},
        {"url": f"https://evil.test{CATEGORY}"},
        {"navigation_members": ("sam",)},
        {"navigation_members": (), "members": ()},
        {"sign_in_form": True},
        {"challenges": (Challenge.CODE,)},
        {"restricted": True},
    ],
)
def test_anything_else_on_the_category_page_does_not_prove_absence(row_is_absent, seen) -> None:
    assert not row_is_absent(**seen)


@pytest.mark.parametrize(
    ("seen", "settled"),
    [
        ({}, True),
        ({"complete": False}, False),
        ({"complete": False, "status": 429}, False),
        ({"switches": ()}, False),
        ({"switches": (STRANGE,)}, False),
        ({"members": (), "navigation_members": ()}, False),
        ({"navigation_members": ()}, False),
        ({"navigation_members": (), "has_navigation": False}, True),
        ({"status": 500, "switches": ()}, True),
        ({"url": f"{HOST}/login", "switches": ()}, True),
        ({"challenges": (Challenge.CAPTCHA,), "switches": ()}, True),
    ],
)
def test_a_page_is_waited_for_until_nothing_more_can_come(
    linkedin, sighting, seen, settled
) -> None:
    assert is_settled(sighting(**seen), linkedin) is settled
