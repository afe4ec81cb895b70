"""What a fresh interpreter loads: the core draws nothing, and a page is opened only in a run."""

import subprocess
import sys

LOOKING = """
import importlib, pkgutil, sys
{deed}
heavy = sorted({{name.partition(".")[0] for name in sys.modules}} & {{{heavy}}})
print(*heavy)
"""
WHOLE_CORE = """
import optout_profiles
for module in pkgutil.walk_packages(optout_profiles.__path__, "optout_profiles."):
    importlib.import_module(module.name)
    count = globals().get("count", 0) + 1
assert count > 50, count
"""
LISTING = """
import contextlib, io
from pathlib import Path
from optout_profiles.accounts import new_account
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault
with create_vault(Path("list.vault"), Secret("correct horse battery staple"), TEST_COST) as vault:
    vault.write(Put(Table.ACCOUNTS, "aaa", new_account("Ada")))
Path("words").write_text("correct horse battery staple")
from optout_tui.cli import main
said = io.StringIO()
with contextlib.redirect_stdout(said):
    sys.argv = ["optout-tui", "list", "--vault", "list.vault", "--passphrase-file", "words"]
    try:
        code = main()
    except SystemExit as ended:
        code = ended.code
assert not code and "Ada" in said.getvalue(), (code, said.getvalue())
"""


def heavy_after(deed: str, folder, *heavy: str) -> str:
    """Return which of these packages a fresh interpreter has loaded after a deed."""
    named = ", ".join(map(repr, heavy))
    done = subprocess.run(
        [sys.executable, "-c", LOOKING.format(deed=deed, heavy=named)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_whole_core_loads_neither_a_screen_nor_a_browser(tmp_path) -> None:
    assert heavy_after(WHOLE_CORE, tmp_path, "textual", "rich", "playwright", "optout_tui") == ""


def test_the_list_is_shown_without_either(tmp_path) -> None:
    assert heavy_after(LISTING, tmp_path, "textual", "rich", "playwright") == ""


def test_the_look_itself_sees_what_is_loaded(tmp_path) -> None:
    deed = "import playwright.async_api, textual.app"
    assert heavy_after(deed, tmp_path, "textual", "playwright") == "playwright textual"
