"""Open the app."""

import sys
from argparse import Namespace
from functools import partial
from typing import TYPE_CHECKING

from optout_profiles.dumps import keep_out_of_dumps
from optout_profiles.errors import UsageError

if TYPE_CHECKING:
    from optout_tui.app import OptOutApp


def run(options: Namespace) -> int:
    """Open the app on the vault that is meant and return how it ended."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("The app needs a terminal. `optout-tui --help` lists the commands.")
    keep_out_of_dumps()
    from optout_tui.app import OptOutApp  # noqa: PLC0415 (Textual is slow to import)
    from optout_tui.cli.opening import opened_vault, site_profile, vault_path  # noqa: PLC0415

    if options.profile:
        site_profile(options)  # what is wrong with it is told before the screen is taken
    asked = partial(OptOutApp, vault_path(options), partial(site_profile, options), options.browser)
    if not options.passphrase_file:
        return _ended(asked())
    from optout_tui.desk import Desk  # noqa: PLC0415 (so is what it needs)

    with opened_vault(options, writing=True) as vault:
        return _ended(asked(desk=Desk(vault, site_profile(options), options.browser)))


def _ended(app: "OptOutApp") -> int:
    app.run()
    return app.return_code or 0
