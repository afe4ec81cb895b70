"""Which settings a command is about.

Owns the choice by name; what is done with them is the command's.
"""

from argparse import ArgumentParser, Namespace
from typing import TypeAlias

from optout_profiles.errors import UsageError
from optout_profiles.sites import ALL_RELATED, SiteProfile
from optout_profiles.text import cleaned
from optout_tui.wording import cli_runs as said
from optout_tui.wording import options as helps

Settings: TypeAlias = tuple[str | None, ...]
"""Names of settings in the profile's order, None for the main one."""


def setting_option(parser: ArgumentParser) -> None:
    """Let a command take settings by name."""
    parser.set_defaults(related=False)
    parser.add_argument(
        "--setting",
        action="append",
        metavar="NAME",
        help=helps.setting(ALL_RELATED),
    )


def settings_meant(options: Namespace, site: SiteProfile) -> Settings:
    """Return the settings in the profile's order, None for the main one, which is the usual one.

    Raises ``UsageError`` that lists the names.
    """
    related = tuple(one.name for one in site.related)
    if options.related:
        return (None, *related)
    named = set(options.setting or [site.setting.name])
    if unknown := named - {site.setting.name, ALL_RELATED, *related}:
        names = [site.setting.name, *related]
        raise UsageError(said.no_setting(cleaned(min(unknown)), site.name, names, ALL_RELATED))
    wanted = named | set(related if ALL_RELATED in named else ())
    main: Settings = (None,) if site.setting.name in wanted else ()
    return (*main, *(name for name in related if name in wanted))
