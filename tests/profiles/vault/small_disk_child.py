"""Runs on a small file system of its own: what a vault says when it is full, or closed to it.

``python small_disk_child.py FOLDER`` prints one JSON object: for each situation what each deed was
answered with, and whether the vault was as it was.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from optout_profiles.errors import VaultError, VaultNotWritable
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, Vault, create_vault, open_vault
from optout_profiles.vault.backups import back_up, put_back, to_be_replaced
from optout_profiles.vault.rekeying import change_passphrase

WORDS, NEW = Secret("correct horse battery staple"), Secret("another long passphrase")
NOBODY = 65534


class Note(Struct, frozen=True):
    text: str


def told(deed: Callable[[], object]) -> str:
    """Do it; return why it was refused."""
    try:
        deed()
    except VaultNotWritable as error:
        return error.reason
    except VaultError as error:
        return type(error).__name__
    return "done"


class Disk:
    """A folder with a vault and a copy of it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path, self.copy = folder, folder / "list.vault", folder / "copy.vault"
        with create_vault(self.path, WORDS, TEST_COST) as vault:
            vault.write(Put(Table.ACCOUNTS, "a", Note("kept")))
            back_up(vault, self.copy)

    def opened(self, *, writing: bool = True) -> Vault:
        return open_vault(self.path, WORDS, writing=writing)

    def read(self) -> list[str]:
        with self.opened(writing=False) as vault:
            return [one.text for one in vault.all(Table.ACCOUNTS, Note)]

    def save(self, text: str) -> None:
        with self.opened() as vault:
            vault.write(Put(Table.ACCOUNTS, "a", Note(text)))

    def restore(self) -> None:
        with open_vault(self.copy, WORDS, writing=False) as copy, to_be_replaced(self.path):
            put_back(copy, self.path, 99)

    def back_up(self) -> None:
        with self.opened(writing=False) as vault:
            back_up(vault, self.folder / "more.vault")

    def rekey(self) -> None:
        with self.opened() as vault:
            change_passphrase(vault, NEW, TEST_COST)

    def answers(self) -> dict[str, object]:
        """Try every deed that writes, and look whether all is as it was."""
        deeds = {
            "save": lambda: self.save("y" * 60_000),
            "backup": self.back_up,
            "passphrase": self.rekey,
            "restore": self.restore,
            "init": lambda: create_vault(self.folder / "new.vault", WORDS, TEST_COST),
        }
        before = self.names()
        answers: dict[str, object] = {name: told(deed) for name, deed in deeds.items()}
        return {**answers, "kept": self.read() == ["kept"], "left": self.names() == before}

    def names(self) -> list[str]:
        return sorted(one.name for one in self.folder.iterdir() if not one.name.endswith(".lock"))


def filled(disk: Disk) -> dict[str, object]:
    """Leave no byte free."""
    filler = disk.folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(512))
        except OSError:
            pass
    answers = disk.answers()
    filler.unlink()
    return {**answers, "after": told(lambda: disk.save("kept"))}


def read_only(disk: Disk) -> dict[str, object]:
    """Let the file system be read only."""
    subprocess.run(["mount", "-o", "remount,ro", disk.folder], check=True)
    answers = disk.answers()
    subprocess.run(["mount", "-o", "remount,rw", disk.folder], check=True)
    return answers


def forbidden(disk: Disk) -> dict[str, object]:
    """Look as somebody who may not write there, then as one who may not read either."""
    for file in (disk.folder, *disk.folder.iterdir()):
        os.chown(file, NOBODY, NOBODY)
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    disk.folder.chmod(0o500)
    answers = disk.answers()
    disk.path.chmod(0)
    return {**answers, "read": told(disk.read)}


if __name__ == "__main__":
    disk = Disk(Path(sys.argv[1]))
    results = {"full": filled(disk), "read-only": read_only(disk)}
    if os.geteuid() == 0 and sys.argv[2:] == ["--as-nobody"]:
        results["forbidden"] = forbidden(disk)
    print(json.dumps(results))
