"""A keyring service of the tests' own, which keeps its secrets in a file, for other processes."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend


class Wallet(KeyringBackend):
    """Works as those of desktops do; ``OPTOUT_TEST_WALLET`` names its file, in clear."""

    priority = 0.1

    @property
    def _file(self) -> Path:
        return Path(os.environ["OPTOUT_TEST_WALLET"])

    def _kept(self) -> dict[str, str]:
        return json.loads(self._file.read_text()) if self._file.exists() else {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file.write_text(json.dumps({**self._kept(), f"{service} {username}": password}))

    def delete_password(self, service: str, username: str) -> None:
        kept = self._kept()
        del kept[f"{service} {username}"]
        self._file.write_text(json.dumps(kept))
