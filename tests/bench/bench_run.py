"""What a check and an opt-out of one account cost, against a bare Playwright script.

Run it: ``python tests/bench/bench_run.py [--accounts N] [--heavy]``. Both sides have one warm
browser of the same build and a practice site of their own, take turns account by account, load
the same pages and wait equally long. ``--heavy`` gives every page 18 assets of 1.6 MB in all.
"""

import argparse
import asyncio
import gc
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, aclosing
from pathlib import Path
from typing import NamedTuple

import msgspec
import ratios
from playwright import async_api

from optout_profiles.accounts import BrowserKind, Cookie, Session, new_account, now
from optout_profiles.browser.finding import FoundBrowser, find_browser
from optout_profiles.outcomes import Outcome
from optout_profiles.practice import Behaviour, PracticeSite, members_for_load, places
from optout_profiles.practice.assets import ASSETS
from optout_profiles.practice.behaviours import CONDUCTS
from optout_profiles.practice.conduct import Conduct
from optout_profiles.practice.exchange import Reply
from optout_profiles.runs.account_run import SURE_TIMES
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import Event, Kind, RunEnded
from optout_profiles.runs.queue import run_queue
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, Vault, create_vault

Turn = Callable[[], Coroutine[object, object, None]]
GOALS = {Kind.CHECK: 1.10, Kind.OPT_OUT: 1.15}
WANTED = {Kind.CHECK: Outcome.IS_ON, Kind.OPT_OUT: Outcome.TURNED_OFF}
LOADS = {Kind.CHECK: 1, Kind.OPT_OUT: 3}
SWITCH = f'input[role="switch"][aria-labelledby="{places.KEY}"]'
IS_ON = "(css) => document.querySelector(css).checked"
HEAVY_ASSETS, HEAVY_BYTES = 18, 1_600_000


class Heavy(Conduct):
    """Is on; its page shows pictures of the size of a real one's assets."""

    def controls(self) -> str:
        """Draw the pictures below the switch."""
        return self.draw() + "".join(f'<img src="{path}" alt="">' for path in heavy_assets())


def heavy_assets() -> dict[str, Reply]:
    filling = b"<!--" + b"x" * (HEAVY_BYTES // HEAVY_ASSETS) + b"-->"
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">' + filling + b"</svg>"
    reply = Reply(body=picture, kind="image/svg+xml", is_cacheable=True)
    return {f"{places.ASSETS}heavy-{number}.svg": reply for number in range(HEAVY_ASSETS)}


class BareScript:
    """What one would write by hand: no fence, no journal, no proof of who is signed in."""

    def __init__(self, browser: async_api.Browser, site: PracticeSite, kind: Kind) -> None:
        self._browser, self._site, self._kind = browser, site, kind
        self._handles = iter([member.handle for member in site.members])
        self._waits = site.profile.read_again_after

    async def turn(self) -> None:
        cookies = self._site.cookies(next(self._handles))
        context, page, is_on = await self._load(cookies)
        assert is_on
        if self._kind is Kind.OPT_OUT:
            async with page.expect_response(lambda answer: answer.request.method == "PUT"):
                await page.locator(f"label[for=switch-{places.KEY}]").click()
        await context.close()
        saved = time.monotonic()
        for wait in self._waits if self._kind is Kind.OPT_OUT else ():
            await asyncio.sleep(saved + wait - time.monotonic())
            is_last = wait == self._waits[-1]
            context, _, is_on = await self._load(cookies, SURE_TIMES if is_last else 1)
            assert not is_on
            await context.close()

    async def _load(
        self, cookies: Sequence[Cookie], times: int = 1
    ) -> tuple[async_api.BrowserContext, async_api.Page, bool]:
        state = [msgspec.to_builtins(cookie) for cookie in cookies]
        context = await self._browser.new_context(storage_state={"cookies": state, "origins": []})
        page = await context.new_page()
        await page.goto(self._site.origin + places.SETTING, wait_until="load")
        await asyncio.sleep(times * self._site.profile.steady_for)  # the same waits on both sides
        return context, page, bool(await page.evaluate(IS_ON, SWITCH))


class OurQueue:
    """Our own queue, an account at a time: it waits while nobody asks for its next event."""

    def __init__(self, events: AsyncGenerator[Event, None], kind: Kind) -> None:
        self._events, self._kind = events, kind

    async def turn(self) -> None:
        async for event in self._events:
            if isinstance(event, RunEnded):
                assert event.outcome is WANTED[self._kind], event
                return


class LaunchCount:
    """The found browser behind a script that notes every start of it."""

    def __init__(self, found: FoundBrowser, folder: Path) -> None:
        self._notes = folder / "launches"
        script = folder / "headless-shell"
        script.write_text(f'#!/bin/sh\necho >>"{self._notes}"\nexec "{found.path}" "$@"\n')
        script.chmod(0o700)
        self.browser = msgspec.structs.replace(found, path=script)

    @property
    def launches(self) -> int:
        return len(self._notes.read_text().splitlines())


class Tally(NamedTuple):
    """What the two sides took: milliseconds by pair, and exact counts of ours."""

    pairs: list[ratios.Pair]
    open_contexts: int


def filled_vault(folder: Path, site: PracticeSite) -> tuple[Vault, list[str]]:
    vault = create_vault(folder / "bench.vault", Secret("only for this benchmark"), TEST_COST)
    accounts = [new_account(member.name, member=member.handle) for member in site.members]
    vault.write(*(Put(Table.ACCOUNTS, one.id, one) for one in accounts))
    for one, member in zip(accounts, site.members, strict=True):
        cookies = site.cookies(member.handle)
        made_by = BrowserKind.HEADLESS
        session = Session(one.id, member.handle, site.origin, made_by, now(), cookies)
        vault.write(Put(Table.SESSIONS, one.id, session))
    return vault, [one.id for one in accounts]


def open_contexts() -> int:
    """Count the contexts of every browser that Playwright knows in this process."""
    browsers = [one for one in gc.get_objects() if isinstance(one, async_api.Browser)]
    return sum(len(one.contexts) for one in browsers)


async def milliseconds(turn: Turn) -> float:
    began = time.perf_counter()
    await turn()
    return (time.perf_counter() - began) * 1000


async def tally(ours: Turn, script: Turn, accounts: int) -> Tally:
    """Take turns; the first account warms both browsers up and is not counted."""
    await ours()
    await script()
    pairs, most_open = [], open_contexts()
    for number in range(accounts):
        order = (ours, script) if number % 2 else (script, ours)
        times = {turn: await milliseconds(turn) for turn in order}
        pairs.append(ratios.Pair(times[ours], times[script]))
        most_open = max(most_open, open_contexts())
    return Tally(pairs, most_open)


async def bench(kind: Kind, accounts: int, found: FoundBrowser, folder: Path) -> None:
    members = members_for_load(accounts + 1)
    counted = LaunchCount(found, folder)
    with PracticeSite(members) as site, PracticeSite(members) as scripts_site:
        vault, ids = filled_vault(folder, site)
        events = run_queue(vault, site.profile, counted.browser, ids, kind, QueueControl())
        async with AsyncExitStack() as stack:
            playwright = await stack.enter_async_context(async_api.async_playwright())
            browser = await playwright.chromium.launch(executable_path=str(found.path))
            await stack.enter_async_context(aclosing(events))
            script = BareScript(browser, scripts_site, kind)
            taken = await tally(OurQueue(events, kind).turn, script.turn, accounts)
            await browser.close()
        vault.close()
        logs = site.log(), scripts_site.log()
    ratios.tell(f"{kind}, one account", taken.pairs, GOALS[kind])
    tell_counts(logs, accounts + 1)
    ratios.tell_equal("  launches a queue, wanted", counted.launches, 1)
    ratios.tell_equal("  contexts open between accounts, wanted", taken.open_contexts, 0)


def tell_counts(logs: tuple[dict[str, object], dict[str, object]], accounts: int) -> None:
    for key in ("page_loads", "requests", "writes"):
        ours, script = (count(log[key]) / accounts for log in logs)
        ratios.tell_equal(f"  {key.replace('_', ' ')} an account, the script's", ours, script)


def count(logged: object) -> int:
    return sum(logged.values()) if isinstance(logged, dict) else int(str(logged))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=20)
    parser.add_argument("--heavy", action="store_true")
    options = parser.parse_args()
    if options.heavy:
        ASSETS.update(heavy_assets())
        CONDUCTS[Behaviour.ON] = Heavy
    found = find_browser()
    print(f"{found.name}, {'1.6 MB and 18 assets' if options.heavy else 'small pages'}")
    for kind in GOALS:
        with tempfile.TemporaryDirectory() as made:
            asyncio.run(bench(kind, options.accounts, found, Path(made)))


if __name__ == "__main__":
    main()
