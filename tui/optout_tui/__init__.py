"""The face of optout-tui: a Textual app and a command line over ``optout_profiles``."""
