"""Signing in from a script: two lines, or a storage state; what is kept and what is not."""

import json

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from optout_profiles.accounts import BrowserKind, Session
from optout_profiles.practice import Behaviour, Pace, SignInShape
from optout_profiles.vault import Put, Table


@pytest.fixture
def site(program):
    """Start a site with one member who is on, and list them without a sign-in."""
    site = program.practise(Behaviour.ON, Behaviour.CODE_BY_EMAIL)
    program.make_list(site, signed_in=False)
    return site


def typed(member, password=None):
    return f"{member.login}\n{password or member.password}\n"


def state_file(program, site, handle):
    """Write a sign-in as Playwright saves one, with a stranger's cookie in it."""
    cookies = [to_builtins(cookie) for cookie in site.cookies(handle)]
    cookies.append({"name": "other", "value": "x", "domain": "evil.test", "path": "/"})
    file = program.folder / "state.json"
    file.write_text(json.dumps({"cookies": cookies, "origins": []}))
    return file


def sessions(program):
    with program.opened() as vault:
        return vault.all(Table.SESSIONS, Session)


def test_two_lines_sign_in_and_the_next_command_uses_it(program, site):
    ended = program.run("sign-in", "on", "--terminal", typed=typed(site.members[0]))
    assert ended.code == 0
    assert ended.lines == ["on: signed in as on-sample"]
    assert site.log()["sign_ins"] == 1
    (session,) = sessions(program)
    assert (session.member, session.made_by) == ("on-sample", BrowserKind.HEADLESS)
    assert program.run("apply", "on", "--yes").code == 0
    assert site.log()["sign_ins"] == 1
    assert site.is_off("on-sample")


def test_a_wrong_password_is_sent_once_and_nothing_is_kept(program, site):
    ended = program.run("sign-in", "on", "--terminal", typed=typed(site.members[0], "wrong-canary"))
    assert ended.code == 3
    assert "did not accept the address or the password" in ended.out
    assert (site.log()["sign_ins"], site.log()["failed_sign_ins"]) == (0, 1)
    assert sessions(program) == []
    assert "wrong-canary" not in ended.out + ended.err


def test_a_script_has_one_try_whatever_else_it_has_to_say(program, site):
    lines = f"{typed(site.members[0], 'wrong')}\n{typed(site.members[0])}\n"
    ended = program.run("sign-in", "on", "--terminal", typed=lines)
    assert ended.code == 3
    assert (site.log()["sign_in_tries"], sessions(program)) == (1, [])


@pytest.mark.parametrize("lines", ["", "\n", "on@practice.invalid\n", "on@practice.invalid\n\n"])
def test_missing_lines_send_nothing(program, site, lines):
    ended = program.run("sign-in", "on", "--terminal", typed=lines)
    assert ended.code == 2
    assert "Nothing was sent" in ended.err
    assert site.log()["requests"] == 0


def test_the_passphrase_may_come_before_the_two_lines(program, site):
    lines = f"{program.passphrase_file.read_text()}{typed(site.members[0])}"
    ended = program.run("sign-in", "on", "--terminal", "--passphrase-file", "-", typed=lines)
    assert ended.code == 0


def test_signing_in_says_what_a_person_must_answer(program, site):
    ended = program.run("sign-in", "code by email", "--terminal", typed=typed(site.members[1]))
    assert ended.code == 3
    assert "a person is needed: a code sent by e-mail" in ended.out
    assert sessions(program) == []


def test_another_member_is_not_taken_for_the_accounts_own(program, site):
    file = state_file(program, site, "on-sample")
    ended = program.run("sign-in", "code by email", "--storage-state", file)
    assert ended.code == 3
    assert "wrong person signed in (on-sample)" in ended.out
    assert sessions(program) == []
    assert site.log()["writes"] == {}


def test_a_sign_in_is_told_in_json_too(program, site):
    ids, told = {label: one.id for label, one in program.accounts().items()}, []
    for name, member in (("on", site.members[0]), ("code by email", site.members[1])):
        ended = program.run("sign-in", name, "--terminal", "--json", typed=typed(member))
        (line,) = ended.lines
        told.append(json.loads(line))
        assert member.password not in line
    assert told[0] == {"id": ids["on"], "signed_in": True, "member": "on-sample"}
    assert told[1] == {
        "id": ids["code by email"], "signed_in": False,
        "outcome": "a person is needed", "reason": "a code sent by e-mail",
    }  # fmt: skip


def test_an_account_without_a_member_takes_the_one_who_signed_in(program, site):
    program.run("edit", "on", "--member", "")
    assert program.run("sign-in", "on", "--terminal", typed=typed(site.members[0])).code == 0
    assert program.accounts()["on"].member == "on-sample"


def test_a_storage_state_is_tried_out_and_only_its_own_cookies_are_kept(program, site):
    file = state_file(program, site, "on-sample")
    before = file.read_bytes()
    ended = program.run("sign-in", "on", "--storage-state", file)
    assert ended.code == 0
    assert "often ends a sign-in that was moved" in ended.err
    (session,) = sessions(program)
    assert session.made_by is BrowserKind.IMPORTED
    assert {cookie.name for cookie in session.cookies} == {"li_at", "JSESSIONID", "bcookie"}
    assert file.read_bytes() == before
    assert program.run("check", "on").code == 1


def test_a_storage_state_that_the_service_ended_is_not_kept(program, site):
    file = state_file(program, site, "on-sample")
    file.write_text(
        file.read_text().replace('"name": "li_at", "value": "', '"name": "li_at", "value": "x')
    )
    ended = program.run("sign-in", "on", "--storage-state", file)
    assert ended.code == 3
    assert sessions(program) == []


@pytest.mark.parametrize(
    "content",
    ["", "not json canary", "[]", '{"cookies": 1}', '{"cookies": [{"name": "li_at"}]}', "{}",
     '{"cookies": [{"name": "li_at", "value": "canary", "domain": "evil.test"}]}',
     '{"cookies": [{"name": "li_at", "value": "canary", "domain": "7.0.0.1"}]}',
     "\x1b[2J"],
)  # fmt: skip
def test_a_file_that_is_no_sign_in_is_told_without_its_words(program, site, content):
    file = program.folder / "state.json"
    file.write_text(content)
    ended = program.run("sign-in", "on", "--storage-state", file)
    assert ended.code == 2
    assert f"{file}: " in ended.err
    assert "canary" not in ended.err
    assert site.log()["requests"] == 0


def test_a_storage_state_that_is_not_there_is_told(program, site):
    ended = program.run("sign-in", "on", "--storage-state", program.folder / "nowhere.json")
    assert ended.code == 2
    assert "nowhere.json" in ended.err


def test_only_one_way_to_sign_in_can_be_named(program, site):
    assert program.run("sign-in", "on", "--terminal", "--storage-state", "x").code == 2


def test_a_run_as_the_wrong_person_touches_nothing(program, site):
    (account,) = (one for one in program.accounts().values() if one.label == "on")
    with program.opened(writing=True) as vault:
        other = replace(account, member="somebody-else")
        cookies = site.cookies("on-sample")
        session = Session(
            account.id,
            "somebody-else",
            site.origin,
            BrowserKind.HEADLESS,
            account.added_at,
            cookies,
        )
        vault.write(
            Put(Table.ACCOUNTS, account.id, other), Put(Table.SESSIONS, account.id, session)
        )
    ended = program.run("apply", "on", "--yes")
    assert ended.code == 3
    assert "wrong person signed in (on-sample); nothing was touched" in ended.out
    assert site.log()["writes"] == {}
    assert not site.is_off("on-sample")


def test_removing_an_account_takes_its_sign_in_with_it(program, site):
    file = state_file(program, site, "on-sample")
    assert program.run("sign-in", "on", "--storage-state", file).code == 0
    assert program.run("remove", "on", "--yes").code == 0
    assert sessions(program) == []


def test_a_sign_in_of_another_site_is_not_sent_to_this_one(program, site):
    file = state_file(program, site, "on-sample")
    assert program.run("sign-in", "on", "--storage-state", file).code == 0
    elsewhere = program.practise(Behaviour.ON)
    ended = program.run("check", "on")
    assert ended.code == 3
    assert elsewhere.log()["requests"] == 0


def test_without_a_display_a_window_is_refused_with_the_way_by_terminal(program, site):
    ended = program.run("sign-in", "on", DISPLAY="", WAYLAND_DISPLAY="")
    assert ended.code == 5
    assert "no display" in ended.err
    assert "--terminal" in ended.err
    assert site.log()["requests"] == 0


@pytest.mark.parametrize("shape", SignInShape)
def test_each_shape_of_the_page_is_signed_in_on(program, shape):
    site = program.practise(Behaviour.ON, shape=shape)
    program.make_list(site, signed_in=False)
    ended = program.run("sign-in", "on", "--terminal", typed=typed(site.members[0]))
    assert (ended.code, ended.lines) == (0, ["on: signed in as on-sample"])
    assert site.log()["other_provider_clicks"] == 0


def test_the_third_line_is_the_code_and_a_wrong_one_is_sent_once(program, site):
    member = site.members[1]
    wrong = program.run("sign-in", "code by email", "--terminal", typed=f"{typed(member)}999999\n")
    assert wrong.code == 3
    assert "did not accept the code" in wrong.out
    assert site.log()["code_tries"] == 1
    assert "999999" not in wrong.out + wrong.err
    right = program.run("sign-in", "code by email", "--terminal", typed=f"{typed(member)}123456\n")
    assert right.code == 0
    assert [session.member for session in sessions(program)] == ["code-by-email-sample"]


def test_a_script_never_waits_for_an_approval(program):
    site = program.practise(Behaviour.APP_APPROVAL, pace=Pace(approving=60))
    program.make_list(site, signed_in=False)
    ended = program.run("sign-in", "--all", "--terminal", typed=f"{typed(site.members[0])}\n")
    assert ended.code == 3
    assert "app" in ended.out
    assert sessions(program) == []


def test_several_come_one_after_another_and_the_gravest_code_wins(program):
    site = program.practise(Behaviour.ON, Behaviour.CODE_BY_SMS, Behaviour.OFF)
    program.make_list(site, signed_in=False)
    lines = "".join(f"{typed(member)}\n" for member in site.members)
    ended = program.run("sign-in", "--all", "--terminal", typed=lines)
    assert ended.code == 3
    assert [line.partition(":")[0] for line in ended.lines] == ["on", "code by sms", "off"]
    assert {session.member for session in sessions(program)} == {"on-sample", "off-sample"}


@pytest.mark.parametrize("behaviour", [Behaviour.CAPTCHA, Behaviour.RESTRICTED])
def test_a_refusal_ends_the_sign_ins(program, behaviour):
    site = program.practise(behaviour, Behaviour.ON)
    program.make_list(site, signed_in=False)
    lines = "".join(f"{typed(member)}\n" for member in site.members)
    ended = program.run("sign-in", "--all", "--terminal", typed=lines)
    assert ended.code == 7
    assert "1 account not begun" in ended.err
    assert site.log()["sign_ins_done"] == 0


def test_a_storage_state_is_of_one_account(program, site):
    file = state_file(program, site, "on-sample")
    ended = program.run("sign-in", "--all", "--storage-state", file)
    assert ended.code == 2
    assert "name one account" in ended.err
