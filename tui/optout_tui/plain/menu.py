"""The questions: what can be done, one number each, and what each deed still has to ask.

Owns the order of the questions. Every deed is a command's.
"""

from collections.abc import Callable

from msgspec.structs import replace

from optout_profiles.accounts import now
from optout_profiles.browser.display import has_display
from optout_profiles.details import Details, account_typed
from optout_profiles.errors import UsageError
from optout_profiles.folders import private_folder
from optout_profiles.runs.choice import Way
from optout_tui.cli.opening import vault_path
from optout_tui.cli.talk import tell
from optout_tui.plain.answers import accounts_typed, answer, number
from optout_tui.plain.lines import chosen_line, counts_line, list_lines
from optout_tui.plain.work import Work
from optout_tui.wording import is_agreed
from optout_tui.wording import plain as said

MOST_UNASKED = 20
"""So many accounts are listed without a question: they are read out one after another."""


def work_on(work: Work) -> None:
    """Ask what to do and do it, until the person quits; raises what ``answer`` does."""
    _say_menu(work)
    while True:
        tell(chosen_line(work))
        wanted = number(said.WHAT_NOW, len(DEEDS), work.patience)
        if wanted == 0:
            return
        DEEDS[wanted - 1][1](work)


def _list(work: Work) -> None:
    among = work.chosen_accounts or work.accounts
    tell(counts_line(among))
    if len(among) > MOST_UNASKED:
        typed = answer(said.list_all(len(among)), work.patience)
        if not is_agreed(typed, 0):
            return
    for line in list_lines(work, among):
        tell(line)


def _choose(work: Work) -> None:
    typed = answer(said.WHOM, work.patience)
    if not typed:
        return
    try:
        found = accounts_typed(typed, work.accounts, work.sight, work.options.config)
    except UsageError as error:
        tell(str(error))
        return
    if not found:
        tell(said.NO_MATCH)
        return
    work.chosen = frozenset(account.id for account in found)


def _on_chosen(*words: str, paced: bool = False) -> Callable[[Work], None]:
    def do(work: Work) -> None:
        if not work.chosen:
            tell(said.NOBODY)
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
        typed = number(said.SIGN_IN_WAY, 2, work.patience) != 1
    _on_chosen("sign-in", *(["--terminal"] if typed else []))(work)


def _rules(work: Work) -> None:
    if not work.site.is_live:
        tell(said.NOT_LIVE)
        return
    work.command("terms")
    ways = list(Way)
    chosen = number(said.who_clicks([way.value for way in ways]), len(ways), work.patience)
    if chosen:
        work.command("terms", "--choose", ways[chosen - 1])


def _add(work: Work) -> None:
    label = answer(said.LABEL, work.patience)
    if not label:
        return
    typed = {name: _detail(work, name) for name in said.DETAILS}
    given = (f"--{name}={words}" for name, words in typed.items() if words)
    before = len(work.accounts)
    work.command("add", f"--label={label}", *given)
    if len(work.accounts) > before:
        tell(said.added(work.accounts[-1].label, len(work.accounts)))


def _detail(work: Work, name: str) -> str:
    """Ask for one detail of an account until it is one that can be kept."""
    while True:
        typed = answer(said.DETAILS[name], work.patience)
        try:
            account_typed(replace(Details("x"), **{name: typed}))
        except UsageError as error:
            tell(str(error))
        else:
            return typed


def _report(work: Work) -> None:
    folder = vault_path(work.options).parent / "reports"
    usual = folder / f"status-{now():%Y-%m-%d-%H%M}.toml"
    typed = answer(said.where_to(usual), work.patience)
    if not typed:
        private_folder(folder)
    work.command("report", f"--output={typed or usual}")


def _say_menu(work: Work) -> None:
    if not work.site.is_live:
        tell(said.at_site(work.site.name, work.site.host))
    for place, (words, _) in enumerate(DEEDS, 1):
        tell(said.menu_line(place, words))
    tell(said.QUIT)


DEEDS: tuple[tuple[str, Callable[[Work], None]], ...] = (
    (said.LIST, _list),
    (said.CHOOSE, _choose),
    (said.CHECK, _on_chosen("check", paced=True)),
    (said.PREVIEW, _on_chosen("apply", "--preview", paced=True)),
    (said.OPT_OUT, _changing("apply")),
    (said.UNDO, _changing("undo")),
    (said.SIGN_IN, _sign_in),
    (said.REPORT, _report),
    (said.ADD, _add),
    (said.REMOVE, _on_chosen("remove")),
    (said.RULES, _rules),
    (said.MENU_AGAIN, _say_menu),
)
