"""Text from outside, made harmless."""

import unicodedata

import pytest

from optout_profiles.text import cleaned


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("  Ada \t\r\n Lovelace\u2028x\u2029", "Ada Lovelace x"),
        ("Jose\u0301", "José"),
        ("\x1b]0;gone\x07", "\ufffd]0;gone\ufffd"),
        ("\x9b31m", "\ufffd31m"),
        ("\u202egnp.exe\u202c", "\ufffdgnp.exe\ufffd"),
        ("\u2066x\u2069\u200b\u00ad\ufeff", "\ufffdx\ufffd\ufffd\ufffd\ufffd"),
        ("a\x00b\x7fc", "a\ufffdb\ufffdc"),
        ("\ud800", "\ufffd"),
        ("\ue000\U000f0000\U0010ffff", "\ufffd\ufffd\ufffd"),
        ("\U000e0041", "\ufffd"),
        ("👩\u200d👩", "👩\u200d👩"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("x[/] [bold]", "x[/] [bold]"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_what_a_terminal_could_obey_is_replaced_and_the_rest_is_kept(text, shown) -> None:
    assert cleaned(text) == shown


def test_no_code_point_at_all_comes_through_as_control_or_format() -> None:
    for start in range(0, 0x110000, 512):
        text = "".join(map(chr, range(start, start + 512)))
        for sign in cleaned(text, 4_096):
            assert unicodedata.category(sign) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
            assert unicodedata.category(sign) != "Cf" or sign in "\u200c\u200d"


def test_what_is_too_long_is_cut_with_a_sign_of_it() -> None:
    assert cleaned("x" * 200) == "x" * 200
    assert cleaned("x" * 201) == "x" * 199 + "…"
    assert cleaned("abcdef", 4) == "abc…"
    assert len(cleaned("\u0958" * 10_000)) == 200


@pytest.mark.parametrize(
    "text", ["\x1b[31mé\u0301" * 100, "a" * 300, "\u202e\ud800\n x", "é\u0327"]
)
def test_cleaning_twice_changes_nothing_more(text) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert unicodedata.is_normalized("NFC", once)
