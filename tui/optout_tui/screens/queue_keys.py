"""The keys of the queue's screen: what each does, in the order in which the footer shows them."""

from textual.binding import Binding, BindingType

from optout_tui.wording import keys


def _key(by: str, action: str, key: keys.Key, id_: str, *, show: bool = True) -> Binding:
    return Binding(by, action, key.name, tooltip=key.tip, show=show, id=f"queue.{id_}")


QUEUE_KEYS: list[BindingType] = [
    _key("k", "cursor(-1)", keys.CURSOR_UP, "up", show=False),
    _key("j", "cursor(1)", keys.CURSOR_DOWN, "down", show=False),
    _key("K,shift+up", "move(1)", keys.EARLIER, "earlier"),
    _key("J,shift+down", "move(-1)", keys.LATER, "later"),
    _key("t", "first", keys.FIRST, "first"),
    _key("l", "last", keys.LAST, "last"),
    # One key: a queue that has ended skips nobody.
    _key("s", "skip", keys.SKIP, "skip"),
    _key("s", "sign_in", keys.SIGN_IN_NEEDING, "sign-in"),
    _key("b", "click", keys.CLICK, "click"),
    _key("d", "drop", keys.DROP, "drop"),
    _key("a", "add", keys.ADD, "add"),
    _key("r", "retry", keys.RETRY, "retry"),
    _key("p", "pause", keys.PAUSE_HERE, "pause"),
    _key("full_stop", "go_on", keys.GO_ON, "go-on", show=False),
    _key("question_mark", "help", keys.HELP, "help", show=False),
    _key("escape,Q", "back", keys.BACK_TO_LIST, "back"),
]

WHILE_RUNNING = frozenset({"move", "first", "last", "skip", "drop", "add", "pause", "go_on"})
"""Actions that make sense while a queue is at work only."""

AFTER_IT = frozenset({"sign_in", "click"})
"""Actions that make sense once it has ended only."""
