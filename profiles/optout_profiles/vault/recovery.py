"""Recovery codes: made to be printed, read out and typed.

Owns their form: Crockford's alphabet (no I, L, O, U; small letters and those look-alikes are
taken too), 26 random signs and two that check them, in seven groups of four.
https://www.crockford.com/base32.html
"""

import hashlib
import secrets

from optout_profiles.secret import Secret

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SIGNS = 26
BITS = RANDOM_SIGNS * 5
GROUP = 4
GROUPS = 7

LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})


def new_code() -> Secret[str]:
    """Return a new code in groups: 130 random bits."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SIGNS))
    return Secret("-".join(_groups(signs + _check(signs))))


def group_of(code: Secret[str], number: int) -> str:
    """Return one group of a code, counted from 1."""
    return code.reveal().split("-")[number - 1]


def is_group(typed: str, code: Secret[str], number: int) -> bool:
    """Say whether this is the code's group of that number."""
    return _plain(typed) == group_of(code, number)


def code_secret(words: Secret[str]) -> Secret[bytes] | None:
    """Return what wraps a key if the words have a code's form and their check is right."""
    signs = _plain(words.reveal())
    if not _has_form(signs) or signs[RANDOM_SIGNS:] != _check(signs[:RANDOM_SIGNS]):
        return None
    return Secret(signs[:RANDOM_SIGNS].encode())


def is_mistyped(words: Secret[str]) -> bool:
    """Say whether the words have a code's form and their check is wrong."""
    return _has_form(_plain(words.reveal())) and code_secret(words) is None


def _has_form(signs: str) -> bool:
    return len(signs) == GROUP * GROUPS and set(signs) <= set(ALPHABET)


def _plain(typed: str) -> str:
    return typed.strip().upper().translate(LOOK_ALIKES)


def _check(signs: str) -> str:
    number = int.from_bytes(hashlib.sha256(signs.encode()).digest()[:2], "big")
    return ALPHABET[number >> 11] + ALPHABET[number >> 6 & 31]


def _groups(signs: str) -> list[str]:
    return [signs[place : place + GROUP] for place in range(0, len(signs), GROUP)]
