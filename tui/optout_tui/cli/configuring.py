"""What the config has to say to a command: the pace and the filters that it names.

Owns that an option is heard first, then the environment, then the config.
"""

from argparse import Namespace

from optout_profiles.errors import UsageError
from optout_tui.config import Config, config_file, load_config


def configure(options: Namespace) -> None:
    """Put the config into ``options.config``, and its values where nothing else was said.

    Raises ``ConfigRefused``, and ``FilterRefused`` for what was typed as a filter.
    """
    config = Config() if options.no_config else load_config(config_file())
    options.config = config
    for name in () if options.is_practice else ("pause", "at_most"):
        if getattr(options, name, ...) is None:
            setattr(options, name, getattr(config, name))
    if isinstance(getattr(options, "filter", None), str):
        options.filter = _filter(options.filter, config)


def _filter(typed: str, config: Config) -> object:
    """Return the filter; an empty one is refused, as it would fit every account."""
    from optout_tui.config_filters import filter_typed  # noqa: PLC0415 (slow, seldom used)

    if not typed.strip():
        raise UsageError("The filter is empty, and would fit every account. Leave it out for that.")
    return filter_typed(typed, config.filters)
