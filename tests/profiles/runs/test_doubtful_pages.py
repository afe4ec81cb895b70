"""Pages that look like the setting, or like its absence, and prove neither; nothing is pressed."""

import asyncio

import pytest
from msgspec.structs import replace

from optout_profiles.browser.browsing import running_browser
from optout_profiles.browser.finding import find_browser
from optout_profiles.errors import StepFailed
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.practice import PracticeSite
from optout_profiles.runs.account_run import run_account
from optout_profiles.runs.events import Kind
from optout_profiles.runs.judging import Found, Obstacle
from optout_profiles.runs.reading import read_setting
from optout_profiles.runs.results import RunResult

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/mypreferences/d/settings/data-for-ai-improvement"
CATEGORY = "/mypreferences/d/categories/privacy"
FEED = "/feed/"
THERE = "/mypreferences/d/settings/elsewhere"
ROW = "Data for Generative AI Improvement"
HEADING = f"<h1>{ROW}</h1>"
NAV = '<nav><a href="/in/ada/">me</a></nav>'
GONE = f"404 {NAV}"
OFF = "<input type=checkbox role=switch>"
ON = "<input type=checkbox role=switch checked>"
KEYED = OFF.replace(">", ' aria-labelledby="allowDataForGenerativeAI">')
RESEARCH = OFF.replace(">", ' aria-labelledby="allowAnonymizedDataResearch">')
ROWS = '<a href="/mypreferences/d/settings/search-history">Search history</a>'
FLIPS = "onclick=\"fetch('/save', {method: 'PUT', body: 'flip'})\""
MISSING = "<script>fetch('/more')</script>"

ALONE = {
    "the setting is another kind of switch": f"""{HEADING}<button role=switch
        aria-checked=true>Use my data</button><footer>Autoplay {OFF}</footer>""",
    "the setting is a plain box": f"""{HEADING}<label><input type=checkbox checked>Use my data
        </label><p>Autoplay {OFF}""",
    "the setting is a choice of two": f"""{HEADING}<label><input type=radio name=a checked>On
        </label><label><input type=radio name=a>Off</label>{OFF}""",
    "the setting is a list to choose from": f"""{HEADING}<select><option>On<option>Off</select>
        {OFF}""",
    "the setting is in a frame of others": f"""{HEADING}{OFF}<iframe width=300 height=100
        src="http://localhost:1/x"></iframe>""",
    "it stands under another heading": f"{HEADING}<p>On</p><h2>Autoplay</h2>{OFF}",
    "it stands before the heading": f"{OFF}{HEADING}",
    "it frames the page": f"{HEADING}<footer>{OFF}</footer>",
    "it stands beside the page": f"{HEADING}<aside>{OFF}</aside>",
    "the setting is a switch beside a known one": f"""{HEADING}<button role=switch
        aria-checked=true>Use my data</button>{RESEARCH}""",
    "the setting is a choice beside a known one": f"""<label><input type=radio name=a checked>On
        </label><label><input type=radio name=a>Off</label>{RESEARCH}""",
    "the setting is only spoken of": f"<p>{ROW} is not available here.</p>{OFF}",
}
UNREADABLE = {
    "hidden, another drawn in its place": f"""<span id=allowDataForGenerativeAI>Use my data</span>
        <div role=switch aria-checked=true>On</div>{KEYED.replace(">", " style=display:none>")}""",
    "transparent, another drawn beside it": f"""<p><b role=switch aria-checked=true>On</b>
        {KEYED.replace(">", " style=opacity:0>")}</p>""",
    "transparent, another drawn over it": f"""<div>{KEYED.replace(">", " style=opacity:0>")}</div>
        <div role=switch aria-checked=true style="position:fixed;inset:0">On</div>""",
    "hidden, a button with another key drawn in its place": f"""<p>
        {KEYED.replace(">", " style=display:none>")}
        <button role=switch aria-checked=true aria-labelledby=label-7>On</button></p>""",
    "hidden, a word of its own beside it": f"""<span id=allowDataForGenerativeAI>Use my data</span>
        {KEYED.replace(">", " style=display:none>")}<button>On</button>""",
    "disabled from above": f"<fieldset disabled>{KEYED}</fieldset>",
    "busy from above": f"<div aria-busy=true>{KEYED}</div>",
    "disabled for screen readers": f"<div aria-disabled=true>{KEYED}</div>",
    "older, pressed and off": f"""{HEADING}<div data-control-name=toggle_button role=button
        aria-pressed=true>Off</div>""",
}
ELSEWHERE = {
    "a list of sections": {
        CATEGORY: f"<h2>{ROW}</h2><p>On <button>Edit</button><h2>Autoplay</h2>{OFF}"
    },
    "a post": {FEED: f"<article><a href=/pulse/x><h2>{ROW}</h2></a></article><p>Active {OFF}"},
    "an article": {
        FEED: f"<article><a href=/pulse/x><b>{ROW}</b></a></article>",
        "/pulse/x": f"<article>{HEADING}</article>Notify me {OFF}",
    },
    "a member's page": {
        FEED: "<article><a href=/in/sam/>Data privacy</a></article>",
        "/in/sam/": f"{HEADING}Follow {OFF}",
    },
    "a button of a post": {FEED: f"<article><button {FLIPS}>Me</button></article>"},
    "a row that is a button": {CATEGORY: f"<button {FLIPS}>{ROW}</button>"},
    "a row with a switch": {
        CATEGORY: f"<div role=button {FLIPS}><b>Data privacy</b>{ON}</div><a href=/x>x</a>{OFF}"
    },
    "a row with a box": {
        CATEGORY: f"<p {FLIPS}><a href=#>Data privacy</a><input type=checkbox></p><a href=/x>x</a>"
    },
    "a label": {CATEGORY: f"<label {FLIPS}><a href=#>Data privacy</a></label>"},
    "a file": {CATEGORY: f"<a href='blob:ORIGIN/x'>{ROW}</a>"},
}
NOT_ABSENT = {
    "a part of the list did not come": (f"{ROWS}{MISSING}", Reason.DATA_MISSING),
    "a row is folded away": (
        f"{ROWS}<details><summary>More</summary><button>{ROW}</button></details>",
        Reason.NO_SWITCH,
    ),
    "a row's address begins with a language": (
        f'{ROWS}<a href="/sv{PATH}">Data</a>',
        Reason.NO_SWITCH,
    ),
    "a row's name has a soft hyphen": (
        f"{ROWS}<button>Data for Genera&shy;tive AI Improvement</button>",
        Reason.NO_SWITCH,
    ),
    "there are more rows than are told": (
        "".join(f'<a href="/mypreferences/d/settings/s{n}">s</a>' for n in range(1001)),
        Reason.NO_SWITCH,
    ),
}


@pytest.fixture
def read(browser_for, pages):
    """Read the setting of Ada on pages by path, each with her navigation; nothing may be sent."""

    async def see(by_path: dict[str, str]):
        there = dict.fromkeys((PATH, CATEGORY, FEED), GONE)
        pages_of_ada = {path: NAV + html for path, html in by_path.items() if html[:1] == "<"}
        shown = by_path | pages_of_ada
        served = there | shown
        origin, sent = pages(served)
        served |= {path: html.replace("ORIGIN", origin) for path, html in served.items()}
        profile = replace(PracticeSite([]).profile, origin=origin, steady_for=0.3)
        async with browser_for(profile).visit() as page:
            found = await read_setting(page, profile, "ada")
        assert not any(sent)  # but what the page sends by itself, which is empty here
        return found

    return see


async def each(read, pages_by_name):
    """Return what is read on each, a few at once: many are waited for in vain."""
    few = asyncio.Semaphore(8)

    async def one(by_path):
        async with few:
            return await read(by_path)

    found = await asyncio.gather(*map(one, pages_by_name.values()))
    return dict(zip(pages_by_name, found, strict=True))


def obstacles(names, reason):
    return dict.fromkeys(names, Obstacle(Outcome.NOT_UNDERSTOOD, reason))


async def test_a_switch_without_a_key_is_ours_only_if_nothing_else_could_be(read) -> None:
    seen = await each(read, {name: {PATH: html} for name, html in ALONE.items()})
    assert seen == obstacles(ALONE, Reason.UNKNOWN_SWITCH)


async def test_a_switch_that_cannot_be_used_or_is_contradicted_has_no_state(read) -> None:
    seen = await each(read, {name: {PATH: html} for name, html in UNREADABLE.items()})
    assert seen == obstacles(UNREADABLE, Reason.STATE_UNREADABLE)


async def test_what_others_wrote_and_what_may_change_something_is_no_way(read) -> None:
    assert await each(read, ELSEWHERE) == obstacles(ELSEWHERE, Reason.NOT_FOUND)


async def test_what_may_be_there_unseen_is_not_called_not_offered(read) -> None:
    here = {name: {PATH: RESEARCH, CATEGORY: html} for name, (html, _) in NOT_ABSENT.items()}
    seen = await each(read, {name: pages | {"/more": "500 x"} for name, pages in here.items()})
    told = {name: Obstacle(Outcome.NOT_UNDERSTOOD, why) for name, (_, why) in NOT_ABSENT.items()}
    assert seen == told


BESIDE = {
    "messages with boxes": "<aside><input type=checkbox>Archive all</aside>",
    "messages from somebody": "<div><header><a href=/in/bob/>Bob</a></header></div>",
    "a choice of languages": "<div><select><option>English</select></div>",
    "a question about cookies": "<dialog open><input type=checkbox>All cookies</dialog>",
    "a button that is pressed": "<div><button aria-pressed=true>Mute</button></div>",
    "an alias of whoever looks": "<a href=/in/me/>Me</a>",
    "a message about restrictions": """<aside>Access to your account has been temporarily
        restricted, click here</aside>""",
    "news that count": """<b role=alert>0</b><script>setInterval(() =>
        document.querySelector("[role=alert]").innerText++, 100)</script>""",
    "reports": "<script>setInterval(() => navigator.sendBeacon('/x'), 100)</script>",
    "reports that are written": """<script>setInterval(() =>
        fetch("/platform-telemetry/x", {method: "POST"}), 100)</script>""",
    "a stream of news": "<script>fetch('/realtime/connect?rc=1').then((a) => a.text())</script>",
    "asking again and again": """<script>setInterval(() =>
        fetch("/news").then((answer) => answer.text()), 300)</script>""",
    "asking again and again with a number": """<script>setInterval(() =>
        fetch("/news?t=" + Date.now()).then((answer) => answer.text()), 200)</script>""",
    "a question that covers the page": """<script>
        document.querySelector("main").inert = true</script>""",
}


async def test_what_stands_beside_the_switch_keeps_it_from_nothing(read) -> None:
    """Its input is transparent over its picture, as it may well be."""
    ours = f"<main><label>{KEYED.replace('>', ' style=opacity:0>')}Use my data</label></main>"
    here = {name: {PATH: ours + html, "/news": "{}"} for name, html in BESIDE.items()}
    here["a stream of news"]["/realtime/connect"] = "late"
    assert await each(read, here) == dict.fromkeys(BESIDE, Found(Setting.OFF, "ada"))


LATE_STATE = "document.querySelector('input').checked = true"
ASKS = """<script>const ask = (what) => fetch("/ask?" + what).then((answer) => answer.text());"""
LATE = {
    "asked for ahead": f"""<link rel=preload as=fetch href=/late crossorigin><script>
        fetch("/late").then((answer) => answer.text()).then(() => {LATE_STATE})</script>""",
    "posted for": f"""<script>fetch("/late", {{method: "POST"}})
        .then((answer) => answer.text()).then(() => {LATE_STATE})</script>""",
    "as the third at one place": f"""{ASKS}
        ask("me").then(() => ask("news")).then(() => ask("late")).then(() => {LATE_STATE})
        </script>""",
    "in an event": f"""<script>new EventSource("/event").onmessage = () => {LATE_STATE}</script>""",
}
GONE_WRONG = {
    "asked for ahead": """<link rel=preload as=fetch href=/state crossorigin>
        <script>fetch("/state").catch(() => 0)</script>""",
    "in an event": "<script>new EventSource('/state')</script>",
    "as the third at one place": f"""{ASKS}
        ask("me").then(() => ask("news")).then(() => ask("state"))</script>""",
    "before another at one place": f"""{ASKS} ask("state").then(() => ask("me"))</script>""",
    "twice, once in vain": "<script>fetch('/state?a=1'); fetch('/state?a=2')</script>",
}


async def test_a_state_that_is_fetched_in_any_way_is_waited_for_and_missed(read) -> None:
    late = {"/late": "late", "/ask?late": "late"}
    ways = {name: late | {PATH: KEYED + html} for name, html in LATE.items()}
    ways["in an event"]["/event"] = "data: on\n\n"
    assert await each(read, ways) == dict.fromkeys(LATE, Found(Setting.ON, "ada"))
    failed = {"/state": "500 x", "/ask?state": "500 x"}
    failing = {name: failed | {PATH: KEYED + html} for name, html in GONE_WRONG.items()}
    assert await each(read, failing) == obstacles(GONE_WRONG, Reason.DATA_MISSING)


async def test_data_that_failed_did_not_come_with_what_was_posted_for_at_the_same_place(
    browser_for, pages
) -> None:
    asks = """<script>const ask = (what) =>
        fetch("/ask", {method: "POST", body: what}).then((answer) => answer.text());
        ask("state").then(() => ask("news"))</script>"""
    origin, sent = pages({PATH: f"{NAV}{KEYED}{asks}", "/ask?state": "500 x"})
    profile = replace(PracticeSite([]).profile, origin=origin, steady_for=0.3)
    async with browser_for(profile).visit() as page:
        found = await read_setting(page, profile, "ada")
    assert sent == ["state", "news"] * 2
    assert found == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.DATA_MISSING)


async def test_a_form_that_a_button_on_the_way_sends_is_noticed(browser_for, pages) -> None:
    form = f"<form method=post action={FEED} id=f></form>"
    button = "<button type=button onclick=f.submit()>Me</button>"
    feed = f"<nav><a href=/in/ada/>A</a>{button}</nav>{form}"
    origin, sent = pages({PATH: GONE, CATEGORY: GONE, FEED: feed})
    profile = replace(PracticeSite([]).profile, origin=origin, steady_for=0.3)
    result = await opted_out(browser_for, profile, Kind.CHECK)
    assert len(sent) == 1
    assert (result.outcome, result.reason) == (Outcome.NOT_VERIFIED, Reason.SENT_ON_THE_WAY)


async def test_a_frame_that_names_somebody_else_is_not_the_members_own(read) -> None:
    inside = f'<p>Signed in as <a href="/in/bob/">Bob</a></p>{KEYED}'
    seen = await read({PATH: "<iframe src=/inside></iframe>", "/inside": inside})
    assert seen == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.SEVERAL_MEMBERS)


async def test_the_header_of_a_post_is_not_the_pages_own(read) -> None:
    post = "<article><header><a href=/in/sam/>Sam</a></header></article>"
    assert await read({PATH: f"{post}{KEYED}"}) == Found(Setting.OFF, "ada")


async def test_a_post_about_a_restricted_account_restricts_none(read) -> None:
    words = "Access to your account has been temporarily restricted"
    assert await read({PATH: f"<article>{words}</article>{KEYED}"}) == Found(Setting.OFF, "ada")
    seen = await read({PATH: f"<article>{words}</article><p>{words}</p>{KEYED}"})
    assert seen == Obstacle(Outcome.REFUSED, Reason.RESTRICTED)


@pytest.mark.parametrize(
    ("method", "host", "is_missing"),
    [
        ("GET", "api.service.localhost", True),
        ("POST", "ads.service.localhost", False),  # what is only sent there reports, as a rule
        ("GET", "api.elsewhere.localhost", False),
    ],
)
async def test_data_of_the_services_domain_that_cannot_be_reached_is_missing(
    pages, method, host, is_missing
) -> None:
    asks = f"fetch('http://{host}/x', {{method: '{method}', mode: 'no-cors'}}).catch(() => 0)"
    origin, _ = pages({PATH: f"{NAV}{KEYED}<script>{asks}</script>"})
    own = "www.service.localhost"
    site = replace(
        PracticeSite([]).profile,
        origin=origin.replace("127.0.0.1", own),
        hosts=(own,),
        steady_for=0.3,
    )
    async with running_browser(find_browser(), site) as browser, browser.visit() as page:
        found = await read_setting(page, site, "ada")
    missing = Obstacle(Outcome.NOT_UNDERSTOOD, Reason.DATA_MISSING)
    assert found == (missing if is_missing else Found(Setting.OFF, "ada"))


async def test_an_address_that_makes_no_sense_is_no_exception(read) -> None:
    with pytest.raises(StepFailed):
        await read({PATH: f"{NAV}{KEYED}<a href='/.//[/mypreferences/d/settings/'>x</a>"})


async def test_an_address_that_a_page_has_bent_is_not_read(read) -> None:
    bent = "[{name: 'http://[', responseStatus: 404}]"
    script = f"<script>performance.getEntriesByType = () => {bent}</script>"
    assert await read({PATH: f"{NAV}{KEYED}{script}"}) == Found(Setting.OFF, "ada")


WORKER = """addEventListener("fetch", (event) => event.respondWith(new Response("made up")))"""


async def test_a_page_gets_no_answers_but_the_services(browser_for, pages) -> None:
    """A worker of its own could answer for it, unseen."""
    asks = "<script>navigator.serviceWorker.register('/worker.js').catch(() => 0)</script>"
    origin, _ = pages({PATH: f"{NAV}{KEYED}{asks}", "/worker.js": WORKER})
    profile = replace(PracticeSite([]).profile, origin=origin, steady_for=0.3)
    async with browser_for(profile).visit() as page:
        await read_setting(page, profile, "ada")
        workers = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
        assert await page._page.evaluate(workers) == 0


def opted_out(browser_for, profile, kind=Kind.OPT_OUT):
    async def ended():
        items = run_account(browser_for(profile), profile, "ada", (), kind)
        (result,) = [item async for item in items if isinstance(item, RunResult)]
        return result

    return ended()


async def test_already_off_is_not_said_after_one_reading(browser_for, pages) -> None:
    """The second reading finds it on, another page, or a state drawn late."""
    late = "<script>setTimeout(() => document.querySelector('input').checked = true, 2000)</script>"
    for second, reason in (
        (f"{NAV}{KEYED.replace('>', ' checked>')}", Reason.READINGS_DISAGREE),
        (f"{NAV}{KEYED}{late}", Reason.READINGS_DISAGREE),
        (f"503 {NAV}", Reason.HTTP_STATUS),
    ):
        served = {PATH: f"{NAV}{KEYED}<script>fetch('/seen', {{method: 'PUT'}})</script>"}
        origin, sent = pages(served)
        profile = replace(PracticeSite([]).profile, origin=origin, steady_for=0.4)
        ending = asyncio.ensure_future(opted_out(browser_for, profile, Kind.CHECK))
        while not sent:  # noqa: ASYNC110 (the page says it)
            await asyncio.sleep(0.01)
        served[PATH] = second
        result = await ending
        assert (result.outcome, result.reason) == (Outcome.NOT_UNDERSTOOD, reason)
        assert result.fact is None


@pytest.mark.parametrize(
    ("kind", "reason"), [(Kind.OPT_OUT, Reason.TURNED_BACK), (Kind.UNDO, Reason.OFF_AGAIN)]
)
async def test_what_was_changed_is_not_believed_before_a_truth_that_is_drawn_late(
    browser_for, pages, kind, reason
) -> None:
    """A page may draw what was sent, and what was kept some seconds later."""
    kept = KEYED if kind is Kind.UNDO else KEYED.replace(">", " checked>")
    sent_state = KEYED if kind is Kind.OPT_OUT else KEYED.replace(">", " checked>")
    box = "document.querySelector('input')"
    saves = f"{box}.onchange = () => fetch('/save', {{method: 'PUT', body: 'x'}})"
    late = f"setTimeout(() => {box}.checked = !{box}.checked, 2000)"
    served = {PATH: f"{NAV}{kept}<script>{saves}</script>"}
    origin, sent = pages(served)
    profile = replace(PracticeSite([]).profile, origin=origin, steady_for=0.4)
    ending = asyncio.ensure_future(opted_out(browser_for, profile, kind))
    while not sent:  # noqa: ASYNC110 (the page says it)
        await asyncio.sleep(0.01)
    served[PATH] = f"{NAV}{sent_state}<script>{late}</script>"
    result = await ending
    assert (result.outcome, result.reason) == (Outcome.DID_NOT_STICK, reason)


@pytest.mark.parametrize("afterwards", [GONE, f"{NAV}{HEADING}{OFF}", f"{NAV}{RESEARCH}"])
async def test_what_was_changed_is_not_proved_in_another_place_or_by_another_sign(
    browser_for, pages, afterwards
) -> None:
    saves = "document.querySelector('input').onchange = () => fetch('/save', {method: 'PUT'})"
    served = {
        PATH: f"{NAV}{KEYED.replace('>', ' checked>')}<script>{saves}</script>",
        CATEGORY: f'{NAV}<a href="{THERE}">{ROW}</a>',
        THERE: f"{NAV}{HEADING}{KEYED}",
    }
    origin, sent = pages(served)
    profile = replace(PracticeSite([]).profile, origin=origin, steady_for=0.3)
    ending = asyncio.ensure_future(opted_out(browser_for, profile))
    while not sent:  # noqa: ASYNC110 (the page says it)
        await asyncio.sleep(0.01)
    served[PATH] = afterwards
    result = await ending
    assert (result.outcome, result.fact) == (Outcome.NOT_VERIFIED, None)


async def test_a_way_that_sent_something_is_told_and_not_taken_again(browser_for, pages) -> None:
    flips = FLIPS.replace("flip", "menu")
    served = {
        PATH: GONE,
        CATEGORY: GONE,
        FEED: f"<nav><a href=/in/ada/>A</a><button {flips}>Me</button></nav>",
    }
    origin, sent = pages(served)
    profile = replace(PracticeSite([]).profile, origin=origin, steady_for=0.3)
    result = await opted_out(browser_for, profile, Kind.CHECK)
    assert sent == ["menu"]
    assert (result.outcome, result.reason) == (Outcome.NOT_VERIFIED, Reason.SENT_ON_THE_WAY)
