"""The keys of the main screen: what each does, in the order in which the footer shows them."""

from textual.binding import Binding, BindingType

from optout_tui.wording import keys

KEYS: list[BindingType] = [
    # The footer holds 80 cells: what is shown there is what a queue needs.
    Binding("o", "opt_out", keys.OPT_OUT.name, tooltip=keys.OPT_OUT.tip, id="opt-out"),
    Binding("c", "check", keys.CHECK.name, tooltip=keys.CHECK.tip, id="check"),
    Binding(
        "C",
        "check_related",
        keys.CHECK_RELATED.name,
        tooltip=keys.CHECK_RELATED.tip,
        show=False,
        id="check-related",
    ),
    Binding("b", "guided", keys.GUIDED.name, tooltip=keys.GUIDED.tip, id="guided"),
    Binding("P", "preview", keys.PREVIEW.name, tooltip=keys.PREVIEW.tip, show=False, id="preview"),
    Binding("z", "undo", keys.UNDO.name, tooltip=keys.UNDO.tip, show=False, id="undo"),
    Binding("s", "sign_in", keys.SIGN_IN.name, tooltip=keys.SIGN_IN.tip, id="sign-in"),
    Binding("p", "pause", keys.PAUSE.name, tooltip=keys.PAUSE.tip, id="pause"),
    Binding("x", "stop", keys.STOP.name, tooltip=keys.STOP.tip, id="stop"),
    Binding(
        "full_stop",
        "skip_wait",
        keys.SKIP_WAIT.name,
        tooltip=keys.SKIP_WAIT.tip,
        id="queue.skip-wait",
    ),
    Binding("Q", "queue", keys.QUEUE.name, tooltip=keys.QUEUE.tip, id="queue"),
    Binding("slash", "filter", keys.FILTER.name, tooltip=keys.FILTER.tip, id="filter"),
    Binding(
        "m",
        "mark_menu",
        keys.MARK_MENU.name,
        tooltip=keys.MARK_MENU.tip,
        show=False,
        id="mark-menu",
    ),
    Binding(
        "S",
        "sort_menu",
        keys.SORT_MENU.name,
        tooltip=keys.SORT_MENU.tip,
        show=False,
        id="sort-menu",
    ),
    Binding("n", "new", keys.NEW.name, tooltip=keys.NEW.tip, show=False, id="new"),
    Binding("e", "edit", keys.EDIT.name, tooltip=keys.EDIT.tip, show=False, id="edit"),
    Binding("d", "remove", keys.REMOVE.name, tooltip=keys.REMOVE.tip, show=False, id="remove"),
    Binding("F", "forget", keys.FORGET.name, tooltip=keys.FORGET.tip, show=False, id="forget"),
    Binding("R", "rules", keys.RULES.name, tooltip=keys.RULES.tip, show=False, id="rules"),
    Binding("I", "import", keys.IMPORT.name, tooltip=keys.IMPORT.tip, show=False, id="import"),
    Binding("E", "export", keys.EXPORT.name, tooltip=keys.EXPORT.tip, show=False, id="export"),
    Binding("w", "report", keys.REPORT.name, tooltip=keys.REPORT.tip, id="report"),
    Binding("L", "app.lock", keys.LOCK.name, tooltip=keys.LOCK.tip, show=False, id="lock"),
    Binding("question_mark", "help", keys.HELP.name, tooltip=keys.HELP.tip, id="help"),
    Binding("q", "app.leave", keys.QUIT.name, tooltip=keys.QUIT.tip, id="quit"),
    Binding(
        "colon,ctrl+p",
        "app.command_palette",
        keys.PALETTE.name,
        tooltip=keys.PALETTE.tip,
        show=False,
        id="palette",
    ),
    Binding("escape", "clear_filter", keys.SHOW_ALL.name, show=False, id="clear-filter"),
]

STEERING = frozenset({"pause", "stop"})
"""Actions that make sense while a queue is at work only."""

OF_QUEUES = frozenset({"queue"})
"""Actions that are of use mostly while a queue is at work."""

WAITING = frozenset({"skip_wait"})
"""Actions that make sense while one waits only: for the next account, or for a person."""

STARTING = frozenset({"opt_out", "check", "check_related", "preview", "guided", "undo", "sign_in"})
"""Actions that make sense while no queue is at work only; they say so else."""
