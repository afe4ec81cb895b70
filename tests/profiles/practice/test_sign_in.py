"""Signing in by the classic form, and what some members are asked then."""

import pytest

from optout_profiles.practice import SAMPLE_MEMBERS, Behaviour, PracticeSite, member_with, places

SUBMIT = "/checkpoint/lg/login-submit"


def sign_in(visitor, member, **more):
    return visitor.send(SUBMIT, session_key=member.login, session_password=member.password, **more)


@pytest.mark.parametrize("path", [places.SETTING, places.PRIVACY_CATEGORY, places.FEED])
def test_a_visitor_without_a_session_is_sent_to_the_form_and_back(site_of, visit, path) -> None:
    visitor = visit(site_of(Behaviour.ON))
    sent_away = visitor.get(path)
    assert sent_away.status == 302
    assert sent_away.location.startswith("/uas/login?session_redirect=")
    form = visitor.get(sent_away.location)
    assert f'name="session_redirect" value="{path}"' in form.text


def test_the_form_has_the_classic_fields(site_of, visit) -> None:
    form = visit(site_of(Behaviour.ON)).get("/login").text
    assert 'id="username"' in form
    assert 'id="password"' in form
    assert '<button type="submit">' in form
    assert f'action="{SUBMIT}"' in form
    assert "error-for" not in form


@pytest.mark.parametrize("member", SAMPLE_MEMBERS, ids=lambda member: member.handle)
def test_every_sample_member_signs_in_with_the_printed_password(visit, member) -> None:
    with PracticeSite() as site:
        visitor = visit(site)
        answer = sign_in(visitor, member)
        assert (answer.status, answer.location) == (302, places.FEED)
        assert "HttpOnly" in answer.headers["Set-Cookie"]
        assert f'href="/in/{member.handle}/"' in visitor.get(places.FEED).text
        assert site.log()["sign_ins"] == 1


def test_a_wrong_password_shows_the_form_again_where_it_was_sent(site_of, visit) -> None:
    site = site_of(Behaviour.ON)
    visitor = visit(site)
    again = visitor.send(SUBMIT, session_key="on@practice.invalid", session_password="wrong")
    assert again.status == 200
    assert 'id="error-for-password"' in again.text
    assert 'value="on@practice.invalid"' in again.text
    assert "li_at" not in visitor.cookies
    assert (site.log()["sign_ins"], site.log()["failed_sign_ins"]) == (0, 1)


def test_an_unknown_address_is_told_from_a_wrong_password(site_of, visit) -> None:
    again = visit(site_of(Behaviour.ON)).send(SUBMIT, session_key="x", session_password="x")
    assert 'id="error-for-username"' in again.text
    assert 'id="error-for-password"' not in again.text


@pytest.mark.parametrize(
    "outside", ["//evil.invalid/", "https://evil.invalid/", "/\\evil.invalid", "/\r\nX: y", ""]
)
def test_signing_in_never_leads_off_the_site(site_of, visit, outside) -> None:
    answer = sign_in(
        visit(site_of(Behaviour.ON)), member_with(Behaviour.ON), session_redirect=outside
    )
    assert answer.location == places.FEED
    assert answer.headers["X"] is None


def test_somebody_signed_in_gets_no_form(site_of, visit) -> None:
    assert visit(site_of(Behaviour.ON), "on-sample").get("/login").location == places.FEED


def test_signing_out_ends_the_session_so_that_another_member_can_come(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.ON), "on-sample")
    assert f'href="{places.LOGOUT}"' in visitor.get(places.FEED).text
    assert visitor.get(places.LOGOUT).location == "/"
    assert visitor.get("/login").status == 200


def test_a_session_dies_when_a_signed_out_member_asks_for_the_setting(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.SIGNED_OUT))
    sign_in(visitor, member_with(Behaviour.SIGNED_OUT))
    assert visitor.get(places.FEED).status == 200
    assert visitor.get(places.SETTING).location.startswith("/uas/login")
    assert visitor.get(places.FEED).location.startswith("/uas/login")


def test_a_code_is_asked_before_there_is_a_session(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.CODE_BY_EMAIL))
    challenge = sign_in(visitor, member_with(Behaviour.CODE_BY_EMAIL)).location
    assert challenge.startswith("/checkpoint/challenge/")
    assert 'id="input__email_verification_pin"' in visitor.get(challenge).text
    assert visitor.send(challenge, code="000000").status == 200
    assert "li_at" not in visitor.cookies
    assert visitor.send(challenge, code="123456").location == places.FEED
    assert visitor.get(places.SETTING).status == 200
    assert visitor.get(challenge).location == places.LOGIN


@pytest.mark.parametrize(
    ("behaviour", "mark"),
    [
        (Behaviour.CODE_BY_EMAIL, 'id="input__email_verification_pin"'),
        (Behaviour.CAPTCHA, 'id="captchaV2Challenge'),
        (Behaviour.RESTRICTED, "Access to your account has been temporarily restricted"),
    ],
)
def test_a_session_that_was_kept_meets_the_challenge_too(site_of, visit, behaviour, mark) -> None:
    site = site_of(behaviour)
    visitor = visit(site, member_with(behaviour).handle)
    sent_away = visitor.get(places.SETTING)
    assert sent_away.location.startswith("/checkpoint/challenge/")
    assert mark in visitor.get(sent_away.location).text
    assert site.log()["pages"] == {places.SETTING: 1, "/checkpoint/challenge/": 1}


def test_a_captcha_lets_a_person_on_to_where_they_were_going(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.CAPTCHA), "captcha-sample")
    challenge = visitor.get(places.SETTING).location
    assert visitor.send(challenge, code="person").location == places.SETTING
    assert places.KEY in visitor.get(places.SETTING).text


def test_nothing_lifts_a_restriction(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.RESTRICTED), "restricted-sample")
    challenge = visitor.get(places.SETTING).location
    assert "restricted" in visitor.send(challenge, code="123456").text
    assert visitor.get(places.SETTING).location.startswith("/checkpoint/challenge/")
