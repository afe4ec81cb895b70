"""Show where things are kept."""

from argparse import ArgumentParser, Namespace

from optout_profiles.folders import config_folder, data_folder, state_folder
from optout_tui.cli.opening import vault_path
from optout_tui.cli.talk import tell_result


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
    record = {name: str(place) for name, place in places.items()}
    tell_result(options, record, *(f"{name:<8}{place}" for name, place in record.items()))
    return 0
