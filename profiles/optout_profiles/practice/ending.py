"""Behaviours in which a session has ended, or ends; signing in anew gives another."""

from optout_profiles.practice.conduct import Conduct


class SignedOut(Conduct):
    """Can sign in, but asking for the setting ends the session."""

    @property
    def ends_session(self) -> bool:
        """Always."""
        return True


class SignedOutAfterChange(Conduct):
    """Takes a change, and asking for the setting after it ends the session."""

    @property
    def ends_session(self) -> bool:
        """From the change on."""
        return self.was_changed


class EndedSession(Conduct):
    """Has only a session that has ended; signing in anew gives a good one."""

    has_dead_cookies = True


class DeadSession(EndedSession):
    """Has only a session with which every page redirects for ever; signing in anew helps."""

    dies_in_a_loop = True
