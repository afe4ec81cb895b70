"""How good a passphrase is, is said by what can be seen, and no more is claimed."""

import pytest

from optout_profiles.secret import Secret
from optout_profiles.vault.slots import SHORTEST_PASSPHRASE, is_too_short
from optout_tui.strength import BITS, SHORTEST, generated, strength


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("", "too short: 12 more"),
        ("eleven char", "too short: 1 more"),
        ("e\u0301" * 11, "too short: 1 more"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "weak: too few different characters"),
        ("Ab12!xAb12!xAb12!x", "weak: the same piece again and again"),
        ("abcdefghijklmnop", "weak: characters that stand in a row"),
        ("9876543210123456", "weak: characters that stand in a row"),
        ("qwertyuiopasdfgh", "weak: characters that stand in a row"),
        ("Password12345!", "weak: everybody tries that first"),
        ("linkedin-password", "weak: everybody tries that first"),
        ("correct horse battery staple", "weak: everybody tries that first"),
        ("gT7 kq.Wn2zP", "fair: longer is better"),
        ("Weihnachtsbaum", "fair: longer is better"),
        ("gT7 kq.Wn2zP vB4", "good, if nobody who knows you would think of it"),
        ("lamp otter seven violin", "good, if nobody who knows you would think of it"),
        ("lamp otter seven violin dust", "very good, if nobody who knows you would think of it"),
    ],
)
def test_the_verdict_names_what_is_seen(words, verdict):
    assert strength(words) == verdict


def test_the_face_and_the_vault_agree_on_the_shortest():
    assert SHORTEST == SHORTEST_PASSPHRASE
    for words in ("twelve chars", "eleven char", "e\u0301" * 12):
        assert strength(words).startswith("too short") == is_too_short(Secret(words))


def test_what_is_made_up_is_as_random_as_it_says_and_never_weak():
    made = [generated().reveal() for _ in range(500)]
    assert len(set(made)) == 500
    syllables = {word[n : n + 2] for one in made for word in one.split("-") for n in (0, 2, 4)}
    assert len(syllables) == 85
    assert 2**BITS <= 85**12
    assert {strength(one).split(",")[0] for one in made} == {"very good"}
