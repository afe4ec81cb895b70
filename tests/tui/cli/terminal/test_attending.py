"""A person at a terminal while the service wants more: codes, approvals, another try."""

import signal

import pytest

from optout_profiles.accounts import Session
from optout_profiles.practice import Behaviour, Pace
from optout_profiles.vault import Table


@pytest.fixture
def signing_in(program, terminal):
    """Begin to sign the one member in at a terminal, up to the password."""

    def begin(behaviour, pace=None, **options):
        site = program.practise(behaviour, pace=pace or Pace())
        (member,) = site.members
        program.make_list(site, signed_in=False)
        opened = terminal("sign-in", "--all", "--terminal", **options)
        opened.hear("]: ")
        opened.type("\n")
        opened.hear("Password: ")
        return site, member, opened

    return begin


def kept(program):
    with program.opened() as vault:
        return [session.member for session in vault.all(Table.SESSIONS, Session)]


def test_a_code_is_asked_for_hidden_and_a_wrong_one_again(program, signing_in):
    site, member, opened = signing_in(Behaviour.CODE_BY_EMAIL)
    opened.type(f"{member.password}\n")
    assert "e-mail" in opened.hear("Code: ")
    assert not opened.echoes
    opened.type("999999\n")
    assert "did not accept the code" in opened.hear("Code: ")
    opened.type("123456\n")
    code, shown = opened.end()
    assert code == 0
    assert "signed in as code-by-email-sample" in shown
    assert b"999999" not in opened.raw
    assert b"123456" not in opened.raw
    assert opened.is_restored
    assert (site.log()["code_tries"], site.log()["sign_in_tries"]) == (2, 1)
    assert kept(program) == ["code-by-email-sample"]


@pytest.mark.parametrize("way", ["enter", "ctrl-c", "ctrl-d", "SIGTERM"])
def test_a_code_can_be_left_and_the_terminal_is_as_before(program, signing_in, way):
    _, member, opened = signing_in(Behaviour.AUTHENTICATOR)
    opened.type(f"{member.password}\n")
    opened.hear("Code: ")
    match way:
        case "SIGTERM":
            opened.program.send_signal(signal.SIGTERM)
        case _:
            opened.type({"enter": "\n", "ctrl-c": "\x03", "ctrl-d": "\x04"}[way])
    code, shown = opened.end()
    assert code == (130 if way in {"ctrl-c", "SIGTERM"} else 3)
    assert "Traceback" not in shown
    assert opened.is_restored
    assert kept(program) == []
    assert program.processes() == []


def test_an_approval_is_waited_for_with_the_clock(program, signing_in):
    _, member, opened = signing_in(Behaviour.APP_APPROVAL, Pace(approving=2.5))
    opened.type(f"{member.password}\n")
    opened.hear(" left: approve it in the service's app")
    code, shown = opened.end()
    assert code == 0
    assert "signed in as app-approval-sample" in shown
    assert kept(program) == ["app-approval-sample"]


def test_a_mistyped_password_is_told_and_asked_for_again_by_the_person(program, signing_in):
    site, member, opened = signing_in(Behaviour.ON)
    opened.type("wrong-canary\n")
    assert "did not accept the address or the password" in opened.hear("]: ")
    assert site.log()["sign_in_tries"] == 1
    opened.type("\n")
    opened.hear("Password: ")
    opened.type(f"{member.password}\n")
    code, _ = opened.end()
    assert code == 0
    assert site.log()["sign_in_tries"] == 2
    assert b"canary" not in opened.raw


def test_an_empty_password_gives_up_after_a_wrong_one(program, signing_in):
    site, _, opened = signing_in(Behaviour.ON)
    opened.type("wrong-canary\n")
    opened.hear("]: ")
    opened.type("\n")
    opened.hear("Password: ")
    opened.type("\n")
    code, _ = opened.end()
    assert code == 3
    assert site.log()["sign_in_tries"] == 1
    assert kept(program) == []
