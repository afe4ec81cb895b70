"""The core of optout-tui: accounts, the vault, services, runs and reports.

Draws nothing and asks nothing; the face is ``optout_tui``.
"""

__version__ = "0.1.0"
