"""Pages that answer a click in their own ways: a switch is flipped once, or not at all."""

import pytest
from msgspec.structs import replace

from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.practice import PracticeSite
from optout_profiles.runs.account_run import run_account
from optout_profiles.runs.events import Kind
from optout_profiles.runs.results import RunResult

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/mypreferences/d/settings/data-for-ai-improvement"
SWITCH = (
    '<nav><a href="/in/ada/">me</a></nav>'
    '<input type="checkbox" role="switch" id="s" checked'
    ' aria-labelledby="allowDataForGenerativeAI">'
    '<label for="s">Use my data</label>'
)
SAVE = "fetch('/save', {method: 'PUT', body: String(input.checked)})"
WAYS = {
    "saves at once": f"input.onchange = () => {SAVE};",
    "asks first and flips on the answer": f"""
        label.onclick = async (event) => {{
          event.preventDefault();
          await new Promise((done) => setTimeout(done, 700));
          await {SAVE};
          input.checked = false;
        }};""",
    "heeds the switch, not its words": f"""
        label.onclick = (event) => event.preventDefault();
        input.onchange = () => {SAVE};""",
}


@pytest.fixture
def switch_off(browser_for, pages):
    """Opt out on a page with this script; return the result and what was sent."""

    async def run(script: str, kind: Kind = Kind.OPT_OUT, switch: str = SWITCH, others=None):
        html = (
            f"{switch}<script>const input = document.querySelector('input'),"
            f" label = document.querySelector('label'); {script}</script>"
        )
        origin, sent = pages({PATH: html} | (others or {}))
        profile = replace(PracticeSite([]).profile, origin=origin, steady_for=0.4)
        items = run_account(browser_for(profile), profile, "ada", (), kind)
        (result,) = [item async for item in items if isinstance(item, RunResult)]
        return result, sent

    return run


@pytest.mark.parametrize("way", WAYS)
async def test_one_click_is_one_flip_however_the_page_answers(switch_off, way) -> None:
    result, sent = await switch_off(WAYS[way])
    assert len(sent) == 1
    assert result.outcome is Outcome.DID_NOT_STICK  # these pages are on whenever they are loaded


async def test_what_a_page_tells_others_of_a_click_is_no_move_of_the_switch(
    switch_off, pages
) -> None:
    other, told = pages({})
    result, sent = await switch_off(f"""
        label.onclick = (event) => {{
          event.preventDefault();
          navigator.sendBeacon("/clicks", "clicked");
          fetch("{other}/clicks", {{method: "POST", mode: "no-cors", body: "clicked"}});
        }};
        input.onchange = () => {SAVE};""")
    assert sent == ["clicked", "false"]
    assert told == ["clicked"]
    assert result.reason is Reason.TURNED_BACK  # this page is on whenever it is loaded


async def test_a_switch_that_does_not_move_is_never_called_off(switch_off) -> None:
    script = "input.onclick = label.onclick = (event) => event.preventDefault();"
    result, sent = await switch_off(script)
    assert sent == []
    assert result.outcome is Outcome.DID_NOT_STICK
    assert result.reason is Reason.SWITCH_STAYED


@pytest.mark.parametrize("kind", [Kind.CHECK, Kind.PREVIEW, Kind.OPT_OUT])
async def test_a_state_that_comes_late_is_the_one_that_counts(switch_off, kind) -> None:
    drawn_late = "setTimeout(() => { input.checked = false }, 200);"
    result, sent = await switch_off(f"{drawn_late} input.onchange = () => {SAVE};", kind)
    assert sent == []
    assert result.outcome is Outcome.ALREADY_OFF


async def test_a_default_that_is_drawn_before_the_truth_is_not_called_off(switch_off) -> None:
    switch = SWITCH.replace(" checked", "")
    late = "setTimeout(() => { input.checked = true }, 200);"
    result, _ = await switch_off(late, Kind.CHECK, switch)
    assert result.outcome is Outcome.IS_ON


@pytest.mark.parametrize(
    "trap",
    [
        "<button onclick=\"fetch('/x', {method: 'PUT', body: 'trap'})\">Use my data</button>",
        "<a href='/elsewhere'>Use my data</a>",
        "<input type=checkbox onchange=\"fetch('/x', {method: 'PUT', body: 'trap'})\">",
    ],
)
async def test_what_lies_in_the_words_is_never_clicked(switch_off, trap) -> None:
    switch = SWITCH.replace("Use my data", f"{trap}")
    result, sent = await switch_off(f"input.onchange = () => {SAVE};", switch=switch)
    assert sent == ["false"]
    assert result.outcome is Outcome.DID_NOT_STICK


IN_A_FRAME = """<nav><a href="/in/ada/">me</a></nav><iframe src="/frame"></iframe>"""
IN_A_SHADOW = """<nav><a href="/in/ada/">me</a></nav><div id=host></div><script>
  const root = document.getElementById("host").attachShadow({mode: "open"});
  root.innerHTML = `<input type=checkbox role=switch id=s checked
    aria-labelledby="allowDataForGenerativeAI"><label for=s>Use my data</label>`;
  root.querySelector("input").onchange = (event) =>
    fetch("/save", {method: "PUT", body: String(event.target.checked)});
</script>"""
OLDER = """<nav><a href="/in/ada/">me</a></nav><h1>Data for Generative AI Improvement</h1>
<div data-control-name="toggle_button" role="button">On</div><script>
  const toggle = document.querySelector("div");
  toggle.onclick = () => {
    toggle.innerText = toggle.innerText === "On" ? "Off" : "On";
    fetch("/save", {method: "PUT", body: toggle.innerText});
  };
</script>"""


@pytest.mark.parametrize(
    ("switch", "saved"), [(IN_A_FRAME, "false"), (IN_A_SHADOW, "false"), (OLDER, "Off")]
)
async def test_a_switch_of_any_markup_is_clicked_once(switch_off, switch, saved) -> None:
    framed = f"{SWITCH}<script>const input = document.querySelector('input');"
    framed += f"input.onchange = () => {SAVE}</script>"
    result, sent = await switch_off("", switch=switch, others={"/frame": framed})
    assert sent == [saved]
    assert result.reason is Reason.TURNED_BACK  # these pages are on whenever they are loaded


BOX = "<dialog id=box>Are you sure? <button>Yes</button></dialog>"
COVER = "<div style='position:fixed;inset:0;background:#fff8'>Cookies?</div>"


@pytest.mark.parametrize(
    ("script", "switch", "reason"),
    [
        (
            "input.onclick = (event) => { if (!confirm('Sure?')) event.preventDefault(); };",
            SWITCH,
            Reason.ASKED,
        ),
        (
            "input.onclick = (event) => { event.preventDefault(); box.show(); };",
            SWITCH + BOX,
            Reason.ASKED,
        ),
        ("", SWITCH + COVER, Reason.COVERED),
    ],
)
async def test_what_the_page_wants_from_a_person_is_left_to_one(
    switch_off, script, switch, reason
) -> None:
    result, sent = await switch_off(f"{script} input.onchange = () => {SAVE};", switch=switch)
    assert sent == []
    assert (result.outcome, result.reason) == (Outcome.DID_NOT_STICK, reason)


OTHER = '<input type="checkbox" role="switch" id="o" checked aria-labelledby="allowAdsByAge">'
USED_ANEW = """
    const other = document.getElementById("o"), key = "aria-labelledby";
    const useAnew = () => {
      const ours = input.getAttribute(key);
      input.setAttribute(key, other.getAttribute(key));
      other.setAttribute(key, ours);
    };
    for (const one of [input, other]) {
      one.onchange = () => fetch("/save", {method: "PUT", body: one.getAttribute(key)});
    }"""
MOMENTS = {
    "as the mouse comes": "input.onpointerover = useAnew;",
    "as the button goes down": "input.onpointerdown = useAnew;",
    "before the second click": """label.onclick = (event) => {
        event.preventDefault();
        setTimeout(useAnew, 1000);
    };""",
    "under what lies over it": """const cover = document.createElement("div");
        cover.style = "position: fixed; inset: 0";
        document.body.append(cover);
        setTimeout(() => { useAnew(); cover.remove(); }, 2500);""",
}


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_switch_that_became_another_settings_is_not_clicked(switch_off, moment) -> None:
    plain = SWITCH.partition("<label")[0] if "label" not in MOMENTS[moment] else SWITCH
    result, sent = await switch_off(f"{USED_ANEW} {MOMENTS[moment]}", switch=plain + OTHER)
    assert sent == []
    assert (result.outcome, result.reason) == (Outcome.NOT_UNDERSTOOD, Reason.CLICK_STOPPED)


async def test_that_the_other_setting_is_off_makes_no_change_of_it(switch_off) -> None:
    script = f"{USED_ANEW} {MOMENTS['as the mouse comes']}"
    switch = SWITCH.partition("<label")[0] + OTHER.replace(" checked", "")
    result, sent = await switch_off(script, switch=switch)
    assert sent == []
    assert result.reason is Reason.CLICK_STOPPED


async def test_a_switch_in_a_frame_that_became_another_settings_is_not_clicked(switch_off) -> None:
    script = f"{USED_ANEW} {MOMENTS['as the mouse comes']}"
    switch = SWITCH.partition("<label")[0] + OTHER
    framed = f"{switch}<script>const input = document.querySelector('input'); {script}</script>"
    result, sent = await switch_off("", switch=IN_A_FRAME, others={"/frame": framed})
    assert sent == []
    assert result.reason is Reason.CLICK_STOPPED


async def test_a_label_that_leads_to_another_setting_by_now_is_not_clicked(switch_off) -> None:
    script = f"{USED_ANEW} label.onpointerover = () => {{ label.htmlFor = 'o'; }};"
    result, sent = await switch_off(script, switch=SWITCH + OTHER)
    assert sent == []
    assert result.reason is Reason.CLICK_STOPPED


async def test_a_page_that_sent_something_though_nothing_moved_is_told_of(switch_off) -> None:
    script = f"input.onclick = (event) => {{ event.preventDefault(); {SAVE}; }};"
    result, sent = await switch_off(script)
    assert len(sent) == 1
    assert (result.outcome, result.reason) == (Outcome.DID_NOT_STICK, Reason.SENT_UNMOVED)


BENT = {
    "state": """const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "checked");
        const get = () => false;
        Object.defineProperty(HTMLInputElement.prototype, "checked", {get, set: own.set});""",
    "state told to screen readers": """const own = Element.prototype.getAttribute;
        Element.prototype.getAttribute = function (name) {
          return name === "aria-checked" ? "false" : own.call(this, name);
        };""",
    "status": """const found = [{responseStatus: 404, name: location.href}];
        performance.getEntriesByType = () => found;""",
}


@pytest.mark.parametrize("what", BENT)
async def test_what_a_page_makes_of_its_own_functions_is_not_what_is_read(switch_off, what) -> None:
    result, _ = await switch_off(BENT[what], Kind.CHECK)
    assert result.outcome is Outcome.IS_ON


async def test_a_page_that_hands_over_another_switch_is_not_clicked(switch_off) -> None:
    bent = """const own = Element.prototype.getAttribute;
        const names = ["allowDataForGenerativeAI", "allowAdsByAge"];
        Element.prototype.getAttribute = function (name) {
          const told = own.call(this, name);
          return names.includes(told) ? names[1 - names.indexOf(told)] : told;
        };"""
    switch = SWITCH.partition("<label")[0] + OTHER
    result, sent = await switch_off(f"{USED_ANEW} {bent}", switch=switch)
    assert sent == []
    assert result.reason is Reason.CLICK_STOPPED


async def test_of_two_labels_neither_is_clicked(switch_off) -> None:
    other = "<label for=s onclick=\"fetch('/x', {method: 'PUT', body: 'trap'})\">Other</label>"
    switch = SWITCH.replace("<input", f"{other}<input")
    result, sent = await switch_off(
        f"document.querySelector('input').onchange = () => {SAVE};", switch=switch
    )
    assert sent == ["false"]
    assert result.reason is Reason.TURNED_BACK


async def test_a_switch_that_was_reached_is_not_clicked_again_however_late_it_moves(
    switch_off, pages
) -> None:
    other, told = pages({})
    result, _ = await switch_off(f"""
        input.onclick = (event) => {{
          event.preventDefault();
          fetch("{other}/save", {{method: "POST", mode: "no-cors", body: "saved"}});
          setTimeout(() => input.checked = !input.checked, 2500);
        }};""")
    assert told == ["saved"]
    assert result.reason is Reason.TURNED_BACK


@pytest.mark.parametrize("kind", [Kind.CHECK, Kind.PREVIEW])
async def test_what_only_looks_clicks_nothing(switch_off, kind) -> None:
    result, sent = await switch_off("", kind)
    assert sent == []
    assert result.outcome is Outcome.IS_ON
    assert result.changed_at is None


async def test_an_undo_that_does_not_last_is_not_called_put_back(switch_off) -> None:
    off = SWITCH.replace(" checked", "")
    result, sent = await switch_off(f"input.onchange = () => {SAVE};", Kind.UNDO, off)
    assert sent == ["true"]
    assert (result.outcome, result.reason) == (Outcome.DID_NOT_STICK, Reason.OFF_AGAIN)


async def test_what_is_on_already_needs_no_undo(switch_off) -> None:
    result, sent = await switch_off(f"input.onchange = () => {SAVE};", Kind.UNDO)
    assert sent == []
    assert result.outcome is Outcome.IS_ON
