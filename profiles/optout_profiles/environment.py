"""What of our environment makes programs write down, or run, more than they should.

Owns these names. Who imports Textual, Playwright or asyncio takes them out before: some are read
while that is being imported.
"""

import os

TALKATIVE = frozenset(
    {
        "CHROME_LOG_FILE",
        "DEBUG",
        "DEBUGP",
        "NODE_DEBUG",
        "NODE_OPTIONS",
        "NODE_REDIRECT_WARNINGS",
        "NODE_V8_COVERAGE",
        "PWDEBUG",
        "PYTHONASYNCIODEBUG",
        "SSLKEYLOGFILE",
        "TEXTUAL",
        "TEXTUAL_DEBUG",
        "TEXTUAL_DEVTOOLS_HOST",
        "TEXTUAL_DEVTOOLS_PORT",
        "TEXTUAL_DRIVER",
        "TEXTUAL_LOG",
        "TEXTUAL_PRESS",
        "TEXTUAL_SCREENSHOT",
        "TEXTUAL_SCREENSHOT_FILENAME",
        "TEXTUAL_SCREENSHOT_LOCATION",
        "TEXTUAL_SHOW_RETURN",
    }
)


def quieten() -> None:
    """Take them out of our own environment, for good."""
    for name in TALKATIVE:
        os.environ.pop(name, None)
