"""What to do about an outcome, by ways that are open from where it is read."""

import sys
from argparse import Namespace
from pathlib import Path

import pytest

from optout_profiles.outcomes import Outcome, Reason
from optout_tui.cli.opening import ways_from
from optout_tui.wording.advice import Ways, advice

COMMANDS = Ways(" --vault 'my list'")
APP = Ways(" --vault x", in_app=True)
DEMO = Ways(None, in_app=True)


@pytest.mark.parametrize("outcome", [Outcome.SIGN_IN_NEEDED, Outcome.WRONG_PERSON])
def test_signing_in_is_advised_with_a_way_to_do_it(outcome) -> None:
    command = "optout-tui sign-in a2b3c4 --vault "
    assert advice(outcome, None, "a2b3c4", COMMANDS).endswith(f": {command}'my list'")
    assert advice(outcome, None, "a2b3c4", APP).endswith(": press s")


def test_a_check_is_a_key_in_the_app_which_holds_the_list() -> None:
    tried = Outcome.NOT_VERIFIED, Reason.NETWORK, "a2b3c4"
    assert advice(*tried, COMMANDS) == "check it again: optout-tui check a2b3c4 --vault 'my list'"
    assert advice(*tried, APP) == advice(*tried, DEMO) == "check it again: press c"


def test_no_command_is_advised_for_a_list_that_is_thrown_away() -> None:
    for outcome in Outcome:
        assert "a2b3c4" not in advice(outcome, None, "a2b3c4", DEMO)


def test_what_was_given_is_to_be_given_again_and_what_the_environment_says_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = Namespace(vault=Path("my list"), profile=Path("p.toml"))
    assert ways_from(given).options == " --vault 'my list' --profile p.toml"
    monkeypatch.setenv("OPTOUT_TUI_VAULT", "my list")
    assert ways_from(given).options == " --profile p.toml"
    assert ways_from(Namespace(vault=None, profile=None), in_app=True).options == ""


def test_a_failed_fetch_and_a_refused_password_are_no_fault_of_the_page() -> None:
    assert "internet" in advice(Outcome.NOT_UNDERSTOOD, Reason.NETWORK, "a2b3c4", APP)
    todo = advice(Outcome.SIGN_IN_NEEDED, Reason.NOT_ACCEPTED, "a2b3c4", APP)
    assert todo == "check the address and the password, then try once more"


def test_a_challenge_leads_to_signing_in_anew() -> None:
    for reason in (Reason.CODE_BY_EMAIL, Reason.WRONG_CODE, Reason.APP_APPROVAL):
        said = advice(Outcome.PERSON_NEEDED, reason, "k3f9", Ways())
        assert said.endswith("while it is signed in anew: optout-tui sign-in k3f9")
    said = advice(Outcome.REFUSED, Reason.CAPTCHA, "k3f9", Ways(in_app=True))
    assert "browser's window: press s" in said


def test_without_a_display_a_sign_in_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    for display, typed in (("", " --terminal" if sys.platform != "darwin" else ""), (":9", "")):
        monkeypatch.setenv("DISPLAY", display)
        ways = ways_from(Namespace(vault=None, profile=None))
        assert ways.sign_in("k3f9") == f"optout-tui sign-in k3f9{typed}"


def test_what_only_a_window_can_answer_is_never_advised_at_a_terminal() -> None:
    ways = Ways(has_window=False)
    for end in ((Outcome.REFUSED, Reason.CAPTCHA), (Outcome.PERSON_NEEDED, Reason.OTHER_CHALLENGE)):
        for here in (ways, Ways(in_app=True, has_window=False)):
            assert advice(*end, "k3f9", here).endswith(", on a machine with a display")
    assert "--terminal" in advice(Outcome.PERSON_NEEDED, Reason.CODE, "k3f9", ways)


def test_what_the_page_asks_a_person_is_answered_in_a_window() -> None:
    for reason in (Reason.ASKED, Reason.COVERED):
        asked = Outcome.DID_NOT_STICK, reason, "k3f9"
        assert advice(*asked, COMMANDS).endswith("apply k3f9 --guided --vault 'my list'")
        assert advice(*asked, APP).endswith("window: press b")
        assert "by hand" in advice(*asked, Ways(has_window=False))


def test_where_another_setting_may_be_changed_a_person_looks() -> None:
    for end in (
        (Outcome.NOT_VERIFIED, Reason.SENT_ON_THE_WAY),
        (Outcome.DID_NOT_STICK, Reason.SENT_UNMOVED),
    ):
        assert advice(*end, "k3f9", Ways()).startswith("look at the page by hand")


def test_a_page_that_was_not_understood_can_be_told_of() -> None:
    said = advice(Outcome.NOT_UNDERSTOOD, Reason.UNKNOWN_SWITCH, "k3f9", Ways())
    assert "optout-tui outline k3f9" in said
    missing = advice(Outcome.NOT_UNDERSTOOD, Reason.DATA_MISSING, "k3f9", Ways())
    assert missing == "try again later"
