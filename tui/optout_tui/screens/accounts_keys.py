"""The keys of the main screen: what each does, in the order in which the footer shows them."""

from textual.binding import Binding, BindingType

KEYS: list[BindingType] = [
    # The footer holds 80 cells: what is shown there is what a queue needs.
    Binding("o", "opt_out", "Opt out", tooltip="Switch the setting off", id="opt-out"),
    Binding("c", "check", "Check", tooltip="Read the setting", id="check"),
    Binding(
        "C",
        "check_related",
        "Check related settings",
        tooltip="Read the other settings too",
        show=False,
        id="check-related",
    ),
    Binding("b", "guided", "Guided", tooltip="Switch it off by hand, in a browser", id="guided"),
    Binding("P", "preview", "Preview", tooltip="All but the click", show=False, id="preview"),
    Binding("z", "undo", "Undo", tooltip="Put back on what was off", show=False, id="undo"),
    Binding("s", "sign_in", "Sign in", tooltip="Sign in, one after another", id="sign-in"),
    Binding("p", "pause", "Pause", tooltip="Pause or resume the queue", id="pause"),
    Binding("x", "stop", "Stop", tooltip="End the queue after this account", id="stop"),
    Binding(
        "full_stop",
        "skip_wait",
        "Go on",
        tooltip="Go on without waiting for time or person",
        id="queue.skip-wait",
    ),
    Binding("Q", "queue", "Queue", tooltip="The queue: order, skip, drop, retry", id="queue"),
    Binding("slash", "filter", "Find", tooltip="Show only some accounts", id="filter"),
    Binding("m", "mark_menu", "Mark …", tooltip="Mark by state", show=False, id="mark-menu"),
    Binding("S", "sort_menu", "Sort …", tooltip="Sort by a column", show=False, id="sort-menu"),
    Binding("n", "new", "New", tooltip="Add an account", show=False, id="new"),
    Binding("e", "edit", "Edit", tooltip="Change an account", show=False, id="edit"),
    Binding("d", "remove", "Remove", tooltip="Take off the list", show=False, id="remove"),
    Binding("F", "forget", "Forget", tooltip="Forget the sign-in", show=False, id="forget"),
    Binding("R", "rules", "Rules", tooltip="Rules, and who clicks", show=False, id="rules"),
    Binding("I", "import", "Import", tooltip="Take accounts in", show=False, id="import"),
    Binding("E", "export", "Export", tooltip="Write the list", show=False, id="export"),
    Binding("w", "report", "Report", tooltip="Write the status report", id="report"),
    Binding("L", "app.lock", "Lock", tooltip="Lock the list", show=False, id="lock"),
    Binding("question_mark", "help", "Help", tooltip="Show all keys", id="help"),
    Binding("q", "app.leave", "Quit", tooltip="Close the browser and quit", id="quit"),
    Binding(
        "colon,ctrl+p",
        "app.command_palette",
        "Palette",
        tooltip="Find a command",
        show=False,
        id="palette",
    ),
    Binding("escape", "clear_filter", "Show all", show=False, id="clear-filter"),
]

STEERING = frozenset({"pause", "stop"})
"""Actions that make sense while a queue is at work only."""

OF_QUEUES = frozenset({"queue"})
"""Actions that are of use mostly while a queue is at work."""

WAITING = frozenset({"skip_wait"})
"""Actions that make sense while one waits only: for the next account, or for a person."""

STARTING = frozenset({"opt_out", "check", "check_related", "preview", "guided", "undo", "sign_in"})
"""Actions that make sense while no queue is at work only; they say so else."""
