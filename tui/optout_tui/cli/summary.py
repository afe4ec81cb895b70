"""The last that is told of a queue: how many accounts, and what became of them."""

from argparse import Namespace
from collections.abc import Sequence

from optout_profiles.outcomes import Outcome
from optout_profiles.runs.events import Kind, RunEnded
from optout_tui.cli.talk import talk, tell_record
from optout_tui.exit_codes import ExitCode
from optout_tui.wording import cli_runs as said
from optout_tui.wording import ends_in_words, preview_words


class Summary:
    """Tells how a queue ended; ``left`` accounts wait for another sitting."""

    def __init__(self, options: Namespace, kind: Kind, left: Sequence[str] = ()) -> None:
        self._options, self._kind, self._left = options, kind, tuple(left)

    def tell(self, ends: Sequence[RunEnded], code: ExitCode, not_begun: Sequence[str]) -> None:
        """Tell it as a result in JSON, else as talk."""
        if self._options.json:
            outcomes = [end.outcome for end in ends]
            summary = {
                "event": "summary",
                "kind": self._kind,
                "accounts": sum(not end.more for end in ends),
                "outcomes": {one.value: outcomes.count(one) for one in Outcome if one in outcomes},
                "not_begun": not_begun,
                "left": self._left,
                "exit_code": int(code),
            }
            tell_record(summary)
            return
        pairs = [(end.outcome, end.reason) for end in ends]
        came = preview_words(pairs) if self._kind is Kind.PREVIEW else ends_in_words(pairs)
        accounts = sum(not end.more for end in ends)
        settings = len(ends) if any(end.related for end in ends) else None
        left = len(self._left)
        talk(self._options, said.summary(accounts, settings, came if ends else "", left))
