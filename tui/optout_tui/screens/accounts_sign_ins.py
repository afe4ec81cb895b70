"""The main screen's key for signing in: who is meant, and how it ended."""

from collections.abc import Sequence

from textual import work

from optout_profiles.outcomes import Outcome
from optout_profiles.runs.judging import Obstacle
from optout_tui.screens.accounts_board import AccountsBoard
from optout_tui.screens.signing_in import SigningIn
from optout_tui.sequels import needing_sign_in
from optout_tui.wording import outcome_words
from optout_tui.wording import runs as said
from optout_tui.wording.advice import advice


class AccountsSignIns(AccountsBoard):
    """Signs accounts in."""

    @work
    async def action_sign_in(self) -> None:
        """Sign the chosen accounts in, one after another; of several those that need it."""
        if not (chosen := self._chosen()) or self._is_busy():
            return
        needing = needing_sign_in([self._desk.account(one) for one in chosen], self._desk.sight())
        if needing and len(needing) < len(chosen):
            self._say(said.left_out(len(needing), len(chosen)))
        await self._sign_in(needing or chosen)

    async def _sign_in(self, chosen: Sequence[str]) -> None:
        ended: list[Obstacle | None] = []

        def tell(account_id: str, obstacle: Obstacle | None) -> None:
            ended.append(obstacle)
            self._show_sign_in(account_id, obstacle)

        if failure := await self.app.push_screen_wait(SigningIn(self._desk, chosen, tell)):
            self._say(failure, is_problem=True)
        elif len(chosen) > 1:
            left = len(chosen) - len(ended)
            self._say(said.signed_in(ended.count(None), len(chosen), left))

    def _show_sign_in(self, account_id: str, obstacle: Obstacle | None) -> None:
        """Show in the row, and in a sentence, how signing in ended."""
        before = self._desk.account(account_id).standing
        self._desk.note_sign_in(account_id, obstacle)
        account = self._desk.refreshed(account_id)
        self.pane.patch(account, before)
        if obstacle is None:
            self._say(said.signed_in_as(account.label, account.member))
            return
        words = outcome_words(obstacle.outcome, obstacle.reason, obstacle.seen_member)
        todo = advice(obstacle.outcome, obstacle.reason, account_id, self._ways)
        told = said.sign_in_failed(account.label, words, todo)
        self._say(told, is_problem=obstacle.outcome is not Outcome.CANCELLED)
