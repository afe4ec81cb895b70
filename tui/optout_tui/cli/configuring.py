"""What the config has to say to a command: the pace and the filters that it names.

Owns that an option is heard first, then the environment, then the config.
"""

from argparse import Namespace

from optout_profiles.errors import UsageError
from optout_tui.cli.talk import agreed
from optout_tui.config import Config, ConfigRefused, config_file, load_config
from optout_tui.wording import commands as said


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


def configure_app(options: Namespace) -> None:
    """Do the same for the app, which has keys too; raises ``ConfigRefused``."""
    configure(options)
    if options.config.keys:
        from optout_tui.config_reading import refusal  # noqa: PLC0415 (slow, as is Textual)
        from optout_tui.keymap import KeyRefused, check_keys  # noqa: PLC0415

        try:
            check_keys(options.config.keys)
        except KeyRefused as error:
            path = ("keys", error.binding_id)
            raise refusal(config_file(), path, error.problem) from None


def is_configured(options: Namespace) -> bool:
    """Take the config for the app; where it is broken, ask whether to do without it this time."""
    try:
        configure_app(options)
    except ConfigRefused as error:
        if not agreed(said.defaults_instead(error)):
            return False
        options.no_config = True
        configure(options)
    return True


def _filter(typed: str, config: Config) -> object:
    """Return the filter; an empty one is refused, as it would fit every account."""
    from optout_tui.config_filters import filter_typed  # noqa: PLC0415 (slow, seldom used)

    if not typed.strip():
        raise UsageError(said.EMPTY_FILTER)
    return filter_typed(typed, config.filters)
