"""The ways to a setting that its address doesn't show: followed only as far as they are clear."""

import pytest
from msgspec.structs import replace

from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.practice import PracticeSite
from optout_profiles.runs.account_run import run_account
from optout_profiles.runs.events import Kind
from optout_profiles.runs.judging import Found, Obstacle
from optout_profiles.runs.reading import read_again, read_setting
from optout_profiles.runs.results import RunResult

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/mypreferences/d/settings/data-for-ai-improvement"
CATEGORY = "/mypreferences/d/categories/privacy"
INDEX = "/mypreferences/d/categories/account"
FEED = "/feed/"
THERE = "/mypreferences/d/settings/elsewhere"
ROW = "Data for Generative AI Improvement"
NAV = '<nav><a href="/in/ada/">Ada</a></nav>'
GONE = f"404 {NAV}<p>No such page.</p>"
ON = '<input type="checkbox" role="switch" checked>'
KEYED = '<input type="checkbox" role="switch" checked aria-labelledby="allowDataForGenerativeAI">'
SAVES = "onclick=\"fetch('/save', {method: 'PUT', body: 'trap'})\""
NOWHERE = Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NOT_FOUND)


def linked(words: str, path: str = THERE) -> str:
    return f'{NAV}<h1>Data privacy</h1><ul><li><a href="{path}">{words}</a></li></ul>'


def headed(control: str, heading: str = ROW) -> str:
    return f"{NAV}<h1>{heading}</h1>{control}"


def older(word: str) -> str:
    return f'<div data-control-name="toggle_button" role="button">{word}</div>'


@pytest.fixture
def profile_at():
    return lambda origin: replace(PracticeSite([]).profile, origin=origin, steady_for=0.2)


@pytest.fixture
def read(browser_for, pages, profile_at):
    """Read the setting of Ada, whose address is gone, on other pages by path."""

    async def see(others: dict[str, str], before: Found | None = None):
        origin, sent = pages({PATH: GONE, CATEGORY: GONE, FEED: GONE} | others)
        profile = profile_at(origin)
        async with browser_for(profile).visit() as page:
            again = before and await read_again(page, profile, before)
            found = again or await read_setting(page, profile, "ada")
        assert sent == []
        return found

    return see


@pytest.mark.parametrize(
    ("pages_there", "route"),
    [
        ({CATEGORY: linked(ROW), THERE: headed(ON)}, "section list"),
        ({CATEGORY: linked(ROW), THERE: headed(KEYED, "Something")}, "section list"),
        ({CATEGORY: linked(ROW), THERE: headed(older("On"))}, "section list"),
        ({CATEGORY: linked(f"<b>{ROW}</b> On"), THERE: headed(ON)}, "section list"),
        (
            {
                CATEGORY: linked("Daten zur Verbesserung generativer KI"),
                THERE: headed(ON, "Daten zur Verbesserung generativer KI"),
            },
            "section list",
        ),
        ({CATEGORY: f"{linked('Search history')}<p>{ROW}</p>{KEYED}"}, "section list"),
        ({CATEGORY: linked("Data privacy", INDEX), INDEX: linked(ROW), THERE: headed(ON)}, ""),
        ({FEED: linked("Settings & Privacy", INDEX), INDEX: linked(ROW), THERE: headed(ON)}, ""),
        (
            {
                FEED: f"{NAV}<nav><button onclick='m.hidden = false'>Me</button></nav>"
                f'<p id=m hidden><a href="{INDEX}">Settings &amp; Privacy</a></p>',
                INDEX: linked(ROW),
                THERE: headed(ON),
            },
            "",
        ),
        (
            {
                CATEGORY: linked("Manage your data and activity", INDEX),
                INDEX: linked("Data collected for AI model training"),
                THERE: headed(
                    "<button onclick='s.hidden = false'>Change</button>"
                    f"<div id=s role=dialog hidden>{ON}</div>",
                    "Data collected for AI model training",
                ),
            },
            "change button",
        ),
    ],
)
async def test_the_setting_is_found_by_the_words_of_links(read, pages_there, route) -> None:
    found = await read(pages_there)
    assert isinstance(found, Found), found
    assert (found.setting, found.member) == (Setting.ON, "ada")
    assert found.route == (route or "section list")


@pytest.mark.parametrize(
    "pages_there",
    [
        {CATEGORY: f"{linked(ROW)}{linked(ROW, INDEX)}", THERE: headed(ON), INDEX: headed(ON)},
        {CATEGORY: linked(ROW, "https://evil.example/"), THERE: headed(ON)},
        {CATEGORY: linked(ROW, "http://[/"), THERE: headed(ON)},
        {CATEGORY: linked("Data for Generative AI Improvements"), THERE: headed(ON)},
        {CATEGORY: f"<div hidden>{linked(ROW)}</div>", THERE: headed(ON)},
        {CATEGORY: linked(ROW), THERE: headed(ON, "Something else")},
        {CATEGORY: linked(ROW), THERE: headed(ON + ON)},
        {CATEGORY: linked(ROW), THERE: headed(ON.replace("checked", "aria-labelledby='x'"))},
        {CATEGORY: linked(ROW), THERE: headed(older("Activé"))},
        {CATEGORY: f"{NAV}<button role=switch {SAVES}>{ROW}</button>"},
        {CATEGORY: f"{NAV}<button aria-pressed=true {SAVES}>{ROW}</button>"},
        {CATEGORY: f"{NAV}<form method=post action=/save><button>{ROW}</button></form>"},
        {CATEGORY: f"{NAV}<button>{ROW}</button><b style='position:fixed;inset:0'>Cookies?</b>"},
        {
            CATEGORY: linked("Data collected for AI model training"),
            THERE: headed(
                f"<button onclick='s.hidden = false'>Change</button><b id=s hidden>{ON}",
                "Something else",
            ),
        },
    ],
)
async def test_a_way_that_is_not_clear_leads_nowhere(read, pages_there) -> None:
    assert await read(pages_there) == NOWHERE


async def test_every_page_on_the_way_must_be_the_members_own(read) -> None:
    sams = linked(ROW).replace("/in/ada/", "/in/sam/")
    seen = await read({CATEGORY: sams, THERE: headed(ON)})
    assert seen == Obstacle(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER, "sam")


async def test_a_refusal_on_the_way_is_one(read) -> None:
    seen = await read({CATEGORY: linked(ROW), THERE: f"429 {NAV}"})
    assert seen == Obstacle(Outcome.REFUSED, Reason.TOO_MANY_REQUESTS)


async def test_a_route_that_is_known_is_taken_first(read) -> None:
    pages_there = {PATH: headed(KEYED.replace("checked", "")), CATEGORY: linked(ROW)}
    before = Found(Setting.OFF, "ada", "row", is_keyed=False)
    found = await read(pages_there | {THERE: headed(ON)}, before)
    assert found == replace(before, setting=Setting.ON, path=THERE)


SAVING = """<script>
  const switches = document.querySelector("input");
  switches.checked = !document.cookie.includes("off");
  switches.onchange = () => fetch("/save", {method: "PUT", body: String(switches.checked)});
</script>"""


async def test_what_was_changed_by_a_route_is_read_again_by_it(
    browser_for, pages, profile_at
) -> None:
    origin, sent = pages({PATH: GONE, CATEGORY: linked(ROW), THERE: headed(ON + SAVING)})
    profile = profile_at(origin)
    items = run_account(browser_for(profile), profile, "ada", (), Kind.OPT_OUT)
    (result,) = [item async for item in items if isinstance(item, RunResult)]
    assert sent == ["false"]
    assert (result.outcome, result.reason) == (Outcome.DID_NOT_STICK, Reason.TURNED_BACK)
    assert result.fact
    assert (result.fact.setting, result.fact.route) == (Setting.ON, "section list")
