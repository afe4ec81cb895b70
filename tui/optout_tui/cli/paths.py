"""Show where things are kept."""

from argparse import ArgumentParser, Namespace

import msgspec

from optout_profiles.folders import config_folder, data_folder, state_folder
from optout_tui.cli.opening import vault_path
from optout_tui.cli.talk import tell


def add_options(parser: ArgumentParser) -> None:
    """Take the common options only."""


def run(options: Namespace) -> int:
    """Print each place with its name."""
    places = {
        "vault": vault_path(options),
        "data": data_folder(),
        "state": state_folder(),
        "config": config_folder(),
    }
    if options.json:
        tell(msgspec.json.encode({name: str(place) for name, place in places.items()}).decode())
        return 0
    for name, place in places.items():
        tell(f"{name:<8}{place}")
    return 0
