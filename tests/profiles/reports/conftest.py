"""Accounts in every state, and the report made of them."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Account, Fact, new_account
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.reports.writing import Report
from optout_profiles.runs.results import RunResult, after_run
from optout_profiles.sites import built_in_profile

AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
LIVE = "https://www.linkedin.com"


def _fact(setting: Setting, origin: str = LIVE) -> Fact:
    return Fact(setting, AT - timedelta(minutes=1), origin)


def _ran(account: Account, *results: RunResult) -> Account:
    for number, result in enumerate(results):
        account = after_run(account, f"run{number}", result, AT + timedelta(minutes=number))
    return account


@pytest.fixture
def at() -> datetime:
    """When the report is made."""
    return AT


@pytest.fixture
def accounts() -> list[Account]:
    """Return one account for each thing that can be known, in the list's order."""
    off = RunResult(Outcome.TURNED_OFF, fact=_fact(Setting.OFF), changed_at=AT)
    states = {
        "zz": off,
        "bb": RunResult(Outcome.IS_ON, fact=_fact(Setting.ON)),
        "cc": RunResult(Outcome.NOT_OFFERED, fact=_fact(Setting.NOT_OFFERED)),
        "dd": RunResult(Outcome.TOO_SLOW, Reason.DEADLINE),
        "ee": RunResult(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER, seen_member="canary-seen"),
        "aa": RunResult(Outcome.ALREADY_OFF, fact=_fact(Setting.OFF, "http://127.0.0.1:8137")),
    }
    made = [
        replace(
            _ran(
                new_account(
                    f"label-{id_}",
                    login=f"canary-{id_}@login.test",
                    member=f"canary-{id_}",
                    group="clients" if id_ == "bb" else None,
                ),
                result,
            ),
            id=id_,
        )
        for id_, result in states.items()
    ]
    made[0] = _ran(made[0], off, RunResult(Outcome.REFUSED, Reason.CAPTCHA))
    return [*made, replace(new_account("label-nn", login="canary-nn@login.test"), id="nn")]


@pytest.fixture
def report(accounts: list[Account]) -> Report:
    """Return the report of them."""
    return Report(accounts, built_in_profile(), AT)
