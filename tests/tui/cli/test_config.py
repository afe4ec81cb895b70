"""What the config has to say to commands."""

import json

import pytest

from optout_profiles.accounts import new_account
from optout_profiles.practice import Behaviour


@pytest.fixture
def config(program):
    def write(text: str):
        file = program.folder / "config" / "config.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        return file

    return write


def test_a_saved_filter_chooses_accounts(program, config):
    program.make_vault(new_account("Ada", group="family"), new_account("Ben"))
    config('[filters]\nfamily = "group:family"\n')
    listed = program.run("list", "--json", "--filter", "@family")
    assert [one["label"] for one in json.loads(listed.out)["accounts"]] == ["Ada"]
    refused = program.run("list", "--filter", "@famly")
    assert refused.code == 2
    assert "no filter is saved as “famly”" in refused.err
    assert program.run("list", "--filter", "@family", "--no-config").code == 2


def test_a_broken_config_ends_with_2_and_the_line_unless_it_is_left_out(program, config):
    program.make_vault(new_account("Ada"))
    file = config("bell = true\npaus = 3\n")
    for words in (["list"], ["check", "--all"], ["paths"]):
        ended = program.run(*words)
        assert (ended.code, ended.out) == (2, "")
        assert f"{file}, line 2: there is no “paus”" in ended.err
        assert "--no-config" in ended.err
    assert "Ada" in program.run("list", "--no-config").out
    assert program.run("list", "--help").code == 0


def test_an_option_is_heard_before_the_environment_and_that_before_the_config(program, config):
    site = program.practise(Behaviour.OFF, Behaviour.OFF, Behaviour.OFF)
    program.make_list(site)
    config("at_most = 1")

    def checked(*words, **environment):
        ended = program.run("check", "--all", "--json", *words, **environment)
        return json.loads(ended.lines[-1])["accounts"]

    assert checked() == 1
    assert checked(OPTOUT_TUI_AT_MOST="2") == 2
    assert checked("--at-most", "3", OPTOUT_TUI_AT_MOST="2") == 3
    assert checked("--no-config") == 3


def test_the_command_of_the_config_is_called_when_a_queue_ends(program, config):
    site = program.practise(Behaviour.OFF, Behaviour.SIGNED_OUT)
    program.make_list(site)
    told = program.folder / "told"
    config(f"bell = true\nnotify = ['/bin/sh', '-c', 'echo \"$0\" >> {told}']\n")
    assert program.run("check", "--all").code == 3
    assert told.read_text().splitlines() == ["A person is needed.", "The queue has ended."]
    config("notify = ['/nowhere/notify']\n")
    ended = program.run("check", "off")
    assert ended.code == 0
    assert "notify command failed: /nowhere/notify: No such file" in ended.err
