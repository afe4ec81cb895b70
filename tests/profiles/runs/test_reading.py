"""What a real browser makes of pages that no practice member has: odd, bent and hostile ones."""

import asyncio
from html import escape

import pytest
from msgspec.structs import replace

from optout_profiles.errors import PageError, StepFailed
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.practice import PracticeSite
from optout_profiles.runs.arriving import PATIENCE, opened
from optout_profiles.runs.judging import Found, Obstacle, is_row_absent, where_obstacle
from optout_profiles.runs.reading import read_setting

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/mypreferences/d/settings/data-for-ai-improvement"
CATEGORY = "/mypreferences/d/categories/privacy"
KEY = "allowDataForGenerativeAI"
NAV = '<nav><a href="/in/ada/">me</a></nav>'
RESEARCH = '<input type="checkbox" role="switch" aria-labelledby="allowAnonymizedDataResearch">'
ROWS = '<a href="/mypreferences/d/settings/search-history">Search history</a>'


def switch(attributes: str = "", key: str = KEY) -> str:
    return f'<input type="checkbox" role="switch" aria-labelledby="{key}" {attributes}>'


@pytest.fixture
def profile_at():
    return lambda origin: replace(PracticeSite([]).profile, origin=origin)


@pytest.fixture
def read(browser_for, pages, profile_at):
    """Read the setting on a page with this HTML, as Ada's, and on other pages by path."""

    async def see(html: str, others: dict[str, str] | None = None, steady_for: float = 0.2):
        origin, _ = pages({PATH: html} | (others or {}))
        profile = replace(profile_at(origin), steady_for=steady_for)
        async with browser_for(profile).visit() as page:
            return await read_setting(page, profile, "ada")

    return see


@pytest.mark.parametrize(
    "html",
    [
        f"{NAV}{switch()}",
        f"{NAV}{switch(key='allowAnonymizedDataResearch')}{switch()}",
        f'{NAV}{switch()}<a href="/in/nora/">Nora</a><a href="/in/otto/">Otto</a>',
        f'<nav><a href="/in/ada/">me</a> <a href="/in/ada/details">more</a></nav>{switch()}',
        f'<nav><a href="/in/ADA?x=1">me</a></nav>{switch()}',
        f'<nav><a href="https://evil.test/in/sam/">Sam</a></nav>{NAV}{switch()}',
        f'<a href="http://[/in/x">bad</a>{NAV}{switch()}',
        f'<a href="http://[/mypreferences/d/settings/x">bad</a>{NAV}{switch()}',
        f'{NAV}{switch()}<div id="captchaV2Challenge-x" style="display:none">x</div>',
        f'{NAV}{switch()}<div id="captchaV2Challenge-x" style="visibility:hidden">x</div>',
        f'{NAV}{switch()}<iframe id="captchaV2Challenge-x" frameborder=0 width=1 height=1>',
        f'{NAV}{switch()}<input id="password" type="password" style="display:none">',
        f"{NAV}{switch('style=opacity:0')}",
    ],
)
async def test_a_page_with_odd_neighbours_is_read(read, html) -> None:
    seen = await read(html)
    assert isinstance(seen, Found), seen
    assert (seen.setting, seen.member.lower()) == (Setting.OFF, "ada")


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (f"{NAV}{switch('aria-checked=mixed')}", Reason.STATE_UNREADABLE),
        (f"{NAV}{switch('checked aria-checked=false')}", Reason.STATE_UNREADABLE),
        (f"{NAV}{switch()}{switch()}", Reason.SEVERAL_SWITCHES),
        (f"{NAV}{switch('style=display:none')}", Reason.STATE_UNREADABLE),
        (f"{NAV}{switch('disabled aria-busy=true')}", Reason.STATE_UNREADABLE),
        (f"{NAV}{switch().replace('checkbox', 'text')}", Reason.STATE_UNREADABLE),
        (f'{NAV}{switch()}<iframe srcdoc="{escape(switch())}"></iframe>', Reason.SEVERAL_SWITCHES),
        (
            f'{NAV}{switch()}<button role=switch aria-labelledby="allowDataForGenerativeAI">',
            Reason.SEVERAL_SWITCHES,
        ),
        (
            f"{NAV}{switch()}<div id=host></div><script>document.getElementById('host')"
            f".attachShadow({{mode: 'open'}}).innerHTML = `{switch('checked')}`</script>",
            Reason.SEVERAL_SWITCHES,
        ),
        (f'{NAV}<nav><a href="/in/sam/">Sam</a></nav>{switch()}', Reason.SEVERAL_MEMBERS),
    ],
)
async def test_a_page_that_says_two_things_is_unknown(read, html, reason) -> None:
    assert await read(html) == Obstacle(Outcome.NOT_UNDERSTOOD, reason)


def framed(html: str) -> str:
    return f'<iframe srcdoc="{escape(html)}"></iframe>'


def in_two_shadows(html: str) -> str:
    return f"""<div id=host></div><script>
      const outer = document.getElementById("host").attachShadow({{mode: "open"}});
      outer.innerHTML = "<p><span></span></p>";
      outer.querySelector("span").attachShadow({{mode: "open"}}).innerHTML = `{html}`;
    </script>"""


STRANGE = switch(key="allowSomethingNew")
OLDER = '<div data-control-name="toggle_button">On</div>'


HIDDEN = (framed, in_two_shadows, lambda html: framed(in_two_shadows(html)))


async def test_a_switch_that_is_not_known_is_seen_wherever_it_stands(read) -> None:
    """All at once: a page without our switch is waited for in vain."""
    listed = {CATEGORY: f"{NAV}{ROWS}"}
    hidden = [hide(html) for hide in HIDDEN for html in (STRANGE, OLDER)]
    pages_read = (read(f"{NAV}{RESEARCH}{html}", listed) for html in ("", *hidden))
    without, *seen = await asyncio.gather(*pages_read)
    assert without == Obstacle(Outcome.NOT_OFFERED, Reason.NO_SWITCH, "ada")
    assert seen == [Obstacle(Outcome.NOT_UNDERSTOOD, Reason.UNKNOWN_SWITCH)] * len(hidden)


@pytest.mark.parametrize(
    ("html", "outcome", "reason"),
    [
        ('<div id="captchaV2Challenge-x">puzzle</div>', Outcome.REFUSED, Reason.CAPTCHA),
        (
            "<p>Access to your\n account has been <b>temporarily</b> restricted</p>",
            Outcome.REFUSED,
            Reason.RESTRICTED,
        ),
        ('<input id="password" type="password">', Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT),
        ('<input autocomplete="x one-time-code">', Outcome.PERSON_NEEDED, Reason.CODE),
        ("429 slow down", Outcome.REFUSED, Reason.TOO_MANY_REQUESTS),
        (f"503 {NAV}{switch()}", Outcome.NOT_UNDERSTOOD, Reason.HTTP_STATUS),
    ],
)
async def test_what_stands_before_the_setting_is_named_even_beside_it(
    read, html, outcome, reason
) -> None:
    assert await read(f"{html}{NAV}{switch()}") == Obstacle(outcome, reason)


@pytest.mark.parametrize(
    "html",
    [
        '<header role="banner"><a href="/in/me/">Me</a> <a href="/in/ada/">Ada wrote</a></header>',
        f'<nav><a href="/in/me/">Me</a></nav>{NAV}',
        f'{NAV}<nav><a href="/in/ME">Me</a></nav>',
        '<a href="/in/me/">Me</a> <a href="/in/ada/">Ada wrote</a>',
    ],
)
async def test_who_is_named_beside_an_alias_of_whoever_looks_may_be_somebody_else(
    read, html
) -> None:
    seen = await read(f"{html}{switch('checked')}")
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NO_MEMBER)


@pytest.mark.parametrize(
    "script",
    [
        "Array.prototype.map = () => 5",
        "Array.prototype.filter = () => ({})",
        "Object.keys = () => [{}]",
        "document.querySelectorAll = () => { throw new Error('canary') }",
        "document.querySelectorAll = () => [{ getAttribute: () => 7, closest: () => 1 }]",
        "URL = function () { return { origin: location.origin, pathname: 7 } }",
        "Set = function () { return [1] }",
    ],
)
async def test_a_page_that_bends_what_reads_it_is_no_crash_and_never_read_as_off(
    read, script
) -> None:
    html = f"<script>{script}</script>{NAV}{switch('checked')}"
    try:
        seen = await read(html)
    except PageError as error:
        seen = error
    assert not isinstance(seen, Found) or seen.setting is Setting.ON
    assert "canary" not in str(seen)


async def test_a_dialog_holds_nothing_up(read) -> None:
    html = f"<script>alert(1); confirm(2)</script>{NAV}{switch('checked')}"
    assert await read(html) == Found(Setting.ON, "ada")


@pytest.mark.parametrize(
    ("html", "is_absent"),
    [
        (f"{NAV}{ROWS}", True),
        (NAV, False),
        (f"{NAV}{ROWS}<a href='{PATH}/'>x</a>", False),
        (f"{NAV}{ROWS}<a href='https://elsewhere.test{PATH}'>x</a>", False),
        (f"{NAV}{ROWS}<p>Daten zur  Verbesserung\n<b>generativer</b> KI</p>", False),
        (f"{NAV}{ROWS}<p>Données pour l\u2019amélioration de l\u2019IA générative</p>", False),
        (f'<nav><a href="/in/sam/">Sam</a></nav>{ROWS}', False),
        (f"500 {NAV}{ROWS}", False),
    ],
)
async def test_a_row_is_looked_for_by_its_address_and_by_its_words(
    browser_for, pages, profile_at, html, is_absent
) -> None:
    origin, _ = pages({CATEGORY: html})
    profile = profile_at(origin)
    async with browser_for(profile).visit() as page:
        assert await opened(page, profile, CATEGORY) is None
        assert is_row_absent(await page.look(), profile, "ada") is is_absent


async def test_a_session_that_turns_in_circles_is_signed_out(
    browser_for, pages, profile_at
) -> None:
    by_path: dict[str, str] = {}
    origin, _ = pages(by_path)
    by_path[PATH] = f"{origin}{PATH}"
    profile = profile_at(origin)
    async with browser_for(profile).visit() as page:
        seen = await opened(page, profile, PATH)
    assert seen == Obstacle(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT)


async def test_a_port_without_a_service_is_a_network_problem(browser_for, profile_at) -> None:
    profile = profile_at("http://127.0.0.1:9")
    async with browser_for(profile).visit() as page:
        seen = await opened(page, profile, PATH)
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NETWORK)


@pytest.mark.parametrize(
    ("host", "reason"), [("localhost", Reason.OTHER_HOST), ("127.0.0.1", Reason.NETWORK)]
)
async def test_a_redirect_that_the_fence_stops_is_not_blamed_on_the_network(
    browser_for, pages, profile_at, host, reason
) -> None:
    origin, _ = pages({PATH: f"http://{host}:9{PATH}"})
    profile = profile_at(origin)
    async with browser_for(profile).visit() as page:
        seen = await opened(page, profile, PATH)
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, reason)


async def test_a_page_of_another_port_is_another_host(browser_for, pages, profile_at) -> None:
    other, _ = pages({PATH: f"{NAV}{switch()}"})
    origin, _ = pages({PATH: f"{other}{PATH}"})
    profile = profile_at(origin)
    async with browser_for(profile).visit() as page:
        assert await opened(page, profile, PATH) is None
        seen = where_obstacle(await page.look(), profile)
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_HOST)


DRAWN_IN_TWO_STEPS = """<body><script>
  const draw = (html) => { document.body.innerHTML = html };
  const link = '<a href="/mypreferences/d/settings/x"></a>';
  setTimeout(() => draw(document.body.innerHTML + link), 100);
  setTimeout(() => draw(`%s`), 400);
</script>%s"""


@pytest.mark.parametrize(
    "at_first",
    [
        f"{NAV}{switch('disabled')}",
        f'<a href="/in/nora/">Nora</a>{switch()}',
        f'<nav><a href="/in/nora/">Nora</a></nav>{switch()}',
        f'<a href="/in/nora/">Nora</a><a href="/in/otto/">Otto</a>{switch()}',
        f"{NAV}{switch()}{switch()}",
        f"{NAV}{switch('aria-checked=mixed')}",
    ],
)
async def test_what_a_page_shows_while_it_is_drawn_is_not_believed(read, at_first) -> None:
    seen = await read(DRAWN_IN_TWO_STEPS % (f"{NAV}{switch('checked')}", at_first), steady_for=0.5)
    assert isinstance(seen, Found), seen
    assert (seen.setting, seen.member) == (Setting.ON, "ada")


async def test_a_row_that_is_drawn_late_is_not_called_absent(read) -> None:
    late = DRAWN_IN_TWO_STEPS % (f"{NAV}{ROWS}<a href='{PATH}'>AI</a>", f"{NAV}{ROWS}")
    seen = await read(f"{NAV}{RESEARCH}", {CATEGORY: late}, steady_for=0.5)
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NO_SWITCH)


@pytest.mark.parametrize("body", ["{}", "x" * 4_000_000], ids=["small", "big"])
async def test_an_answer_that_nobody_reads_holds_nothing_up_for_ever(read, body) -> None:
    html = f"{NAV}{switch('checked')}<script>fetch('/unread')</script>"
    async with asyncio.timeout(PATIENCE + 3):
        assert await read(html, {"/unread": body}) == Found(Setting.ON, "ada")


async def test_an_answer_whose_body_comes_late_is_waited_for(read) -> None:
    html = f"""{NAV}{switch()}<script>fetch("/state").then((answer) => answer.text()).then(
      () => document.querySelector("input").checked = true)</script>"""
    assert await read(html, {"/state": "late"}) == Found(Setting.ON, "ada")


RESTLESS = """<a id=moving></a><script>setInterval(() => {
  document.getElementById("moving").href = "/mypreferences/d/settings/" + Math.random();
}, 20)</script>"""


async def test_of_a_page_that_never_rests_only_its_place_and_its_status_are_told(read) -> None:
    htmls = [
        f"{NAV}{switch()}",
        f"{NAV}{switch('disabled')}",
        f'<nav><a href="/in/nora/">Nora</a></nav>{switch()}',
        f'{NAV}{switch()}<div id="captchaV2Challenge-x">puzzle</div>',
        f"503 {NAV}{switch()}",
    ]
    too_slow = Obstacle(Outcome.TOO_SLOW, Reason.DEADLINE)
    assert await asyncio.gather(*(read(html + RESTLESS) for html in htmls)) == [
        *(too_slow, too_slow, too_slow),
        Obstacle(Outcome.REFUSED, Reason.CAPTCHA),
        Obstacle(Outcome.NOT_UNDERSTOOD, Reason.HTTP_STATUS),
    ]


@pytest.mark.parametrize("hide", HIDDEN)
@pytest.mark.parametrize(("state", "setting"), [("", Setting.OFF), ("checked", Setting.ON)])
async def test_the_switch_is_read_in_a_frame_and_in_a_shadow_root(
    read, hide, state, setting
) -> None:
    assert await read(f"{NAV}{hide(switch(state))}") == Found(setting, "ada")


FRAME = '<iframe src="/inside"></iframe>'


@pytest.mark.parametrize(
    ("html", "inside", "verdict"),
    [
        (FRAME, switch(), Found(Setting.OFF, "ada")),
        (FRAME, f"{NAV}{switch()}", Found(Setting.OFF, "ada")),
        (
            FRAME,
            f'<nav><a href="/in/sam/">Sam</a></nav>{switch()}',
            Obstacle(Outcome.NOT_UNDERSTOOD, Reason.SEVERAL_MEMBERS),
        ),
        (FRAME, f"203 {switch()}", Obstacle(Outcome.NOT_UNDERSTOOD, Reason.STATE_UNREADABLE)),
        (
            f"<div style='display:none'>{FRAME}</div>",
            switch(),
            Obstacle(Outcome.NOT_UNDERSTOOD, Reason.STATE_UNREADABLE),
        ),
        (
            f"{FRAME}{switch()}",
            '<div id="captchaV2Challenge-x">puzzle</div>',
            Obstacle(Outcome.REFUSED, Reason.CAPTCHA),
        ),
        (
            f"<div style='visibility:hidden'>{FRAME}</div>{switch()}",
            '<div id="captchaV2Challenge-x">puzzle</div>',
            Found(Setting.OFF, "ada"),
        ),
    ],
)
async def test_a_frame_is_a_part_of_its_page(read, html, inside, verdict) -> None:
    assert await read(f"{NAV}{html}", {"/inside": inside}) == verdict


@pytest.mark.parametrize(
    ("control", "verdict"),
    [
        ("On", Found(Setting.ON, "ada", is_keyed=False)),
        ("<span> OFF </span>", Found(Setting.OFF, "ada", is_keyed=False)),
        ("Aus", Obstacle(Outcome.NOT_UNDERSTOOD, Reason.STATE_UNREADABLE)),
        ("<b hidden>On</b>Off", Found(Setting.OFF, "ada", is_keyed=False)),
        (switch("checked", ""), Found(Setting.ON, "ada", is_keyed=False)),
        (switch("", "allowSomethingNew"), Obstacle(Outcome.NOT_UNDERSTOOD, Reason.UNKNOWN_SWITCH)),
    ],
)
async def test_an_older_switch_tells_its_state_by_a_word(read, control, verdict) -> None:
    html = '<h1>Data for Generative AI Improvement</h1><div data-control-name="toggle_button">'
    assert await read(f"{NAV}{html}{control}</div>") == verdict


@pytest.mark.parametrize(
    "part",
    [
        '<script>fetch("/state").catch(() => 0)</script>',
        '<script>fetch("/state", {method: "POST"}).catch(() => 0)</script>',
        '<script>fetch("/moved").then((answer) => answer.text())</script>',
        '<script src="/gone.js"></script>',
        '<script>fetch("/late", {signal: AbortSignal.timeout(200)}).catch(() => 0)</script>',
        '<iframe src="/state"></iframe>',
    ],
)
async def test_a_page_of_which_a_part_did_not_come_may_show_a_default(read, part) -> None:
    others = {"/state": "500 sorry", "/gone.js": "404 gone", "/late": "late"}
    others |= {"/moved": "/login/", "/login/": "<h1>Sign in</h1>"}
    seen = await read(f"{NAV}{switch()}{part}", others)
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.DATA_MISSING)


@pytest.mark.parametrize(
    "part",
    [
        '<script>fetch("/li/track", {method: "POST"}).catch(() => 0)</script>',
        '<script>navigator.sendBeacon("/state")</script>',
        '<script>fetch("http://elsewhere.test/state").catch(() => 0)</script>',
        '<script src="http://elsewhere.test/counts.js"></script>',
        '<img src="/gone.png">',
        """<script>fetch("/late", {signal: AbortSignal.timeout(200)})
          .then((answer) => answer.text())
          .catch(() => fetch("/late").then((answer) => answer.text()))</script>""",
    ],
)
async def test_what_can_hold_no_state_may_fail(read, part) -> None:
    others = {"/state": "500 sorry", "/gone.png": "404 gone", "/late": "late", "/li/track": "500"}
    assert await read(f"{NAV}{switch()}{part}", others) == Found(Setting.OFF, "ada")


async def test_a_page_with_far_too_many_elements_is_given_up_quickly(read) -> None:
    html = f"""{NAV}{switch()}<script>
      const many = document.createElement("div");
      many.innerHTML = "<i></i>".repeat(150000);
      document.body.append(many);
    </script>"""
    async with asyncio.timeout(PATIENCE + 5):
        assert await read(html) == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.TOO_LARGE)


@pytest.mark.parametrize(
    "html",
    [
        f"{switch()}{switch()}",
        switch(key="") * 2,
        switch(key="allowSomethingNew"),
        f"{switch(key='')}{switch(key='allowSomethingNew')}",
        f"{switch()}{framed(switch())}",
    ],
)
async def test_of_several_switches_none_is_taken_hold_of(
    browser_for, pages, profile_at, html
) -> None:
    """The page may have become another one since it was read."""
    origin, _ = pages({PATH: f"{NAV}{html}"})
    profile = profile_at(origin)
    async with browser_for(profile).visit() as page:
        await page.open(PATH)
        await page.loaded(PATIENCE)
        with pytest.raises(StepFailed):
            await page.hold()
