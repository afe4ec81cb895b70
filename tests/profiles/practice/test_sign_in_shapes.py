"""The three shapes of the sign-in page, as far as plain HTTP shows them."""

import json
import re

import pytest

from optout_profiles.practice import REMEMBERED, Behaviour, SignInShape, member_with, places

MARKS = {
    SignInShape.CLASSIC: 'id="username"',
    SignInShape.DOUBLED: 'autocomplete="username webauthn"',
    SignInShape.CHOOSER: 'id="rememberme-div"',
}
MEMBER = member_with(Behaviour.ON)
DECLINED = "/login?fromSignIn=true"


def shown(html: str) -> list[SignInShape]:
    return [shape for shape, mark in MARKS.items() if mark in html]


def by_script(visitor, login=MEMBER.login, password=MEMBER.password, **more):
    fields = {"session_key": login, "session_password": password, "by": "script"}
    return visitor.send(places.LOGIN_SUBMIT, **fields, **more)


@pytest.mark.parametrize("shape", SignInShape)
@pytest.mark.parametrize("path", ["/login", "/uas/login"])
def test_a_site_has_one_shape_unless_the_address_asks_for_another(
    site_of, visit, shape, path
) -> None:
    visitor = visit(site_of(Behaviour.ON, shape=shape))
    assert shown(visitor.get(path).text) == [shape]
    for other in SignInShape:
        assert shown(visitor.get(f"{path}?shape={other}").text) == [other]
    assert shown(visitor.get(f"{path}?shape=triangle").text) == [shape]


@pytest.mark.parametrize("shape", SignInShape)
def test_each_shape_leads_back_to_where_the_visitor_was_going(site_of, visit, shape) -> None:
    visitor = visit(site_of(Behaviour.ON, shape=shape))
    page = visitor.get(visitor.get(places.SETTING).location).text
    assert f'="{places.SETTING}"' in page


@pytest.mark.parametrize("shape", SignInShape)
def test_each_shape_holds_captchas_that_only_a_style_hides(site_of, visit, shape) -> None:
    page = visit(site_of(Behaviour.ON, shape=shape)).get("/login").text
    assert page.count('id="captchaV2Challenge-') == 3


def test_declining_the_chooser_leads_to_the_classic_form(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.ON, shape=SignInShape.CHOOSER))
    chooser = visitor.get(visitor.get(places.SETTING).location).text
    (link,) = re.findall(r'<a href="([^"]+)">Sign in using another account</a>', chooser)
    assert link.startswith(DECLINED)
    form = visitor.get(link.replace("&amp;", "&")).text
    assert shown(form) == [SignInShape.CLASSIC]
    assert f'name="session_redirect" value="{places.SETTING}"' in form


def test_only_a_chooser_can_be_declined(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.ON, shape=SignInShape.DOUBLED))
    assert shown(visitor.get(DECLINED).text) == [SignInShape.DOUBLED]


def test_the_first_button_of_the_chooser_signs_somebody_else_in_at_once(site_of, visit) -> None:
    site = site_of(Behaviour.ON, shape=SignInShape.CHOOSER)
    visitor = visit(site)
    chooser = visitor.get("/login").text
    assert re.findall(r"<button[^>]*>([^<]+)<", chooser)[0] == REMEMBERED.name
    picked = visitor.send(places.CHOOSER_PICK, session_redirect=places.SETTING)
    assert picked.location == places.SETTING
    assert f'href="/in/{REMEMBERED.handle}/"' in visitor.get(places.SETTING).text
    assert (site.log()["chooser_picks"], site.log()["sign_in_tries"]) == (1, 0)
    assert site.log()["order"] == [REMEMBERED.handle]


def test_looking_at_the_chooser_picks_nobody(site_of, visit) -> None:
    site = site_of(Behaviour.ON, shape=SignInShape.CHOOSER)
    visit(site).get("/login")
    assert (site.log()["chooser_picks"], site.log()["sign_ins_done"]) == (0, 0)


def test_whom_the_chooser_offers_is_listed_nowhere_and_has_no_password_here(site_of, visit) -> None:
    site = site_of(Behaviour.ON)
    assert REMEMBERED not in site.members
    assert REMEMBERED.name not in visit(site).get("/").text
    answer = json.loads(by_script(visit(site), REMEMBERED.login, REMEMBERED.password).text)
    assert answer["go"] == ""


def test_the_doubled_page_has_no_form_and_no_name_and_other_ids_each_time(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.ON, shape=SignInShape.DOUBLED))
    pages = [visitor.get("/login").text for _ in range(20)]
    ids = [tuple(re.findall(r'<input id="(:r\d+:)"', page)) for page in pages]
    assert {len(set(each)) for each in ids} == {4}
    assert len(set(ids)) > 1
    for never in ("<form", "name=", 'type="submit"', "error-for", 'id="password"'):
        assert never not in pages[0].partition("<body>")[2]


def test_the_buttons_of_other_providers_are_of_the_same_kind_and_come_first(site_of, visit) -> None:
    page = visit(site_of(Behaviour.ON, shape=SignInShape.DOUBLED)).get("/login").text
    assert re.findall(r"<button([^>]*)>([^<]+)<", page) == [
        (' type="button"', "Sign in with Apple"),
        (' type="button"', "Sign in with Microsoft"),
        (' type="button"', "Sign in"),
    ]


def test_another_provider_is_at_another_host_and_each_click_counts(site_of, visit) -> None:
    site = site_of(Behaviour.ON)
    visitor = visit(site)
    for clicks in (1, 2):
        assert visitor.get(places.OTHER_PROVIDER).location == "http://other-provider.invalid/"
        assert site.log()["other_provider_clicks"] == clicks
    assert site.log()["page_loads"] == 0


def test_a_script_is_told_where_to_go_and_gets_the_session(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.ON))
    answer = by_script(visitor, session_redirect=places.SETTING)
    assert json.loads(answer.text) == {"go": places.SETTING, "problem": ""}
    assert visitor.get(places.SETTING).status == 200


@pytest.mark.parametrize(
    ("login", "problem", "wrong_passwords"),
    [(MEMBER.login, "not the password", 1), ("x", "Nobody here", 0)],
)
def test_a_script_is_told_what_is_wrong_and_gets_no_session(
    site_of, visit, login, problem, wrong_passwords
) -> None:
    site = site_of(Behaviour.ON)
    visitor = visit(site)
    answer = json.loads(by_script(visitor, login, "wrong").text)
    assert answer["go"] == ""
    assert problem in answer["problem"]
    assert "li_at" not in visitor.cookies
    log = site.log()
    assert (log["sign_in_tries"], log["failed_sign_ins"], log["sign_ins_done"]) == (1, 1, 0)
    assert log["wrong_passwords"] == wrong_passwords


def test_a_script_is_sent_to_the_challenge_before_there_is_a_session(site_of, visit) -> None:
    member = member_with(Behaviour.CODE_BY_SMS)
    visitor = visit(site_of(Behaviour.CODE_BY_SMS))
    answer = json.loads(by_script(visitor, member.login, member.password).text)
    assert answer["go"].startswith(places.CHALLENGES_V2)
    assert "li_at" not in visitor.cookies
