"""Looks into the built wheel: what a user needs is in it, and what only we need is not.

python tests/wheel.py dist/*.whl
"""

import sys
import zipfile
from pathlib import Path

STATIC = Path(__file__).parents[1] / "profiles" / "optout_profiles" / "practice" / "static"
NEEDED = (
    "optout_tui/py.typed",
    "optout_tui/app.tcss",
    "optout_tui/cli/demo.py",
    "optout_profiles/py.typed",
    "optout_profiles/sites/linkedin.toml",
    "optout_profiles/browser/look.js",
    *(f"optout_profiles/practice/static/{file.name}" for file in STATIC.iterdir()),
)
UNWANTED = ("tests/", ".vault", "__pycache__", ".ci/")


def main(path: str) -> int:
    """Print what is wrong with the wheel; 1 if anything is."""
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        scripts = [name for name in names if name.endswith("entry_points.txt")]
        entry = wheel.read(scripts[0]).decode() if scripts else ""
    wrong = [f"missing: {name}" for name in NEEDED if name not in names]
    wrong += [f"unwanted: {name}" for name in names if any(word in name for word in UNWANTED)]
    if "optout-tui = optout_tui.cli:main" not in entry:
        wrong.append("missing: the command optout-tui")
    if not any(name.endswith("licenses/LICENSE") for name in names):
        wrong.append("missing: the licence")
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    if tops != {"optout_tui", "optout_profiles"}:
        wrong.append(f"unwanted: {sorted(tops - {'optout_tui', 'optout_profiles'})}")
    print("\n".join(wrong) or f"{path}: {len(names)} files, as they should be.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
