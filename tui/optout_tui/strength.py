"""How good a new passphrase is, in words, and one made up by chance.

Owns what is looked for: length, variety, repetition, rows of neighbours and what everybody tries
first. No dictionary is asked, so that words that belong to the person are not noticed: the words
never say more than "good, if".
"""

import math
import secrets
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from optout_tui.wording.strength import (
    FAIR,
    GOOD,
    IN_A_ROW,
    REPEATED,
    TOO_FEW_SIGNS,
    TRIED_FIRST,
    VERY_GOOD,
    too_short,
    weak,
)

if TYPE_CHECKING:
    from optout_profiles.secret import Secret

SHORTEST = 12
"""The fewest characters of a new passphrase, as the vault asks for."""

CONSONANTS, VOWELS = "bdfghjklmnprstvwz", "aeiou"
SYLLABLES, WORDS = 3, 4
BITS = int(SYLLABLES * WORDS * math.log2(len(CONSONANTS) * len(VOWELS)))
"""What guessing a generated one takes: 12 syllables of 85, so 76 bits."""

COMMON = (
    "passphrase", "password", "passwort", "passwd", "linkedin", "optout", "opt-out", "letmein",
    "welcome", "willkommen", "iloveyou", "admin", "secret", "geheim", "dragon", "monkey",
    "sunshine", "princess", "football", "master", "login", "changeme", "trustno1", "abc123",
    "correct horse battery staple",
)  # fmt: skip
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "1234567890")
LEFT_OVER = 8


def generated() -> "Secret[str]":
    """Return four words of three syllables each, which mean nothing and can be said aloud."""
    from optout_profiles.secret import Secret  # noqa: PLC0415 (only who wants one)

    return Secret("-".join(_word() for _ in range(WORDS)))


def strength(passphrase: str) -> str:
    """Return how good a new passphrase is."""
    words = unicodedata.normalize("NFC", passphrase)
    length = len(words)
    if length < SHORTEST:
        return too_short(SHORTEST - length)
    if weakness := _weakness(words.lower()):
        return weak(weakness)
    if length < 16 or (words.isalpha() and length < 20):
        return FAIR
    return GOOD if length < 24 else VERY_GOOD


def _weakness(words: str) -> str | None:
    if len(set(words)) < 6:
        return TOO_FEW_SIGNS
    if (words + words).find(words, 1) < len(words):
        return REPEATED
    if _in_a_row(words) * 2 > len(words):
        return IN_A_ROW
    left = words
    for common in COMMON:
        left = left.replace(common, "")
    if len(left) < len(words) and len(left.strip("0123456789!?.,-_ ")) < LEFT_OVER:
        return TRIED_FIRST
    return None


def _in_a_row(words: str) -> int:
    """Return how many characters follow their neighbour in the alphabet or on a keyboard."""
    return sum(
        abs(ord(one) - ord(other)) <= 1 or any(one + other in _both_ways(row) for row in ROWS)
        for one, other in pairwise(words)
    )


def _both_ways(row: str) -> str:
    return f"{row} {row[::-1]}"


def _word() -> str:
    return "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(SYLLABLES))
