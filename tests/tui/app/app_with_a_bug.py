"""The app, with a key that runs into a bug while secrets are in local variables.

Takes a vault and where the bug is; it is unlocked already.
"""

import sys
import threading
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from optout_profiles.practice import PracticeSite
from optout_profiles.runs.events import Event, QueueStarted
from optout_profiles.secret import Secret
from optout_profiles.vault import open_vault
from optout_tui.app import OptOutApp
from optout_tui.desk import Desk


def fail() -> None:
    passphrase = "planted-passphrase"
    session = {"li_at": "planted-cookie"}
    raise ValueError(f"planted-label {passphrase} {session}")


class DeskWithABug(Desk):
    async def run(
        self, account_ids, kind, _control, _attendant, _settings=(None,)
    ) -> AsyncGenerator[Event, None]:
        yield QueueStarted("q", kind, tuple(account_ids))
        fail()


class WidgetWithABug(Static):
    def render(self) -> str:
        fail()
        return ""


class AppWithABug(OptOutApp):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f12", "fail('action')", priority=True),
        *(
            Binding(f"f{place}", f"fail('{way}')", priority=True)
            for place, way in enumerate(("worker", "thread", "timer", "render", "call"), 5)
        ),
    ]

    async def action_fail(self, way: str) -> None:
        match way:
            case "action":
                fail()
            case "worker":
                self.run_worker(self._fail_later())
            case "thread":
                self.run_worker(fail, thread=True)
            case "timer":
                self.set_timer(0.01, fail)
            case "render":
                await self.screen.mount(WidgetWithABug())
            case "call":
                threading.Thread(target=self.call_from_thread, args=(fail,)).start()

    async def _fail_later(self) -> None:
        fail()


if __name__ == "__main__":
    file = Path(sys.argv[1])
    site = PracticeSite([]).profile
    with open_vault(file, Secret("planted-passphrase"), writing=True) as vault:
        app = AppWithABug(file, lambda: site, None, desk=DeskWithABug(vault, site, None))
        app.run()
    sys.exit(app.return_code)
