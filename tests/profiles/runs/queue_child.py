"""A program that runs a queue and tells each event, to be killed anywhere.

Takes one JSON object on standard input: the vault, the profile, the accounts and the kind.
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
    kind: Kind


async def carry_out(orders: Orders) -> None:
    with open_vault(Path(orders.vault), Secret(orders.passphrase), writing=True) as vault:
        queue = run_queue(
            vault, orders.profile, find_browser(), orders.account_ids, orders.kind, QueueControl()
        )
        async for event in queue:
            print(msgspec.json.encode(event).decode(), flush=True)


asyncio.run(carry_out(msgspec.json.decode(sys.stdin.read(), type=Orders)))
