"""The program, with a bug planted at one place while secrets are in local variables.

Takes that place as ``module:Name`` or ``module:Class.method``, a file that arms the bug once it is
there, and the program's own words.
"""

import sys
from importlib import import_module
from pathlib import Path

from optout_profiles.secret import Secret
from optout_tui.cli.main import main


def plant(place: str, armed: Path) -> None:
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    owner = import_module(module)
    for one in owners:
        owner = getattr(owner, one)
    healthy = getattr(owner, name)

    def bug(*given: object, **named: object) -> object:
        if not armed.exists():
            return healthy(*given, **named)
        passphrase = "planted-passphrase"
        session = {"li_at": "planted-cookie"}
        secrets = [one.reveal() for one in given if isinstance(one, Secret)]
        raise ValueError(f"planted-label {passphrase} {session} {secrets} {given} {named}")

    setattr(owner, name, bug)


if __name__ == "__main__":
    _, place, armed, *words = sys.argv
    plant(place, Path(armed))
    sys.exit(main(words))
