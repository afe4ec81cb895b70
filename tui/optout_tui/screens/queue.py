"""The queue as a place: who is at hand, who is to come and in which order, and what came of whom.

Owns showing and changing what is to come; the queue itself is the strip's.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from optout_profiles.runs.fold import Done, QueueState
from optout_tui.screens.dialog import Dialog
from optout_tui.screens.help import HelpScreen
from optout_tui.screens.queue_keys import AFTER_IT, QUEUE_KEYS, WHILE_RUNNING
from optout_tui.sequels import Deed, Sequel, meant
from optout_tui.widgets.keys_line import KeysLine
from optout_tui.widgets.queue_lines import done_line, left_lines, step_line
from optout_tui.widgets.queue_strip import QueueStrip
from optout_tui.wording import queue as said

BEAT = 0.2
"""Seconds between two looks at the queue."""

WIDE = 120
"""Cells from which on both lists have room beside each other."""

END = -(10**9)
FRONT = 10**9


class QueueScreen(Dialog[Sequel | None]):
    """Shows a queue that runs or has ended; its answer is what is to follow, after its end.

    ``label_of`` tells an account's name, cleaned; ``marked`` are added where a person asks for it.
    """

    DEFAULT_CSS = """
    QueueScreen {
        align: left top;
        background: $background;
        & > Static { padding: 0 1; height: auto; }
        #queue-lists { height: 1fr; layout: vertical; }
        &.is-wide #queue-lists { layout: horizontal; }
        #queue-lists > Vertical { height: 1fr; width: 1fr; }
        &.is-tall #queue-pending { height: auto; max-height: 50%; }
        &.is-tall #queue-come { height: auto; }
        OptionList { height: 1fr; border: none; padding: 0 1; background: $background; }
        OptionList:focus { border: none; }
        .heading { text-style: bold; padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = QUEUE_KEYS

    def __init__(
        self, strip: QueueStrip, label_of: Callable[[str], str], marked: Sequence[str]
    ) -> None:
        super().__init__()
        self._strip, self._label_of, self._marked = strip, label_of, tuple(marked)
        self._come = OptionList(id="queue-come", markup=False)
        self._done = OptionList(id="queue-done", markup=False)
        self._shown: tuple[str, ...] = ()
        self._ends: tuple[Done, ...] = ()
        self._note = ""
        self._was_going_on = strip.is_going_on

    def compose(self) -> ComposeResult:
        """Lay out the queue's lines above the two lists."""
        yield Static(id="queue-now", markup=False)
        with Container(id="queue-lists"):
            with Vertical(id="queue-pending"):
                yield Static(id="queue-come-head", classes="heading", markup=False)
                yield self._come
            with Vertical():
                yield Static(said.DONE_TITLE, classes="heading", markup=False)
                yield self._done
        yield KeysLine(self._is_idle)

    def on_mount(self) -> None:
        """Show the queue as it is, and look again and again."""
        self.on_resize()
        self.look()
        self._come.focus()
        self.set_interval(BEAT, self.look)

    def on_resize(self) -> None:
        """Put the lists beside each other where there is room."""
        is_wide = self.app.size.width >= WIDE
        self.set_class(is_wide, "is-wide")
        self.set_class(not is_wide, "is-tall")

    def look(self) -> None:
        """Show what has changed."""
        state = self._strip.state
        if state is None:
            return
        pending = self._strip.pending.account_ids
        if pending != self._shown:
            self._show_pending(pending)
        if len(state.ends) != len(self._ends):
            self._show_ends(state)
        self._notice_end()
        lines = [*self._strip.lines, step_line(state)]
        if state.end is not None:
            lines += left_lines(state)
        told = "\n".join(line for line in [*lines, self._note] if line)
        self.query_one("#queue-now", Static).update(Text(told, overflow="ellipsis"))

    def _notice_end(self) -> None:
        """Offer the keys of an ended queue once it has ended; what was said of it is over."""
        if self._was_going_on and not self._strip.is_going_on:
            self._was_going_on, self._note = False, ""
            self.refresh_bindings()

    def _show_pending(self, pending: tuple[str, ...]) -> None:
        """Show who is to come; the cursor stays with its account."""
        if pending == self._shown[1:]:  # the first one has begun: the rest is as it was
            self._come.remove_option_at_index(0)
        else:
            at = self._at_cursor
            place = self._come.highlighted or 0
            self._come.clear_options()
            self._come.add_options([Option(Text(self._label_of(one))) for one in pending])
            if pending:
                here = pending.index(at) if at in pending else min(place, len(pending) - 1)
                self._come.highlighted = here
        self._shown = pending
        self.query_one("#queue-come-head", Static).update(said.to_come(len(pending)))

    def _show_ends(self, state: QueueState) -> None:
        """Add what came of the accounts since; stay where somebody has scrolled up to."""
        was_last = self._done.is_vertical_scroll_end
        if state.ends[: len(self._ends)] != self._ends:
            self._done.clear_options()
            self._ends = ()
        new = state.ends[len(self._ends) :]
        lines = [done_line(one, self._label_of(one.account_id)) for one in new]
        self._done.add_options([Option(Text(line)) for line in lines])
        self._ends = state.ends
        if was_last:
            self._done.scroll_end(animate=False)

    @property
    def _at_cursor(self) -> str:
        place = self._come.highlighted
        return self._shown[place] if place is not None and place < len(self._shown) else ""

    def action_cursor(self, rows: int) -> None:
        """Move the cursor."""
        if rows < 0:
            self._come.action_cursor_up()
        else:
            self._come.action_cursor_down()

    def action_move(self, places: int) -> None:
        """Bring the account under the cursor forward by so many places."""
        self._strip.pending.move(self._at_cursor, places)
        self.look()

    def action_first(self) -> None:
        """Let it be the next one."""
        self.action_move(FRONT)

    def action_last(self) -> None:
        """Let it be the last one."""
        self.action_move(END)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Give a key that two deeds share to the one that can be done."""
        del parameters
        return not (action in {"skip"} | AFTER_IT and self._is_idle(action))

    def _is_idle(self, action: str) -> bool:
        return action.partition("(")[0] in (AFTER_IT if self._strip.is_going_on else WHILE_RUNNING)

    def action_skip(self) -> None:
        """Leave the account at hand as it is and go on, unless its switch was clicked already."""
        self._say(said.SKIPPED if self._strip.skip() else said.TOO_LATE)

    def action_sign_in(self) -> None:
        """Sign in exactly those that need it."""
        self._follow(Deed.SIGN_IN)

    def action_click(self) -> None:
        """Let a person click for exactly those whose switch-off did not stick."""
        self._follow(Deed.CLICK)

    def _follow(self, deed: Deed) -> None:
        """Go, and let a deed follow, unless there is nobody that it is for."""
        accounts = meant(self._strip.state, deed) if self._strip.state else ()
        if accounts:
            self.dismiss(Sequel(deed, accounts))
        else:
            self._say(said.NOBODY_IS_MEANT[deed])

    def action_drop(self) -> None:
        """Leave it out of this queue."""
        if dropped := self._at_cursor:
            self._strip.pending.drop(dropped)
            self._say(said.dropped(self._label_of(dropped)))

    def action_add(self) -> None:
        """Put the accounts that are marked in the list at the end, unless they had their turn."""
        state = self._strip.state
        had = [state.account_id, *(one.account_id for one in state.ends)] if state else []
        new = [one for one in self._marked if one not in {*had, *self._shown}]
        if not self._strip.is_going_on:
            self._say(said.IS_OVER)
        elif not new:
            self._say(said.NOTHING_TO_ADD)
        else:
            self._strip.pending.add(new)
            self._say(said.added(len(new)))

    def action_retry(self) -> None:
        """Try again what failed: at the end of this queue, or in another one after it."""
        state = self._strip.state
        if self._strip.is_going_on and state and state.to_retry:
            self._strip.pending.add(state.to_retry)
            self._say(said.RETRIED_AT_END)
        else:
            self._follow(Deed.RETRY)

    def action_pause(self) -> None:
        """Pause the queue before the next account, or resume it."""
        self._strip.turn_pause()
        self.look()

    def action_go_on(self) -> None:
        """Begin the next account without waiting; give a person's turn up."""
        self._strip.skip_wait()

    def action_help(self) -> None:
        """Show every key of this screen."""
        self.app.push_screen(HelpScreen(self, said.HELP))

    def action_back(self) -> None:
        """Go back to the list."""
        self.dismiss(None)

    def _say(self, sentence: str) -> None:
        self._note = sentence
        self.look()
