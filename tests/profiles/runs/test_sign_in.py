"""Signing in by the form and by a saved sign-in, in a real browser."""

import json

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Cookie
from optout_profiles.errors import SessionRefused
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.practice import Behaviour, PracticeSite, member_with
from optout_profiles.runs.judging import Obstacle
from optout_profiles.runs.sign_in import Credentials, sign_in
from optout_profiles.runs.signed_in import SignedIn, proved_session
from optout_profiles.runs.storage_state import STATE_LIMIT, cookies_from
from optout_profiles.secret import Secret

pytestmark = pytest.mark.asyncio(loop_scope="module")

LIVES = (
    Behaviour.ON,
    Behaviour.WRONG_MEMBER,
    Behaviour.CODE_BY_EMAIL,
    Behaviour.CAPTCHA,
    Behaviour.RESTRICTED,
    Behaviour.SIGNED_OUT,
    Behaviour.REFUSED_429,
)
CANARY = Credentials("ada", Secret("canary"))
FORM = (
    '<form method="post" action="/stolen"><input id="username" name="u">'
    '<input id="password" name="p" type="password"><button type="submit">In</button></form>'
)


@pytest.fixture
def site():
    with PracticeSite([*map(member_with, LIVES)]) as running:
        yield running


@pytest.fixture
def enter(browser_for, site, nobody):
    """Sign in as a member by the form."""

    async def try_it(behaviour, password=None, member=None, login=None):
        known = member_with(behaviour)
        typed = Credentials(login or known.login, Secret(password or known.password))
        return await sign_in(browser_for(site.profile), site.profile, typed, member, nobody)

    return try_it


@pytest.mark.parametrize("member", ["on-sample", "ON-Sample", None])
async def test_the_right_password_brings_a_session_that_works(
    enter, browser_for, site, member
) -> None:
    came = await enter(Behaviour.ON, member=member)
    assert isinstance(came, SignedIn)
    assert came.member == "on-sample"
    assert "li_at" in {cookie.name for cookie in came.cookies}
    again = await proved_session(browser_for(site.profile), site.profile, came.cookies, "on-sample")
    assert isinstance(again, SignedIn)
    log = site.log()
    assert (log["sign_ins"], log["failed_sign_ins"], log["writes"]) == (1, 0, {})


@pytest.mark.parametrize(
    "given", [{"password": "wrong"}, {"login": "nobody@practice.invalid", "password": "x"}]
)
async def test_a_wrong_password_or_address_is_sent_once(enter, site, given) -> None:
    came = await enter(Behaviour.ON, **given)
    assert came == Obstacle(Outcome.SIGN_IN_NEEDED, Reason.NOT_ACCEPTED)
    log = site.log()
    assert (log["sign_ins"], log["failed_sign_ins"]) == (0, 1)


@pytest.mark.parametrize(
    ("behaviour", "outcome", "reason"),
    [
        (Behaviour.CODE_BY_EMAIL, Outcome.PERSON_NEEDED, Reason.CODE_BY_EMAIL),
        (Behaviour.CAPTCHA, Outcome.REFUSED, Reason.CAPTCHA),
        (Behaviour.RESTRICTED, Outcome.REFUSED, Reason.RESTRICTED),
        (Behaviour.SIGNED_OUT, Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT),
        (Behaviour.REFUSED_429, Outcome.REFUSED, Reason.TOO_MANY_REQUESTS),
    ],
)
async def test_what_stands_in_the_way_is_named_after_one_password(
    enter, site, behaviour, outcome, reason
) -> None:
    assert await enter(behaviour) == Obstacle(outcome, reason)
    assert site.log()["failed_sign_ins"] == 0
    assert site.log()["sign_ins"] == 1


async def test_somebody_elses_session_is_not_taken(enter) -> None:
    came = await enter(Behaviour.ON, member="ada-lovelace")
    assert came == Obstacle(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER, "on-sample")
    came = await enter(Behaviour.WRONG_MEMBER, member="wrong-member-sample")
    assert came == Obstacle(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER, "sam-somebody")


async def test_the_password_is_typed_on_no_other_origin(browser_for, pages, site, nobody) -> None:
    elsewhere, stolen = pages({"/login": FORM, "/stolen": "thanks"})
    origin, _ = pages({"/login": f"{elsewhere}/login"})
    profile = replace(site.profile, origin=origin)
    came = await sign_in(browser_for(profile), profile, CANARY, None, nobody)
    assert came == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_HOST)
    assert stolen == []


@pytest.mark.parametrize(
    ("page", "outcome", "reason"),
    [
        ("429 slow down", Outcome.REFUSED, Reason.TOO_MANY_REQUESTS),
        (f"999 {FORM}", Outcome.REFUSED, Reason.REQUEST_DENIED),
        ("<p>Welcome back</p>", Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS),
    ],
)
async def test_without_the_form_no_password_is_sent(
    browser_for, pages, site, nobody, page, outcome, reason
) -> None:
    origin, sent = pages({"/login": page})
    profile = replace(site.profile, origin=origin)
    came = await sign_in(browser_for(profile), profile, CANARY, None, nobody)
    assert came == Obstacle(outcome, reason)
    assert sent == []


@pytest.fixture
def state_file(tmp_path):
    def write(content: object):
        file = tmp_path / "state.json"
        text = content if isinstance(content, bytes) else json.dumps(content).encode()
        file.write_bytes(text)
        return file

    return write


def as_playwright_saves(cookies) -> dict[str, object]:
    kept = [
        {
            "name": one.name,
            "value": one.value,
            "domain": one.domain,
            "path": "/",
            "expires": one.expires,
            "httpOnly": one.httpOnly,
            "secure": one.secure,
            "sameSite": "Lax",
            "partitionKey": "more than we know",
        }
        for one in cookies
    ]
    return {"cookies": kept, "origins": [{"origin": "https://x.test", "localStorage": []}]}


async def test_a_saved_sign_in_is_taken_once_it_proved_alive(browser_for, site, state_file) -> None:
    file = state_file(as_playwright_saves(site.cookies("on-sample")))
    cookies = cookies_from(file, site.profile)
    came = await proved_session(browser_for(site.profile), site.profile, cookies, "on-sample")
    assert isinstance(came, SignedIn)
    assert came.member == "on-sample"


@pytest.mark.parametrize(
    ("behaviour", "outcome", "reason"),
    [
        (Behaviour.CODE_BY_EMAIL, Outcome.PERSON_NEEDED, Reason.CODE_BY_EMAIL),
        (Behaviour.WRONG_MEMBER, Outcome.WRONG_PERSON, Reason.OTHER_MEMBER),
        (Behaviour.SIGNED_OUT, Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT),
    ],
)
async def test_a_saved_sign_in_that_leads_nowhere_is_not_taken(
    browser_for, site, behaviour, outcome, reason
) -> None:
    handle = member_with(behaviour).handle
    profile = site.profile
    came = await proved_session(browser_for(profile), profile, site.cookies(handle), handle)
    assert isinstance(came, Obstacle)
    assert (came.outcome, came.reason) == (outcome, reason)


NAMED = '<nav><a href="/in/ada-lovelace/">Me</a></nav>'
LATER = "<script>setTimeout(() => document.links[0].href = '/in/ben-byron/', 150)</script>"
ERROR = Obstacle(Outcome.NOT_UNDERSTOOD, Reason.HTTP_STATUS)


@pytest.mark.parametrize(
    ("setting", "category", "came"),
    [
        (NAMED, "", "ada-lovelace"),
        (f"{NAMED}{LATER}", "", "ben-byron"),
        (f"500 {NAMED}", f"503 {NAMED}", ERROR),
        (f"404 {NAMED}", NAMED, "ada-lovelace"),
        (f"500 {NAMED}", f"429 {NAMED}", Obstacle(Outcome.REFUSED, Reason.TOO_MANY_REQUESTS)),
        (f"500 {NAMED}", FORM, Obstacle(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT)),
    ],
)
async def test_only_a_page_that_came_as_it_should_proves_a_sign_in(
    browser_for, pages, site, setting, category, came
) -> None:
    where = site.profile.setting.path, site.profile.category.path
    origin, _ = pages(dict(zip(where, (setting, category), strict=True)))
    profile = replace(site.profile, origin=origin, steady_for=0.4)
    cookies = (Cookie("li_at", "alive", "127.0.0.1"),)
    proof = await proved_session(browser_for(profile), profile, cookies, None)
    assert (proof.member if isinstance(proof, SignedIn) else proof) == came


async def test_a_name_without_a_sign_in_proves_nothing(browser_for, pages, site) -> None:
    origin, _ = pages({site.profile.setting.path: NAMED})
    profile = replace(site.profile, origin=origin)
    came = await proved_session(browser_for(profile), profile, (), None)
    assert came == Obstacle(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT)


async def test_another_hosts_page_proves_nothing_whomever_it_names(
    browser_for, pages, site
) -> None:
    elsewhere, _ = pages({"/": NAMED})
    origin, _ = pages({site.profile.setting.path: f"{elsewhere}/"})
    profile = replace(site.profile, origin=origin)
    cookies = (Cookie("li_at", "alive", "127.0.0.1"),)
    came = await proved_session(browser_for(profile), profile, cookies, None)
    assert came == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_HOST)


async def test_a_dead_sign_in_is_told_as_signed_out(browser_for, site) -> None:
    dead = (Cookie("li_at", "dead", "127.0.0.1"),)
    came = await proved_session(browser_for(site.profile), site.profile, dead, None)
    assert came == Obstacle(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"\xff\xfe\x00",
        b"[]",
        b"{}",
        b"null",
        b'{"cookies": {}}',
        b'{"cookies": [1]}',
        b'{"cookies": [{"name": "li_at"}]}',
        b'{"cookies": [], "origins":' + b"[" * 200_000,
        b'{"cookies": [], "x": "' + b"x" * STATE_LIMIT + b'"}',
    ],
    ids=range(11),
)
async def test_what_is_no_storage_state_is_refused_without_its_words(
    linkedin, state_file, content
) -> None:
    with pytest.raises(SessionRefused, match="not a saved sign-in"):
        cookies_from(state_file(content), linkedin)


@pytest.mark.parametrize(
    ("name", "domain", "is_taken"),
    [
        ("li_at", "www.linkedin.com", True),
        ("li_at", ".www.linkedin.com", True),
        ("li_at", ".LinkedIn.com", True),
        ("li_at", "evil-linkedin.com", False),
        ("li_at", "in.com", False),
        ("li_at", "www.linkedin.com.evil.test", False),
        ("li_at", "de.linkedin.com", False),
        ("li_at", "", False),
        ("session", "www.linkedin.com", False),
    ],
)
async def test_only_a_sign_in_of_this_service_is_taken(
    linkedin, state_file, name, domain, is_taken
) -> None:
    file = state_file({"cookies": [{"name": name, "value": "canary", "domain": domain}]})
    if is_taken:
        assert [cookie.name for cookie in cookies_from(file, linkedin)] == ["li_at"]
    else:
        with pytest.raises(SessionRefused, match="holds no sign-in at LinkedIn") as refused:
            cookies_from(file, linkedin)
        assert "canary" not in str(refused.value)


async def test_another_services_cookies_are_left_out(linkedin, state_file) -> None:
    cookies = [
        {"name": "li_at", "value": "x", "domain": ".www.linkedin.com"},
        {"name": "sid", "value": "y", "domain": "bank.test"},
    ]
    taken = cookies_from(state_file({"cookies": cookies}), linkedin)
    assert [cookie.name for cookie in taken] == ["li_at"]


async def test_a_file_that_is_not_there_is_refused_with_the_systems_words(
    linkedin, tmp_path
) -> None:
    for file in (tmp_path / "none.json", tmp_path):
        with pytest.raises(SessionRefused, match=r"No such file|Is a directory"):
            cookies_from(file, linkedin)


async def test_who_signed_in_shows_no_cookie(enter) -> None:
    came = await enter(Behaviour.ON)
    assert isinstance(came, SignedIn)
    shown = repr((came, came.cookies))
    assert not [cookie.value for cookie in came.cookies if cookie.value in shown]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"sameSite": "no_restriction"}, "sameSite"),
        ({"sameSite": ""}, "sameSite"),
        ({"path": ""}, "path"),
        ({"path": "feed"}, "path"),
        ({"domain": "com"}, "far more"),
        ({"domain": ".com"}, "far more"),
    ],
)
async def test_a_cookie_that_no_browser_would_take_is_refused_without_its_value(
    linkedin, state_file, wrong, words
) -> None:
    cookie = {"name": "li_at", "value": "canary", "domain": ".www.linkedin.com"} | wrong
    with pytest.raises(SessionRefused, match=words) as refused:
        cookies_from(state_file({"cookies": [cookie]}), linkedin)
    assert "canary" not in str(refused.value)
