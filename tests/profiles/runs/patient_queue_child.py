"""A program that opts accounts out, tells each event, and then waits for a line to go on.

Its first line of standard input is one JSON object: the vault, the profile, the accounts and the
seconds that each may take.
"""

import asyncio
import sys
from pathlib import Path

import msgspec

from optout_profiles.browser.finding import find_browser
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import Kind
from optout_profiles.runs.queue import run_queue
from optout_profiles.secret import Secret
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import open_vault


class Orders(msgspec.Struct):
    vault: str
    passphrase: str
    profile: SiteProfile
    account_ids: list[str]
    seconds: float


async def carry_out(orders: Orders) -> None:
    with open_vault(Path(orders.vault), Secret(orders.passphrase), writing=True) as vault:
        queue = run_queue(
            vault,
            orders.profile,
            find_browser(),
            orders.account_ids,
            Kind.OPT_OUT,
            QueueControl(),
            orders.seconds,
        )
        async for event in queue:
            print(msgspec.json.encode(event).decode(), flush=True)
            sys.stdin.readline()


asyncio.run(carry_out(msgspec.json.decode(sys.stdin.readline(), type=Orders)))
