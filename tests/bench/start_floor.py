"""The least that `bench_start.py` compares the app with: an empty Textual app with one Input."""

from textual.app import App, ComposeResult
from textual.widgets import Input


class Floor(App[None]):
    def compose(self) -> ComposeResult:
        yield Input(placeholder="passphrase")


if __name__ == "__main__":
    Floor().run()
