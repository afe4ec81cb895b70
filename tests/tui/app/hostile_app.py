"""The app on a list whose every word is hostile, with a queue that stays at its first account.

Takes a vault; a second word, "uncleaned", leaves out what makes text harmless: the control.
"""

import sys
from collections.abc import AsyncGenerator
from pathlib import Path

from optout_profiles import text

if "uncleaned" in sys.argv:
    text.cleaned = lambda words, limit=200: words[:limit]
    text.harmless = lambda line: line

from optout_profiles.practice import PracticeSite
from optout_profiles.runs.events import Event, QueueEnd, QueueEnded, QueueStarted, RunStarted
from optout_profiles.secret import Secret
from optout_profiles.vault import open_vault
from optout_tui.app import OptOutApp
from optout_tui.desk import Desk


class StillDesk(Desk):
    """A desk whose queue stays at its first account until it is stopped."""

    async def run(
        self, account_ids, kind, control, _attendant, _settings=(None,)
    ) -> AsyncGenerator[Event, None]:
        yield QueueStarted("q", kind, tuple(account_ids))
        yield RunStarted("r", account_ids[0])
        while not control.is_stopping:
            await control.until_uttered(1)
        yield QueueEnded("q", QueueEnd.STOPPED, tuple(account_ids[1:]))


if __name__ == "__main__":
    file = Path(sys.argv[1])
    with open_vault(file, Secret("plainly fake passphrase"), writing=True) as vault:
        site = PracticeSite([]).profile
        desk = StillDesk(vault, site, None)
        app = OptOutApp(file, lambda: site, None, desk=desk)
        app.run()
    sys.exit(app.return_code)
