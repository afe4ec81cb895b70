"""Open the app."""

from argparse import Namespace
from functools import partial
from typing import TYPE_CHECKING

from optout_profiles.dumps import keep_out_of_dumps
from optout_profiles.errors import UsageError
from optout_tui.cli.configuring import is_configured
from optout_tui.cli.pacing import pacing_of
from optout_tui.cli.talk import can_show
from optout_tui.exit_codes import ExitCode
from optout_tui.signals import heard_by
from optout_tui.wording import commands as said

if TYPE_CHECKING:
    from optout_tui.app import OptOutApp


def run(options: Namespace) -> int:
    """Open the app on the vault that is meant, or its questions; return how it ended."""
    if options.json:
        raise UsageError(said.NO_LINES)
    if options.plain:
        from optout_tui.plain.start import run as ask  # noqa: PLC0415 (seldom used)

        return ask(options)
    if not can_show():
        raise UsageError(said.NO_TERMINAL)
    keep_out_of_dumps()
    if not is_configured(options):
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
    site, config = partial(site_profile, options), options.config
    asked = partial(OptOutApp, path, site, options.browser, ways=ways, config=config)
    pacing = pacing_of(options)
    if not options.passphrase_file:
        return ended(options, asked(pacing=pacing))
    from optout_tui.desk import Desk  # noqa: PLC0415 (so is what it needs)

    with opened_vault(options, writing=True) as vault:
        desk = Desk(vault, site_profile(options), options.browser, pacing=pacing)
        return ended(options, asked(desk=desk))


def ended(options: Namespace, app: "OptOutApp") -> int:
    """Run the app and return how it ended."""
    try:
        with heard_by(app.end_soon):
            app.run(mouse=options.config.mouse and not options.no_mouse)
    finally:
        app.let_go_of_terminal()
    return app.return_code or 0
