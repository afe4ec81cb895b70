"""The command line: one module a command, each with its own help, options and deed."""

from optout_tui.cli.main import main

__all__ = ["main"]
