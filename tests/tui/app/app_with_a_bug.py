"""The app, with a key that runs into a bug while secrets are in local variables."""

import sys
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from optout_profiles.sites import built_in_profile
from optout_tui.app import OptOutApp


class AppWithABug(OptOutApp):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f12", "fail", priority=True)]

    def action_fail(self) -> None:
        passphrase = "planted-passphrase"
        session = {"li_at": "planted-cookie"}
        raise ValueError(f"planted-label {passphrase} {session}")


if __name__ == "__main__":
    app = AppWithABug(Path("nowhere") / "list.vault", built_in_profile, None)
    app.run()
    sys.exit(app.return_code)
