"""Open the app."""

from argparse import Namespace
from functools import partial
from typing import TYPE_CHECKING

from optout_profiles.dumps import keep_out_of_dumps
from optout_profiles.errors import UsageError
from optout_tui.cli.configuring import configure
from optout_tui.cli.pacing import pacing_of
from optout_tui.cli.talk import agreed, can_show
from optout_tui.config import ConfigRefused
from optout_tui.exit_codes import ExitCode

if TYPE_CHECKING:
    from optout_tui.app import OptOutApp

NO_LINES = (
    "Without a command this opens the app, which is neither lines nor JSON. Name a command: "
    "`optout-tui list`, `optout-tui check`, or to try it out `optout-tui demo --plain`."
)


def run(options: Namespace) -> int:
    """Open the app on the vault that is meant and return how it ended."""
    if options.plain or options.json:
        raise UsageError(NO_LINES)
    if not can_show():
        raise UsageError("The app needs a terminal. `optout-tui --help` lists the commands.")
    keep_out_of_dumps()
    if not _is_configured(options):
        return ExitCode.USAGE
    from optout_tui.app import OptOutApp  # noqa: PLC0415 (Textual is slow to import)
    from optout_tui.cli.opening import (  # noqa: PLC0415
        opened_vault,
        site_profile,
        vault_path,
        ways_from,
    )

    path, ways = vault_path(options), ways_from(options, in_app=True)
    path.exists()  # what is wrong with it, and with a profile, is told before the screen is taken
    if options.profile:
        site_profile(options)
    asked = partial(OptOutApp, path, partial(site_profile, options), options.browser, ways=ways)
    pacing = pacing_of(options)
    if not options.passphrase_file:
        return _ended(asked(pacing=pacing))
    from optout_tui.desk import Desk  # noqa: PLC0415 (so is what it needs)

    with opened_vault(options, writing=True) as vault:
        desk = Desk(vault, site_profile(options), options.browser, pacing=pacing)
        return _ended(asked(desk=desk))


def _is_configured(options: Namespace) -> bool:
    """Take the config; where it is broken, ask whether to do without it this time."""
    try:
        configure(options)
    except ConfigRefused as error:
        if not agreed(f"{error} Open with the defaults this time?"):
            return False
        options.no_config = True
        configure(options)
    return True


def _ended(app: "OptOutApp") -> int:
    app.run()
    return app.return_code or 0
