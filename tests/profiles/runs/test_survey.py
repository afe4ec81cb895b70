"""What is told of a live page: nothing that a run would not believe, and of nobody else's pages."""

import pytest
from msgspec.structs import replace

from optout_profiles.outcomes import Outcome
from optout_profiles.practice import PracticeSite
from optout_profiles.runs.survey import Survey

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/mypreferences/d/settings/data-for-ai-improvement"
KEYED = '<input type=checkbox role=switch aria-labelledby="allowDataForGenerativeAI">'
NAV = '<nav><a href="/in/ada/">Ada</a></nav>'


@pytest.fixture
def look(browser_for, pages):
    """Look as Ada at a service with this page of the setting, and no other."""

    async def survey(html: str):
        origin, _ = pages({PATH: html, "/state": "500 x"})
        site = replace(PracticeSite([]).profile, origin=origin, steady_for=0.2, related=())
        made = Survey(browser_for(site), site, "ada", ())
        return made, {one.line: one async for one in made.findings()}

    return survey


@pytest.mark.parametrize(
    ("html", "is_found", "words"),
    [
        (f"{NAV}{KEYED}", True, "one switch has it, and reads off"),
        (f"{NAV}{KEYED}<script>fetch('/state')</script>", False, "could not be fetched"),
        (f"{NAV}{KEYED.replace('>', ' aria-checked=true>')}", False, "no clear state"),
        (f"{NAV}{KEYED}{KEYED}", False, "2 switches have it"),
    ],
)
async def test_no_state_is_told_that_a_run_would_not_believe(look, html, is_found, words) -> None:
    _, findings = await look(html)
    assert findings["setting.key"].is_found is is_found
    assert words in findings["setting.key"].words


async def test_somebody_elses_page_is_not_looked_at_any_further(look) -> None:
    made, findings = await look(f"{NAV.replace('ada', 'sam')}{KEYED}")
    assert made.obstacle.outcome is Outcome.WRONG_PERSON
    assert [*findings] == ["setting.path"]
