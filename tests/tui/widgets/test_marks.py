"""Marks by id, and ranges, without a screen."""

import pytest

from optout_tui.widgets.marks import Marks


@pytest.fixture
def marks() -> Marks:
    marks = Marks()
    marks.put(["kept"])
    return marks


def test_a_range_that_shrinks_unmarks_only_what_it_marked(marks):
    marks.begin_range("b")
    marks.stretch_range(["b", "c", "kept"])
    marks.stretch_range(["b"])
    assert set(marks) == {"kept", "b"}


def test_a_range_that_ended_keeps_its_marks(marks):
    marks.begin_range("b")
    marks.stretch_range(["b", "c"])
    marks.end_range()
    assert set(marks) == {"kept", "b", "c"}
    assert marks.anchor is None


def test_letting_go_ends_only_a_held_range(marks):
    marks.begin_range("b")
    marks.let_go()
    assert marks.anchor == "b"
    marks.begin_range("b", held=True)
    marks.let_go()
    assert marks.anchor is None


@pytest.mark.parametrize(
    ("deed", "left"),
    [
        (lambda marks: marks.put(["x"]), {"kept", "b", "x"}),
        (lambda marks: marks.invert(["kept", "y"]), {"b", "y"}),
        (lambda marks: marks.keep(["b", "z"]), {"b"}),
        (lambda marks: marks.clear(), set()),
    ],
)
def test_any_other_deed_ends_the_range(marks, deed, left):
    marks.begin_range("b")
    marks.stretch_range(["b"])
    deed(marks)
    assert marks.anchor is None
    assert set(marks) == left
