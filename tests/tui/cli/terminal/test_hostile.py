"""Hostile words in the questions and lines of the plain mode."""

from hostile import LABELS, codes_in

from optout_profiles.accounts import Account, now


def test_plain_mode_says_no_word_that_a_terminal_obeys(program, terminal):
    program.make_vault(
        *(Account(f"a{place}", label, now(), group=label) for place, label in enumerate(LABELS))
    )
    opened = terminal("--plain")
    for typed in ("2\nall\n", "1\nyes\n", "3\n"):
        opened.hear("What now?")
        opened.type(typed)
    opened.hear("What now?")
    opened.type("0\n")
    code, _ = opened.end()
    assert code == 0
    assert "\ufffd]0;owned\ufffdtitle" in opened.raw.decode()
    assert codes_in(opened.raw) == set()
