"""What a service asks on the way in, and the three shapes of its sign-in page, without a window."""

import pytest
from msgspec.structs import replace

from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.practice import Behaviour, Pace, PracticeSite, SignInShape, member_with
from optout_profiles.runs.judging import Obstacle
from optout_profiles.runs.sign_in import Credentials, sign_in
from optout_profiles.runs.signed_in import SignedIn
from optout_profiles.secret import Secret

pytestmark = pytest.mark.asyncio(loop_scope="module")

CODE = "123456"
ASKED = {
    Behaviour.CODE_BY_EMAIL: Reason.CODE_BY_EMAIL,
    Behaviour.CODE_BY_SMS: Reason.CODE_BY_SMS,
    Behaviour.ONE_TIME_CODE: Reason.CODE,
    Behaviour.AUTHENTICATOR: Reason.AUTHENTICATOR,
    Behaviour.ASKS_AGAIN: Reason.CODE_BY_EMAIL,
}
LIVES = (
    Behaviour.ON,
    Behaviour.INVISIBLE_CAPTCHA,
    Behaviour.APP_APPROVAL,
    Behaviour.CAPTCHA,
    Behaviour.RESTRICTED,
    *ASKED,
)
MEMBER = member_with(Behaviour.ON)
NAME = '<input autocomplete="username" name="u">'
WORD = '<input type="password" autocomplete="current-password" name="p">'
FORM = f'<form method="post" action="/taken">{NAME}{WORD}<button type="submit">In</button></form>'


@pytest.fixture
def enter(browser_for):
    """Sign in by typing, once; return what came and the site's log."""

    async def run(behaviour, person, shape=SignInShape.CLASSIC, member="", password=None):
        known = member_with(behaviour)
        lives = [*map(member_with, LIVES)]
        with PracticeSite(lives, pace=Pace(approving=0.5), sign_in=shape) as site:
            typed = Credentials(known.login, Secret(password or known.password))
            browser = browser_for(site.profile)
            wanted = known.handle if member == "" else member
            came = await sign_in(browser, site.profile, typed, wanted, person)
            await browser.rested()
            return came, site.log()

    return run


@pytest.fixture
def enter_page(browser_for, pages, nobody):
    """Type into a page of this HTML; return what came and what was sent."""

    async def run(html, answer="<p>in</p>", **other):
        refused = {PracticeSite([]).profile.setting.path: "429 later"}
        origin, sent = pages(refused | {"/login": html, "/taken": answer, **other})
        profile = replace(PracticeSite([]).profile, origin=origin)
        typed = Credentials("ada", Secret("canary"))
        return await sign_in(browser_for(profile), profile, typed, None, nobody), sent

    return run


@pytest.mark.parametrize("shape", SignInShape)
async def test_every_shape_is_typed_into_once_and_nothing_else_is_clicked(
    enter, nobody, shape
) -> None:
    came, log = await enter(Behaviour.ON, nobody, shape)
    assert isinstance(came, SignedIn)
    assert came.member == "on-sample"
    assert (log["sign_in_tries"], log["sign_ins_done"]) == (1, 1)
    assert (log["other_provider_clicks"], log["chooser_picks"], log["other_hosts"]) == (0, 0, 0)


@pytest.mark.parametrize("shape", SignInShape)
async def test_a_wrong_password_is_the_pages_verdict_after_one_try(enter, nobody, shape) -> None:
    came, log = await enter(Behaviour.ON, nobody, shape, password="wrong")
    assert came == Obstacle(Outcome.SIGN_IN_NEEDED, Reason.NOT_ACCEPTED)
    assert (log["sign_in_tries"], log["wrong_passwords"]) == (1, 1)


async def test_captchas_that_nobody_can_see_raise_no_alarm(enter, nobody) -> None:
    came, _ = await enter(Behaviour.INVISIBLE_CAPTCHA, nobody)
    assert isinstance(came, SignedIn)


@pytest.mark.parametrize(("behaviour", "reason"), ASKED.items())
async def test_each_code_is_asked_for_by_its_name_and_typed(
    enter, beside, behaviour, reason
) -> None:
    person = beside([CODE])
    came, log = await enter(behaviour, person)
    assert isinstance(came, SignedIn)
    assert person.asked == [(reason, False)]
    assert (log["code_tries"], log["sign_in_tries"]) == (1, 1)


async def test_a_code_is_asked_for_on_the_doubled_page_too(enter, beside) -> None:
    came, _ = await enter(Behaviour.CODE_BY_SMS, beside([CODE]), SignInShape.DOUBLED)
    assert isinstance(came, SignedIn)


async def test_a_wrong_code_is_told_and_asked_for_again(enter, beside) -> None:
    person = beside(["000000", CODE])
    came, log = await enter(Behaviour.AUTHENTICATOR, person)
    assert isinstance(came, SignedIn)
    assert person.asked == [(Reason.AUTHENTICATOR, False), (Reason.AUTHENTICATOR, True)]
    assert (log["code_tries"], log["sign_in_tries"]) == (2, 1)


@pytest.mark.parametrize(
    ("codes", "reason", "tries"),
    [
        ([], Reason.CODE_BY_EMAIL, 0),
        ([""], Reason.CODE_BY_EMAIL, 0),
        (["000000"], Reason.WRONG_CODE, 1),
        (["0", "1", "2", "3", CODE], Reason.WRONG_CODE, 3),
    ],
)
async def test_without_the_right_code_it_ends_after_three_at_most(
    enter, beside, codes, reason, tries
) -> None:
    came, log = await enter(Behaviour.CODE_BY_EMAIL, beside(codes))
    assert came == Obstacle(Outcome.PERSON_NEEDED, reason)
    assert (log["code_tries"], log["sign_in_tries"]) == (tries, 1)


async def test_an_approval_is_waited_for_as_long_as_somebody_waits(enter, beside, nobody) -> None:
    person = beside(waits=30)
    came, _ = await enter(Behaviour.APP_APPROVAL, person)
    assert isinstance(came, SignedIn)
    assert set(person.told) == {Reason.APP_APPROVAL}
    assert person.left == sorted(person.left, reverse=True)
    came, _ = await enter(Behaviour.APP_APPROVAL, nobody)
    assert came == Obstacle(Outcome.PERSON_NEEDED, Reason.APP_APPROVAL)
    assert len(nobody.told) == 1


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [(Behaviour.CAPTCHA, Reason.CAPTCHA), (Behaviour.RESTRICTED, Reason.RESTRICTED)],
)
async def test_what_only_a_browser_can_do_is_named_and_left_alone(
    enter, nobody, behaviour, reason
) -> None:
    came, log = await enter(behaviour, nobody)
    assert came == Obstacle(Outcome.REFUSED, reason)
    assert (log["sign_in_tries"], log["sign_ins_done"]) == (1, 0)


@pytest.mark.parametrize("is_wanted", [True, False])
async def test_somebody_else_is_kept_only_if_that_is_confirmed(enter, beside, is_wanted) -> None:
    person = beside(confirms=is_wanted)
    came, _ = await enter(Behaviour.ON, person, member="ada-lovelace")
    assert person.seen == ["on-sample"]
    if is_wanted:
        assert isinstance(came, SignedIn)
    else:
        assert came == Obstacle(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER, "on-sample")


async def test_who_has_no_member_yet_is_asked_nothing(enter, nobody) -> None:
    came, _ = await enter(Behaviour.ON, nobody, member=None)
    assert isinstance(came, SignedIn)
    assert nobody.seen == []


async def test_a_page_that_stays_as_it_was_gives_no_verdict_on_a_password(
    enter_page, monkeypatch
) -> None:
    monkeypatch.setattr("optout_profiles.runs.sign_in.ANSWER_PATIENCE", 0.5)
    notice = '<div role="alert">This site uses cookies</div>'
    still = f'{notice}{NAME}{WORD}<button type="button">Sign in</button>'
    came, sent = await enter_page(still)
    assert came == Obstacle(Outcome.TOO_SLOW, Reason.DEADLINE)
    assert sent == []


async def test_a_form_that_comes_back_is_a_verdict_without_a_word(enter_page) -> None:
    came, sent = await enter_page(FORM, FORM)
    assert came == Obstacle(Outcome.SIGN_IN_NEEDED, Reason.NOT_ACCEPTED)
    assert len(sent) == 1


@pytest.mark.parametrize(
    "html",
    [
        FORM.replace("post", "get"),
        FORM.replace('"/taken"', '"http://localhost:1/"'),
        FORM.replace("submit", 'submit" formaction="http://localhost:1/'),
        FORM.replace("submit", 'submit" formmethod="get'),
        FORM.replace('name="u"', 'name="action"').replace('"/taken"', '"http://localhost:1/"'),
        FORM + FORM,
        f'{NAME}{WORD}<button type="button">Sign in with Apple</button>',
        f"{NAME}{WORD}",
        FORM.replace(NAME, ""),
    ],
    ids=[
        "get",
        "elsewhere",
        "button elsewhere",
        "button get",
        "hidden action",
        "two",
        "Apple",
        "none",
        "nameless",
    ],
)
async def test_where_it_is_not_clear_what_would_be_sent_nothing_is_typed(enter_page, html) -> None:
    came, sent = await enter_page(html)
    assert came == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS)
    assert sent == []


@pytest.mark.parametrize(
    "buttons",
    [
        "<button>Sign in</button><button>Join now</button>",
        "<button>Sign in with Google</button><button>Anmelden</button>",
        "<button>Einloggen</button><button>Mit Microsoft einloggen</button>",
    ],
)
async def test_the_button_is_told_by_its_words_or_is_the_last_and_never_anothers(
    enter_page, buttons
) -> None:
    script = """<script>for (const one of document.querySelectorAll("button")) one.onclick = () =>
    fetch("/pressed", {method: "POST", body: one.textContent}).then(() => location = "/taken");
    </script>"""
    came, sent = await enter_page(f"<div>{NAME}{WORD}</div>{buttons}{script}", **{"/pressed": "ok"})
    assert came == Obstacle(Outcome.REFUSED, Reason.TOO_MANY_REQUESTS)
    assert sent in (["Sign in"], ["Anmelden"], ["Einloggen"])


async def test_a_captcha_beside_the_form_is_seen_before_anything_is_typed(enter_page) -> None:
    came, sent = await enter_page(f'{FORM}<div id="captchaV2Challenge-1">Which are hats?</div>')
    assert came == Obstacle(Outcome.REFUSED, Reason.CAPTCHA)
    assert sent == []


async def test_what_was_typed_is_shown_nowhere() -> None:
    shown = repr(Credentials("ada@practice.invalid", Secret("canary")))
    assert "ada" not in shown
    assert "canary" not in shown
