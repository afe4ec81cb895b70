"""Sessions that have ended: the plain way, and as a loop of redirects."""

import pytest

from optout_profiles.practice import Behaviour, member_with, places

PAGES = [places.SETTING, places.FEED, places.PRIVACY_CATEGORY, "/login", "/uas/login"]


def sign_in(visitor, behaviour):
    member = member_with(behaviour)
    return visitor.send(
        places.LOGIN_SUBMIT, session_key=member.login, session_password=member.password
    )


@pytest.mark.parametrize("path", PAGES)
def test_with_a_dead_session_every_page_leads_to_itself(site_of, visit, path) -> None:
    visitor = visit(site_of(Behaviour.DEAD_SESSION), "dead-session-sample")
    for _ in range(3):
        answer = visitor.get(path)
        assert (answer.status, answer.location) == (302, path)


def test_an_ended_session_is_sent_to_the_sign_in_page(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.ENDED_SESSION), "ended-session-sample")
    assert visitor.get(places.SETTING).location.startswith("/uas/login?session_redirect=")
    assert visitor.get("/login").status == 200


@pytest.mark.parametrize("behaviour", [Behaviour.DEAD_SESSION, Behaviour.ENDED_SESSION])
def test_signing_in_anew_gives_a_good_session_even_over_the_old_cookie(
    site_of, visit, behaviour
) -> None:
    site = site_of(behaviour)
    visitor = visit(site, member_with(behaviour).handle)
    assert sign_in(visitor, behaviour).location == places.FEED
    assert visitor.get(places.SETTING).status == 200
    visitor.write(places.KEY, is_on=False)
    assert site.is_off(member_with(behaviour).handle)


@pytest.mark.parametrize(
    ("behaviour", "leads_to"),
    [(Behaviour.ON, "/uas/login"), (Behaviour.DEAD_SESSION, places.SETTING)],
)
def test_the_site_ends_all_sessions_of_one_member_when_it_is_told_to(
    site_of, visit, behaviour, leads_to
) -> None:
    site = site_of(behaviour, Behaviour.OFF)
    handle = member_with(behaviour).handle
    here, there = visit(site), visit(site)
    for visitor in (here, there):
        sign_in(visitor, behaviour)
        assert visitor.get(places.SETTING).status == 200
    other = visit(site, "off-sample")
    site.end_sessions(handle)
    for visitor in (here, there):
        assert visitor.get(places.SETTING).location.startswith(leads_to)
    assert other.get(places.SETTING).status == 200
    assert here.write(places.KEY, is_on=False).status == 401


def test_sessions_can_be_ended_from_another_process_without_leaving_a_trace(site_of, visit) -> None:
    site = site_of(Behaviour.ON)
    visitor = visit(site, "on-sample")
    before = site.log()
    assert visit(site).send(places.END_SESSIONS, handle="nobody").status == 404
    assert visitor.get(places.SETTING).status == 200
    assert visit(site).send(places.END_SESSIONS, handle="on-sample").status == 200
    assert site.log()["requests"] == before["requests"] + 1
    assert visitor.get(places.SETTING).location.startswith("/uas/login")


def test_another_sites_page_cannot_end_sessions(site_of, visit) -> None:
    site = site_of(Behaviour.ON)
    foreign = {"Origin": "http://evil.invalid"}
    answer = visit(site).ask("POST", places.END_SESSIONS, "handle=on-sample", foreign)
    assert answer.status == 403
    assert visit(site, "on-sample").get(places.SETTING).status == 200


def test_signing_out_leads_out_of_the_loop(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.DEAD_SESSION), "dead-session-sample")
    assert visitor.get(places.LOGOUT).location == "/"
    assert visitor.get("/login").status == 200
