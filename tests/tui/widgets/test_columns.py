"""Widths of columns, and texts in cells."""

import pytest
from rich.cells import cell_len
from wcwidth import wcwidth

from optout_tui.widgets.columns import Column, fitted, placed


def column(name: str, width: int, share: int = 0, drop: int = 0) -> Column:
    return Column(name, name, width, text=str, sort_key=str, share=share, drop=drop)


COLUMNS = (column("a", 10, share=3), column("b", 10, drop=2), column("c", 10, share=1, drop=1))


def layout(room: int) -> dict[str, int]:
    return {place.column.id: place.width for place in placed(COLUMNS, room)}


def test_columns_get_their_least_width_where_it_just_fits():
    assert layout(34) == {"a": 10, "b": 10, "c": 10}


def test_spare_width_is_given_by_share_and_never_beyond_the_room():
    assert layout(54) == {"a": 25, "b": 10, "c": 15}
    for room in range(34, 200):
        assert sum(layout(room).values()) + 4 <= room


def test_the_column_with_the_highest_drop_goes_first():
    assert list(layout(33)) == ["a", "c"]
    assert list(layout(21)) == ["a"]


def test_a_column_without_drop_stays_however_narrow():
    assert layout(3) == {"a": 10}


HARMLESS = [
    ("", "    "),
    ("ab", "ab  "),
    ("abcd", "abcd"),
    ("abcde", "abc…"),
    ("日本", "日本"),
    ("日本語", "日 …"),
    ("a日本", "a日…"),
    ("x[/]", "x[/]"),
    ("a\nb\tc", "a b…"),
    ("\x1b]0;", "\ufffd]0;"),
    ("a\u202eb", "a\ufffdb "),
    ("e\u0301", "é   "),
]


@pytest.mark.parametrize(("text", "cell"), HARMLESS)
def test_a_text_is_shown_literally_and_fills_its_cell(text, cell):
    assert fitted(text, 4) == cell


UNSTEADY = ["👩‍👩‍👧", "❤️", "👍🏽", "🇩🇪", "日本語" * 5, "🎉" * 30, "a" * 10_000, "नमस्ते", "\u200d"]


@pytest.mark.parametrize("text", UNSTEADY)
@pytest.mark.parametrize("width", range(1, 12))
def test_a_cell_is_as_wide_to_the_terminal_as_to_us(text, width):
    cell = fitted(text, width)
    assert cell_len(cell) == width
    assert sum(map(wcwidth, cell)) == width


def test_no_room_is_no_text():
    assert fitted("abc", 0) == ""
