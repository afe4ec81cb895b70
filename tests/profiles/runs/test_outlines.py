"""Outlines of pages in a real browser: what is told of them, and what never is."""

import re

import pytest
from msgspec.structs import replace

from optout_profiles.browser.outline import MOST_BYTES, MOST_LINES, redacted
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.practice import PracticeSite
from optout_profiles.runs.judging import Found, Obstacle
from optout_profiles.runs.outlines import hidden, outline_at

in_a_browser = pytest.mark.asyncio(loop_scope="module")

PATH = "/mypreferences/d/settings/data-for-ai-improvement"
NAV = '<nav><a href="/feed/">Home</a> <a href="/in/ada-lovelace/">Ada Lovelace</a></nav>'
RENAMED = """<main><h1>Data for model training</h1><div>
<input type="checkbox" role="switch" id="s" aria-labelledby="allowRenamedKey" checked>
<label for="s">Use my data for training</label></div></main>"""


@pytest.fixture
def outline(browser_for, pages):
    """Return the outline of a page with this HTML, one of the settings unless elsewhere."""

    async def see(html: str, path: str = PATH) -> str:
        origin, _ = pages({path.partition("?")[0]: html})
        profile = replace(PracticeSite([]).profile, origin=origin)
        async with browser_for(profile).visit() as page:
            await page.open(path)
            return await page.outline()

    return see


@in_a_browser
async def test_a_renamed_switch_is_told_as_it_is_on_the_page(outline) -> None:
    told = (await outline(NAV + RENAMED)).split("\n")
    assert re.fullmatch(r"Chromium [\d.]+, profile practice", told[0])
    assert told[1:] == [
        f"address {PATH}",
        "nav",
        "  a /feed “Home”",
        "  a /in/…",
        "main",
        "  h1 “Data for model training”",
        "  input role=switch type=checkbox aria-labelledby=allowRenamedKey id=s checked",
        "  label “Use my data for training”",
    ]


@in_a_browser
async def test_frames_shadow_roots_and_what_is_not_seen_are_told(outline) -> None:
    html = """<iframe srcdoc="<h2>Inside a frame</h2>"></iframe>
    <div id="host"></div><button hidden>Change</button>
    <div data-control-name="toggle_button">On</div>
    <script>host.attachShadow({mode: "open"}).innerHTML = "<h3>In a shadow</h3>"</script>"""
    told = await outline(html)
    for line in ("  h2 “Inside a frame”", "h3 “In a shadow”", "button unseen “Change”"):
        assert f"\n{line}" in told
    assert "div data-control-name=toggle_button “On”" in told


SECRETS = {
    "a neighbour's name": '<li><a href="/in/nora/">Nora</a><button>Follow Canary</button></li>',
    "a link to a neighbour": '<a href="/in/canary/">Canary</a>',
    "a heading about a neighbour": '<article><h2>Canary</h2><a href="/in/nora/">x</a></article>',
    "a name told elsewhere too": '<h2>Hello, Canary!</h2><a href="/in/me/">Canary</a>',
    "a name that a picture tells": '<h2>Canary</h2><a href="/in/x/"><img alt="Canary One"></a>',
    "a heading that links": '<h2><a href="/in/nora/">Canary</a></h2>',
    "what was typed": '<input value="canary"><textarea>canary</textarea>',
    "what may be chosen": "<select><option>canary</option></select>",
    "a picture's words": '<button><img alt="Canary"></button>',
    "a script": "<button>x<script>/* canary */</script><style>canary{}</style></button>",
    "an e-mail address": "<button>Send to canary@example.test</button>",
    "a question": '<a href="/mypreferences/d/?canary=1#canary">x</a>',
    "a challenge": '<a href="/checkpoint/challenge/canary">x</a>',
    "a challenge in the settings": '<a href="/mypreferences/d/challenge/canary">x</a>',
    "a token in a path": '<a href="/mypreferences/d/canary4711canary">x</a>',
    "a name in a path": '<a href="/mypreferences/d/can%61ry-caf%C3%A9">x</a>',
    "a path elsewhere": '<a href="/company/canary/people">x</a>',
    "whoever signs in to an address": '<a href="https://canary:canary@evil.test/">x</a>',
    "a script's address": "<a href=\"javascript:alert('canary')\">x</a>",
    "a paragraph": "<p>canary</p><div>canary</div>",
    "a title": "<title>canary</title>",
    "a class": '<button class="canary">x</button>',
    "another attribute": '<button data-member="canary" name="canary" title="canary">x</button>',
}


@pytest.mark.parametrize("what", SECRETS)
@in_a_browser
async def test_what_is_somebodys_or_secret_is_not_told(outline, what) -> None:
    told = await outline(f"{NAV}<main>{SECRETS[what]}</main>")
    assert "canary" not in told.lower()
    assert "\nmain" in told  # the rest is


@pytest.mark.parametrize(
    "path", ["/feed/", "/in/nora/", "/messaging/thread/2-abc", "/checkpoint/challenge/AQF-secret"]
)
@in_a_browser
async def test_elsewhere_than_in_the_settings_no_words_are_told_but_known_ones(
    outline, path
) -> None:
    html = "<h1>Canary Person</h1><h2>Data for Generative AI Improvement</h2><button>x</button>"
    told = await outline(html, path)
    assert "anary" not in told
    assert "AQF" not in told
    assert "\nh1 …\nh2 “Data for Generative AI Improvement”\nbutton …" in told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("allowDataForGenerativeAI", "allowDataForGenerativeAI"),
        ("allowMemberDataForContentModels", "allowMemberDataForContentModels"),
        ("Daten zur Verbesserung generativer KI", "Daten zur Verbesserung generativer KI"),
        ("Données pour l'amélioration de l'IA", "Données pour l'amélioration de l'IA"),
        ("data-for-ai-improvement", "data-for-ai-improvement"),
        ("since 2024", "since 2024"),
        ("write to ada@example.org now", "write to … now"),
        ("call +44 20 7946 0958 now", "call … now"),
        ("no. 123456789", "no. …"),
        ("AQEDATx1a2b3c4d5e6", "…"),
        ("ajax:8123456789012345678", "ajax:…"),
        ("dGhpcyBpcyBhIHNlY3JldA", "…"),
        ("x" * 41, "…"),
    ],
)
def test_words_that_look_like_secrets_are_left_out(said, told) -> None:
    assert redacted(said) == told


def test_the_accounts_own_names_are_left_out_in_whatever_spelling() -> None:
    names = ["Ada King-Lovelace", "ada.private@example.test", "jos%C3%A9-l", "Xi"]
    text = "h1 “Hello, ADA”\na “Lovelace, Canada”\nb “ada.private” “josé-l” “jos%c3%a9-L” “Xi”"
    told = "h1 “Hello, …”\na “…, Canada”\nb “…” “…” “…” “…”"
    assert hidden(text, names) == told
    assert hidden(text, []) == text


@in_a_browser
async def test_names_that_know_no_capitals_or_have_two_letters_are_left_out_too(outline) -> None:
    told = await outline(
        "<main><h2>こんにちは山田さん</h2><h2>Bo, welcome to the bobsleigh</h2>"
        '<a href="/in/x/">山田</a><a href="/in/y/">Bo</a><a href="/in/z/">see all</a>'
        "<h2>to see all</h2></main>"
    )
    assert "山田" not in told
    assert "“…, welcome to the bobsleigh”" in told
    assert "“to see all”" in told


@in_a_browser
async def test_no_outline_is_longer_than_it_may_be(outline) -> None:
    many = await outline(f"<main>{'<button>Press</button>' * 1000}</main>")
    assert len(many.split("\n")) <= MOST_LINES
    assert many.endswith("\n(there is more)")
    wide = await outline(f"<main>{'<button>' + 'wide ä ' * 100 + '</button>'}</main>" * 150)
    assert len(wide.encode()) <= MOST_BYTES


@in_a_browser
async def test_a_page_that_is_deep_or_huge_is_outlined_all_the_same(outline) -> None:
    grow = """<h1>First</h1><main id=m hidden></main>
    <script>let at = m; for (let n = 0; n < {}; n++) {}</script>"""
    deep = grow.format(20_000, 'at = at.appendChild(document.createElement("div"))')
    wide = grow.format(200_000, 'm.appendChild(document.createElement("div"))')
    for html in (deep, wide):
        assert "h1 “First”" in await outline(html)


@pytest.mark.parametrize(
    "bent",
    [
        "Element.prototype.matches = () => { throw 1 }",
        "performance.now = () => 0",
        "Array.prototype.filter = () => ['canary']",
        "String.prototype.slice = () => ({})",
        "Element.prototype.getAttribute = () => 7",
    ],
)
@in_a_browser
async def test_a_page_that_bends_what_reads_it_is_told_of_harmlessly_or_not_at_all(
    browser_for, pages, bent
) -> None:
    origin, _ = pages({PATH: f"<script>{bent}</script><main><button>x</button></main>"})
    profile = replace(PracticeSite([]).profile, origin=origin)
    async with browser_for(profile).visit() as page:
        await page.open(PATH)
        told = await outline_at(page, Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NO_SWITCH))
    assert len(told) <= MOST_BYTES
    assert told.replace("\n", "").isprintable()


@in_a_browser
async def test_what_a_terminal_would_obey_is_not_told(outline) -> None:
    told = await outline("<h1>a\x1b[2J\x9b2J\u202eb\u2028c\x07</h1><main></main>")
    assert told.replace("\n", "").isprintable()
    assert len([line for line in told.split("\n") if line.startswith("h1 ")]) == 1


@pytest.mark.parametrize(
    ("verdict", "has_one"),
    [
        (Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NO_SWITCH), True),
        (Obstacle(Outcome.NOT_UNDERSTOOD, Reason.HTTP_STATUS), True),
        (Obstacle(Outcome.TOO_SLOW, Reason.DEADLINE), True),
        (Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NETWORK), False),
        (Obstacle(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT), False),
        (Obstacle(Outcome.PERSON_NEEDED, Reason.CODE), False),
        (Obstacle(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER), False),
        (Obstacle(Outcome.NOT_OFFERED, Reason.NO_SWITCH), False),
        (Found(Setting.ON, "ada"), False),
    ],
)
@in_a_browser
async def test_only_a_page_that_was_not_understood_has_an_outline(
    browser_for, pages, verdict, has_one
) -> None:
    origin, _ = pages({PATH: NAV + RENAMED})
    profile = replace(PracticeSite([]).profile, origin=origin)
    async with browser_for(profile).visit() as page:
        await page.open(PATH)
        assert bool(await outline_at(page, verdict)) is has_one


@in_a_browser
async def test_a_page_that_is_gone_has_no_outline_and_raises_nothing(browser_for, pages) -> None:
    origin, _ = pages({PATH: NAV})
    profile = replace(PracticeSite([]).profile, origin=origin)
    async with browser_for(profile).visit() as page:
        await page.open(PATH)
        await page._page.close()
        assert not await outline_at(page, Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NO_SWITCH))
