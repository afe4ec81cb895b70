"""Where things are kept."""

from pathlib import Path

import pytest

from optout_profiles.errors import UsageError
from optout_profiles.folders import (
    config_folder,
    data_folder,
    default_vault,
    path_named,
    private_folder,
    state_folder,
)

FOLDERS = {
    "OPTOUT_TUI_DATA": data_folder,
    "OPTOUT_TUI_STATE": state_folder,
    "OPTOUT_TUI_CONFIG": config_folder,
}


@pytest.mark.parametrize("variable", FOLDERS)
def test_a_folder_is_named_by_its_variable_and_not_made(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "mine"))
    assert FOLDERS[variable]() == tmp_path / "mine"
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("variable", FOLDERS)
def test_without_its_variable_a_folder_is_under_the_home(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in (variable, "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    folder = FOLDERS[variable]()
    assert folder.is_relative_to(tmp_path)
    assert folder.name == "optout-tui"


def test_the_vault_lies_among_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPTOUT_TUI_DATA", str(tmp_path))
    assert default_vault() == tmp_path / "accounts.vault"


def test_a_private_folder_is_closed_to_others_even_if_it_was_open(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    assert private_folder(folder).stat().st_mode & 0o777 == 0o700
    assert private_folder(tmp_path / "new" / "deep").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("words", ["~nobody-of-this-name/x", "a\0b", "\ud800"])
def test_what_can_be_no_path_is_a_usage_error(words: str) -> None:
    with pytest.raises(UsageError, match="names no place"):
        path_named(words)


def test_a_variable_that_names_no_place_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPTOUT_TUI_STATE", "~nobody-of-this-name/x")
    with pytest.raises(UsageError, match="names no place"):
        state_folder()


def test_a_path_is_taken_from_the_home_or_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    assert path_named("~/x") == tmp_path / "home" / "x"
    assert path_named("x") == tmp_path / "x"
