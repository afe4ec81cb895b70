"""At a terminal: a passphrase made up, a code typed back, a question before a list is replaced."""

from optout_profiles.accounts import new_account
from optout_profiles.secret import Secret
from optout_profiles.vault import open_vault
from optout_profiles.vault.header import RECOVERY

ASKED = {"OPTOUT_TUI_PASSPHRASE_FILE": ""}


def groups_of(shown):
    """Return the recovery code's groups: the only line of seven groups."""
    (line,) = [one for one in shown.splitlines() if one.count("-") == 6 and " " not in one.strip()]
    return line.strip().split("-")


def test_enter_alone_makes_a_passphrase_up_and_it_is_typed_back(program, terminal):
    opened = terminal("init", "--quiet", **ASKED)
    opened.hear("Passphrase: ")
    opened.type("\n")
    opened.hear("(hard to guess for any computer: 76 random bits): ")
    words = opened.hear("The same again: ").strip()
    assert len(words) == 27
    opened.type(f"{words}\n")
    assert opened.end()[0] == 0
    open_vault(program.vault, Secret(words), writing=False).close()


def test_how_good_a_typed_passphrase_is_is_said_in_words(program, terminal):
    opened = terminal("init", **ASKED)
    opened.hear("Passphrase: ")
    opened.type("password1234\n")
    assert "weak: everybody tries that first" in opened.hear("The same again: ")
    opened.type("\x03")
    assert opened.end()[0] == 130
    assert not program.vault.exists()


def test_a_recovery_code_counts_only_once_a_part_was_typed_back(program, terminal):
    program.make_vault()
    for is_right in (False, True):
        opened = terminal("recovery")
        shown = opened.hear("Type group ")
        groups = groups_of(shown)
        for _ in range(1 if is_right else 3):
            number = int(opened.hear(" of 7"))
            opened.hear("wrote down: ")
            opened.type(f"{groups[number - 1].lower() if is_right else 'UUUU'}\n")
            if not is_right and _ < 2:
                assert "That is not what it says." in opened.hear("Type group ")
        assert opened.end()[0] == (0 if is_right else 2)
        with program.opened() as vault:
            assert (RECOVERY in vault.slots) == is_right
    open_vault(program.vault, Secret("-".join(groups)), writing=False).close()


def test_a_code_that_is_left_unfinished_is_said_not_to_count(program, terminal):
    program.make_vault()
    opened = terminal("recovery")
    opened.hear("wrote down: ")
    opened.type("\x03")
    code, shown = opened.end()
    assert code == 130
    assert "The code does not count: it opens nothing. Nothing was changed." in shown
    with program.opened() as vault:
        assert RECOVERY not in vault.slots


def test_after_a_wrong_passphrase_that_was_typed_caps_lock_is_asked_about(program, terminal):
    program.make_vault(new_account("Ada"))
    program.run("backup", program.folder / "copy")
    for words in (["list"], ["restore", str(program.folder / "copy")]):
        opened = terminal(*words, **ASKED)
        opened.hear(": ")
        opened.type("NOT THE RIGHT ONE\n")
        code, shown = opened.end()
        assert code == 4
        assert "Is Caps Lock on?" in shown
    from_file = program.run("list", "--passphrase-file", "-", typed="NOT THE RIGHT ONE\n")
    assert "does not open" in from_file.err
    assert "Caps Lock" not in from_file.err


def test_a_changed_passphrase_shows_a_new_code_where_there_was_one(program, terminal):
    program.make_vault(new_account("Ada"))
    old_code = program.run("recovery", "--yes").out.strip()
    opened = terminal("passphrase", **ASKED)
    opened.hear("Passphrase: ")
    opened.type(f"{old_code}\n")
    opened.hear("New passphrase: ")
    opened.type("four unrelated words here\n")
    assert "very good, if" in opened.hear("The same again: ")
    opened.type("four unrelated words here\n")
    groups = groups_of(opened.hear("Type group "))
    number = int(opened.hear(" of 7"))
    opened.hear("wrote down: ")
    opened.type(f"{groups[number - 1]}\n")
    code, shown = opened.end()
    assert code == 0
    assert "still opens the files named now" in shown
    for words in ("four unrelated words here", "-".join(groups)):
        open_vault(program.vault, Secret(words), writing=False).close()


def test_only_a_full_yes_replaces_the_list(program, terminal):
    program.make_vault(new_account("Ada"))
    assert program.run("backup", program.folder / "copy").code == 0
    with program.opened(writing=True) as vault:
        generation = vault.generation
    for answer, is_replaced in (("y", False), ("yes", True)):
        opened = terminal("restore", str(program.folder / "copy"))
        shown = opened.hear("Type yes to go on: ")
        assert "No account would change." in shown
        opened.type(f"{answer}\n")
        assert opened.end()[0] == 0
        with program.opened() as vault:
            assert (vault.generation > generation) == is_replaced
