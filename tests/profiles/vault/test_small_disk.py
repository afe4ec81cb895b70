"""A real file system that is full, read only or closed: the reason is named and nothing is lost."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHILD = Path(__file__).with_name("small_disk_child.py")
MOUNT = 'mount -t tmpfs -o size=120k,mode=755 none "$1" && exec "$2" "$3" "$1" $4'


@pytest.fixture(scope="module")
def results() -> Iterator[dict[str, Any]]:
    """Return what the vault said on a disk of 120 KiB, in a mount namespace that ends with it."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        for ways, more in ((["-m"], "--as-nobody"), (["-rm"], "")):
            command = ["unshare", *ways, "sh", "-c", MOUNT, "sh", folder, sys.executable, CHILD]
            try:
                ended = subprocess.run(
                    [*command, more], check=False, capture_output=True, text=True, timeout=60
                )
            except FileNotFoundError:
                break
            if not ended.stderr.startswith(("unshare:", "mount:")):
                assert ended.returncode == 0, ended.stderr
                yield json.loads(ended.stdout)
                return
    pytest.skip("this system lets us mount no small file system (unshare -m, or -rm)")


DEEDS = ("save", "backup", "passphrase", "restore", "init")


@pytest.mark.parametrize("deed", DEEDS)
def test_on_a_full_disk_the_reason_is_named(results: dict[str, Any], deed: str) -> None:
    assert results["full"][deed] in {"the disk is full", "No space left on device"}


@pytest.mark.parametrize("deed", DEEDS)
def test_on_a_read_only_disk_the_reason_is_named(results: dict[str, Any], deed: str) -> None:
    assert results["read-only"][deed] == "Read-only file system"


@pytest.mark.parametrize("deed", DEEDS)
def test_where_writing_is_forbidden_the_reason_is_named(results: dict[str, Any], deed: str) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody who may not write there")
    assert results["forbidden"][deed] in {
        "Permission denied",
        "the file, or its journal beside it, can't be opened",
        "the file, its folder or its file system can't be written to",
    }


def test_nothing_is_lost_or_left_by_any_of_it(results: dict[str, Any]) -> None:
    for said in results.values():
        assert said["kept"]
        assert said["left"]
    assert results["full"]["after"] == "done"
    assert results.get("forbidden", {}).get("read", "Permission denied") == "Permission denied"
