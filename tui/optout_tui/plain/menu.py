"""The questions: what can be done, one number each, and what each deed still has to ask.

Owns the order of the questions. Every deed is a command's.
"""

from collections.abc import Callable

from optout_profiles.accounts import now
from optout_profiles.browser.display import has_display
from optout_profiles.errors import UsageError
from optout_profiles.folders import private_folder
from optout_profiles.runs.choice import Way
from optout_tui.cli.opening import vault_path
from optout_tui.cli.talk import tell
from optout_tui.plain.answers import WHOM, accounts_typed, answer, number
from optout_tui.plain.lines import chosen_line, list_lines
from optout_tui.plain.work import Work
from optout_tui.wording import counted

NOBODY = "No account is chosen. 2 chooses some."


def work_on(work: Work) -> None:
    """Ask what to do and do it, until the person quits; raises ``InputEnded``."""
    _say_menu()
    while True:
        tell(chosen_line(work))
        wanted = number("What now? A number, 0 quits, 12 tells them again: ", len(DEEDS))
        if wanted == 0:
            return
        DEEDS[wanted - 1][1](work)


def _list(work: Work) -> None:
    among = work.chosen_accounts or work.accounts
    for line in list_lines(work, among):
        tell(line)
    tell(f"{counted(len(among), 'account')}.")


def _choose(work: Work) -> None:
    typed = answer(WHOM)
    if not typed:
        return
    try:
        found = accounts_typed(typed, work.accounts, work.sight, work.options.config)
    except UsageError as error:
        tell(str(error))
        return
    if not found:
        tell("No account fits the filter.")
        return
    work.chosen = frozenset(account.id for account in found)


def _on_chosen(*words: str, paced: bool = False) -> Callable[[Work], None]:
    def do(work: Work) -> None:
        if not work.chosen:
            tell(NOBODY)
            return
        work.command(*words, *(account.id for account in work.chosen_accounts), paced=paced)

    return do


def _changing(command: str) -> Callable[[Work], None]:
    def do(work: Work) -> None:
        if work.chosen and work.site.is_live and work.choice is None:
            _rules(work)
            if work.choice is None:
                return
        _on_chosen(command, paced=True)(work)

    return do


def _sign_in(work: Work) -> None:
    typed = not has_display() or not work.chosen
    if not typed:
        typed = number("1 in a browser's window, 2 typed here, 0 not at all: ", 2) != 1
    _on_chosen("sign-in", *(["--terminal"] if typed else []))(work)


def _rules(work: Work) -> None:
    if not work.site.is_live:
        tell("This is no live service: there is nothing to ask.")
        return
    work.command("terms")
    ways = list(Way)
    named = ", ".join(f"{place} {way}" for place, way in enumerate(ways, 1))
    chosen = number(f"Who clicks? {named}, 0 leaves it open: ", len(ways))
    if chosen:
        work.command("terms", "--choose", ways[chosen - 1])


def _add(work: Work) -> None:
    label = answer("Name in the list, enter alone leaves: ")
    if not label:
        return
    asked = {
        "login": "Signs in with, enter for none: ",
        "member": "Member's page, the end of …/in/…, enter for none: ",
        "group": "Group, enter for none: ",
        "holder": "Holder, if that is not the name, enter for none: ",
        "note": "Note, one line, enter for none: ",
    }
    typed = {name: answer(question) for name, question in asked.items()}
    given = (f"--{name}={words}" for name, words in typed.items() if words)
    before = len(work.accounts)
    work.command("add", f"--label={label}", *given)
    if len(work.accounts) > before:
        tell(f"{work.accounts[-1].label} is number {len(work.accounts)} of the list.")


def _report(work: Work) -> None:
    folder = vault_path(work.options).parent / "reports"
    usual = folder / f"status-{now():%Y-%m-%d-%H%M}.toml"
    typed = answer(f"Where to? Enter alone is {usual}: ")
    if not typed:
        private_folder(folder)
    work.command("report", f"--output={typed or usual}")


def _say_menu(work: Work | None = None) -> None:
    del work
    for place, (words, _) in enumerate(DEEDS, 1):
        tell(f"{place}: {words}")
    tell("0: quit")


DEEDS: tuple[tuple[str, Callable[[Work], None]], ...] = (
    ("list the chosen accounts, or all", _list),
    ("choose accounts, by number or filter", _choose),
    ("check: read the setting", _on_chosen("check", paced=True)),
    ("preview: all of an opt-out but the click", _on_chosen("apply", "--preview", paced=True)),
    ("opt out: switch the setting off, and prove it", _changing("apply")),
    ("undo: put back what was switched off", _changing("undo")),
    ("sign in", _sign_in),
    ("write the status report", _report),
    ("add an account", _add),
    ("remove accounts from the list", _on_chosen("remove")),
    ("the service's rules, and who clicks", _rules),
    ("tell these again", _say_menu),
)
