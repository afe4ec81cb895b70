"""What members are asked, when, and what it takes to go on, as plain HTTP shows it."""

import json
import re

import pytest

from optout_profiles.practice import Behaviour, Pace, member_with, places
from optout_profiles.practice.conduct import Conduct

CODES = {
    Behaviour.CODE_BY_EMAIL: r'<input id="input__email_verification_pin"',
    Behaviour.CODE_BY_SMS: r'<input id="input__phone_verification_pin"',
    Behaviour.ONE_TIME_CODE: r'<input [^>]*autocomplete="section-check one-time-code"',
    Behaviour.AUTHENTICATOR: r'(?s)<div id="auth-app-div"><form.*<input id=.*</form></div>',
}
ASKED_AT_SIGN_IN = [*CODES, Behaviour.APP_APPROVAL, Behaviour.CAPTCHA, Behaviour.RESTRICTED]
WRONG = "987650"


def sign_in(visitor, behaviour):
    member = member_with(behaviour)
    return visitor.send(
        places.LOGIN_SUBMIT, session_key=member.login, session_password=member.password
    )


@pytest.fixture
def challenged(site_of, visit):
    """Sign a member in as far as their challenge; return site, visitor and the address."""

    def come(behaviour: Behaviour, **wishes):
        site = site_of(behaviour, **wishes)
        visitor = visit(site)
        return site, visitor, sign_in(visitor, behaviour).location

    return come


@pytest.mark.parametrize("behaviour", CODES)
def test_a_wrong_code_is_called_wrong_beside_the_field_and_ends_nothing(
    challenged, behaviour
) -> None:
    site, visitor, address = challenged(behaviour)
    first = visitor.get(address).text
    assert re.search(CODES[behaviour], first)
    assert 'role="alert"' not in first
    for tries in (1, 2):
        again = visitor.send(address, code=WRONG)
        assert again.status == 200
        assert re.search(CODES[behaviour], again.text)
        assert 'role="alert">That is not the code' in again.text
        assert "li_at" not in visitor.cookies
        assert site.log()["code_tries"] == tries
    assert visitor.send(address, code=" 123456 ").location == places.FEED
    assert visitor.get(places.SETTING).status == 200
    assert site.log()["code_tries"] == 3
    assert WRONG not in json.dumps(site.log())


@pytest.mark.parametrize("behaviour", CODES)
def test_the_code_stands_on_the_page_that_asks_for_it(challenged, behaviour) -> None:
    _, visitor, address = challenged(behaviour)
    assert "it is always 123456" in visitor.get(address).text


@pytest.mark.parametrize("behaviour", ASKED_AT_SIGN_IN)
def test_the_address_of_a_challenge_ends_in_a_secret_that_is_another_each_time(
    challenged, visit, behaviour
) -> None:
    site, visitor, first = challenged(behaviour)
    second = sign_in(visitor, behaviour).location
    pattern = rf"/checkpoint/challenge(sV2)?/{places.CHALLENGE_IDS_BEGIN}[\w-]{{16}}/"
    assert re.fullmatch(pattern, first)
    assert re.fullmatch(pattern, second)
    assert first != second
    assert visitor.get(first).location == places.LOGIN
    assert visitor.get(second).status == 200
    assert places.CHALLENGE_IDS_BEGIN not in json.dumps(site.log())


def test_both_kinds_of_challenge_address_are_met_with(challenged) -> None:
    kinds = {challenged(behaviour)[2].split("/")[2] for behaviour in CODES}
    assert kinds == {"challenge", "challengesV2"}


def test_a_sign_in_is_done_only_when_its_challenge_is_met(challenged) -> None:
    site, visitor, address = challenged(Behaviour.CODE_BY_SMS)
    assert (site.log()["sign_in_tries"], site.log()["sign_ins_done"]) == (1, 0)
    visitor.send(address, code="123456")
    assert (site.log()["sign_in_tries"], site.log()["sign_ins_done"]) == (1, 1)


def test_an_approval_is_waited_for_and_then_leads_on(challenged, until) -> None:
    site, visitor, address = challenged(Behaviour.APP_APPROVAL)
    assert 'id="practice-linkedInAppChallengeActivityDevice"' in visitor.get(address).text
    seen = []

    def is_approved() -> str:
        seen.append(json.loads(visitor.send(address, by="script").text)["go"])
        return seen[-1]

    until(is_approved)
    assert seen[0] == ""
    assert seen[-1] == places.FEED
    assert visitor.get(places.SETTING).status == 200
    assert site.log()["code_tries"] == 0


def test_nothing_that_is_sent_hastens_an_approval(challenged) -> None:
    _, visitor, address = challenged(Behaviour.APP_APPROVAL, pace=Pace(approving=86_400.0))
    answer = visitor.send(address, code="123456")
    assert answer.status == 200
    assert "linkedInAppChallengeActivityDevice" in answer.text
    assert "li_at" not in visitor.cookies


def test_somebody_who_is_asked_again_signs_in_without_ado(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.ASKS_AGAIN))
    assert sign_in(visitor, Behaviour.ASKS_AGAIN).location == places.FEED
    assert visitor.get(places.PRIVACY_CATEGORY).status == 200
    address = visitor.get(places.SETTING).location
    assert address.startswith(places.CHALLENGES)
    assert visitor.send(address, code="123456").location == places.SETTING
    assert visitor.get(places.SETTING).status == 200
    assert visitor.get(places.SETTING).status == 200


def test_a_session_from_elsewhere_is_asked_again_only_at_the_setting(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.ASKS_AGAIN), "asks-again-sample")
    assert visitor.get(places.FEED).status == 200
    assert visitor.get(places.SETTING).location.startswith(places.CHALLENGES)


def test_who_is_asked_after_the_change_has_changed_it(site_of, visit) -> None:
    site = site_of(Behaviour.ASKS_AFTER_CHANGE)
    visitor = visit(site, "asks-after-change-sample")
    assert visitor.get(places.SETTING).status == 200
    visitor.write(places.KEY, is_on=False)
    assert site.is_off("asks-after-change-sample")
    address = visitor.get(places.SETTING).location
    assert visitor.send(address, code="123456").location == places.SETTING
    assert visitor.get(places.SETTING).status == 200


def test_an_invisible_captcha_is_in_the_page_and_keeps_nobody_from_it(site_of, visit) -> None:
    site = site_of(Behaviour.INVISIBLE_CAPTCHA)
    visitor = visit(site, "invisible-captcha-sample")
    page = visitor.get(places.SETTING)
    assert page.status == 200
    assert page.text.count('id="captchaV2Challenge-') == 3
    visitor.write(places.KEY, is_on=False)
    assert site.is_off("invisible-captcha-sample")


def test_nobody_is_asked_anything_by_default() -> None:
    conduct = Conduct(member_with(Behaviour.ON), Pace(), 0)
    assert not conduct.asks(places.SETTING, is_proved=False)
