"""Makes the README's pictures from the app itself, on the practice site, in a real browser.

.venv/bin/python tests/pictures/make.py
"""

import asyncio
import re
import tempfile
from pathlib import Path

from optout_profiles.accounts import BrowserKind, Session, now
from optout_profiles.browser.finding import find_browser
from optout_profiles.outcomes import Outcome
from optout_profiles.practice import PracticeSite
from optout_profiles.runs.keeping import kept
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault
from optout_tui.app import OptOutApp
from optout_tui.cli.demo import sample_accounts
from optout_tui.desk import Desk
from optout_tui.screens.accounts import AccountsScreen

HERE = Path(__file__).parent
TABLE, QUEUE, DETAILS = (100, 20), (100, 20), (140, 34)
"""Cells across and down of each picture."""


async def make(folder: Path) -> None:
    """Opt the sample accounts out; take pictures while the last but one is at hand, and after."""
    with PracticeSite() as site:
        vault = create_vault(folder / "sample.vault", Secret("a plainly fake one"), TEST_COST)
        for account, member in zip(sample_accounts(site), site.members, strict=True):
            session = Session(
                account.id,
                member.handle,
                site.origin,
                BrowserKind.HEADLESS,
                now(),
                site.cookies(member.handle),
            )
            vault.write(Put(Table.ACCOUNTS, account.id, account), *kept(account, session))
        found = find_browser()
        desk = Desk(vault, site.profile, str(found.path))
        app = OptOutApp(vault.path, lambda: site.profile, str(found.path), desk=desk)
        async with app.run_test(size=TABLE) as pilot:
            await pilot.press("a", "o")
            await pilot.pause()
            await pilot.press(*"yes", "enter")
            await until_last_but_one(app)
            await pilot.pause()
            save(app, "table.svg")
            await pilot.resize_terminal(*QUEUE)
            await pilot.press("Q")
            await pilot.pause()
            save(app, "queue.svg")
            await pilot.press("escape")
            await until_ended(app)
            await pilot.resize_terminal(*DETAILS)
            app.theme = "contrast"
            await pilot.press("end", "k", "enter")
            await pilot.pause()
            save(app, "details.svg")
            await pilot.press("ctrl+c")


async def until_last_but_one(app: OptOutApp) -> None:
    """Wait until a switch was seen to turn back and a further account is at hand."""
    while True:
        state = app.screen.queue.state if isinstance(app.screen, AccountsScreen) else None
        if (
            state
            and state.account_id
            and any(one.outcome is Outcome.DID_NOT_STICK for one in state.ends)
        ):
            return
        await asyncio.sleep(0.02)


async def until_ended(app: OptOutApp) -> None:
    """Wait until the queue is through."""
    while True:
        if isinstance(app.screen, AccountsScreen) and not app.screen.queue.is_going_on:
            return
        await asyncio.sleep(0.02)


def save(app: OptOutApp, name: str) -> None:
    """Write what the app shows now; a picture that fetches fonts would tell who looks at it."""
    picture = app.export_screenshot(title="optout-tui")
    picture = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
    (HERE / name).write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        asyncio.run(make(Path(temporary)))
