"""Open the app."""

import sys
from argparse import Namespace
from functools import partial

from optout_profiles.dumps import keep_out_of_dumps
from optout_profiles.errors import UsageError


def run(options: Namespace) -> int:
    """Open the app on the vault that is meant and return how it ended."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("The app needs a terminal. `optout-tui --help` lists the commands.")
    keep_out_of_dumps()
    from optout_tui.app import OptOutApp  # noqa: PLC0415 (Textual is slow to import)
    from optout_tui.cli.opening import site_profile, vault_path  # noqa: PLC0415

    if options.profile:
        site_profile(options)  # what is wrong with it is told before the screen is taken
    app = OptOutApp(vault_path(options), partial(site_profile, options), options.browser)
    app.run()
    return app.return_code or 0
