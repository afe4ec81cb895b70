"""What a filter says, and which accounts fit it."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Account, Attempt, BrowserKind, Fact
from optout_profiles.authority import Authority
from optout_profiles.errors import FilterRefused
from optout_profiles.listing.fields import FIELDS, Sight
from optout_profiles.listing.filtering import parsed
from optout_profiles.listing.terms import terms
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.runs.keeping import Proof

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def account(id_: str, label: str, setting: Setting | None = None, **details: object) -> Account:
    fact = None
    if setting:
        fact = Fact(setting, AT - timedelta(days=10), "https://x.test")
    return Account(id=id_, label=label, added_at=AT, fact=fact, **details)


def tried(one: Account, outcome: Outcome) -> Account:
    return replace(one, last_try=Attempt("r", AT - timedelta(days=1), outcome))


ACCOUNTS = (
    account("ada", "Ada Lovelace", Setting.ON, group="family", member="ada-l"),
    account("jos", "José Straße", Setting.OFF, group="Clients", login="jose@x.test"),
    account("obr", "O'Brien", Setting.NOT_OFFERED, group="clients north"),
    tried(account("ben", "Ben", group="family"), Outcome.PERSON_NEEDED),
    tried(account("cle", "Cleo", Setting.OFF, login="cleo@x.test"), Outcome.SIGN_IN_NEEDED),
    tried(account("dan", "Dan"), Outcome.WRONG_PERSON),
    tried(account("eve", "Eve"), Outcome.TOO_SLOW),
    account("fay", "Fay 12:30"),
)
PROOFS = {
    id_: Proof(id_, id_, BrowserKind.HEADLESS, at)
    for id_, at in (("ada", AT), ("cle", AT), ("dan", AT - timedelta(days=5)))
}
SIGHT = Sight(AT, PROOFS.keys(), PROOFS.get)


def fitting(text: str) -> str:
    """Return the ids of the accounts that fit, in order."""
    return " ".join(one.id for one in parsed(text).among(ACCOUNTS, SIGHT))


IDS = [one.id for one in ACCOUNTS]
EVERYONE = " ".join(IDS)


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("", EVERYONE),
        ("  \t", EVERYONE),
        ("lovelace", "ada"),
        ("LOVE ada", "ada"),
        ("ada ben", ""),
        ("ada-l", "ada"),
        ("x.test", "jos cle"),
        ("family", "ada ben"),
        ('"ada love"', "ada"),
        ("'ada love'", "ada"),
        ('"love ada"', ""),
        ('"lovelace ada-l"', ""),
        ("jose", "jos"),
        ("JOSE\u0301", "jos"),
        ("strasse", "jos"),
        ("o'brien", "obr"),
        ('"o\'brien"', "obr"),
        ('"12:30"', "fay"),
        ("-family", "jos obr cle dan eve fay"),
        ('-"ada love" family', "ben"),
        ("label:ada", "ada"),
        ("label:family", ""),
        ("LABEL:Jose", "jos"),
        ("login:x", "jos cle"),
        ("member:ADA", "ada"),
        ('-member:""', "ada"),
        ('login:""', "ada obr ben dan eve fay"),
        ("group:family", "ada ben"),
        ("group:FAMILY", "ada ben"),
        ("group:fam", ""),
        ("group:clients", "jos"),
        ('group:"clients north"', "obr"),
        ('group:""', "cle dan eve fay"),
        ("-group:family -group:clients", "obr cle dan eve fay"),
        ("setting:on", "ada"),
        ("setting:off", "jos"),
        ("setting:OFF", "jos"),
        ("setting:unknown", "ben cle dan eve"),
        ('setting:"not offered"', "obr"),
        ("setting:'never checked'", "fay"),
        ("-setting:off", "ada obr ben cle dan eve fay"),
        ("session:kept", "ada cle dan"),
        ("session:none", "jos obr ben eve fay"),
        ("-session:kept", "jos obr ben eve fay"),
        ("checked:never", "ben dan eve fay"),
        ("checked:>9d", "ada jos obr cle"),
        ("checked:>10d", ""),
        ("checked:<10d", ""),
        ("checked:<2w", "ada jos obr cle"),
        ("checked:>239h", "ada jos obr cle"),
        ("checked:<14401min", "ada jos obr cle"),
        ("-checked:>9d", "ben dan eve fay"),
        ("checked:<99999w", "ada jos obr cle"),
        ("checked:2026-11-14", "ada jos obr cle"),
        ("checked:2026-11-15", ""),
        ("checked:<2026-11-14", ""),
        ("checked:<2026-11-15", "ada jos obr cle"),
        ("checked:>2026-11-14", ""),
        ("checked:>2026-11-13", "ada jos obr cle"),
        ("-checked:>2026-11-13", "ben dan eve fay"),
        ("needs:me", "ben dan"),
        ("family needs:me", "ben"),
        ("family -needs:me setting:on", "ada"),
    ],
)
def test_a_filter_finds_those_that_fit_and_no_others(text, fit) -> None:
    assert fitting(text) == fit
    assert fit == " ".join(one.id for one in ACCOUNTS if parsed(text).fits(one, SIGHT))


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("setting:", 1, 'on, off, unknown, "not offered" or "never checked"'),
        ("ada setting:of", 5, "setting: takes on, off"),
        ("setting:not offered", 1, '"not offered"'),
        ("Setting:maybe", 1, "setting: takes"),
        ("checked:30d", 1, ">30d"),
        ("checked:>30m", 1, "min"),
        ("checked:>-1d", 1, "an age"),
        ("checked:>\u0663d", 1, "an age"),
        ("checked:>999999d", 1, "an age"),
        ("checked:2026-11-31", 1, "a day (2026-11-24, <2026-11-24 for before)"),
        ("checked:24.11.2026", 1, "a day (2026-11-24"),
        ("since:2026-11-24", 1, "There are label:"),
        ("session:yes", 1, "kept or none"),
        ("needs:you", 1, "needs: takes me"),
        ("label:", 1, "a part of it"),
        ("group:", 1, "the whole name of a group"),
        ("ada owner:x", 5, "there is no “owner:”. There are label:, holder:, login:, member:"),
        ("due:7d", 1, "past, none, a time ahead (<7d"),
        ("due:<7h", 1, "due: takes past"),
        ("due:2026-02-30", 1, "or a day (2026-11-24"),
        ("ada authority:over", 5, "none, valid, ended or withdrawn"),
        ("note:", 1, "a part of it"),
        ("tag:", 1, 'a whole tag, or ""'),
        ("https://x.test/in/ada", 1, "quote other colons"),
        ("12:30", 1, "there is no “12:”"),
        ("ada - ben", 5, "“-” stands right before"),
        ("-", 1, "“-” stands right before"),
        ('ada "love', 5, 'the quote " that opens here has no end'),
        ("label:'love", 7, "the quote ' that opens here has no end"),
        ('"ada"ben', 6, "a space has to stand after a closing quote"),
        ('"" ada', 1, "nothing stands in these quotes"),
        ("-group:x -'", 11, "has no end"),
    ],
)
def test_what_is_no_filter_is_refused_at_its_place_with_what_is_allowed(
    text, column, words
) -> None:
    with pytest.raises(FilterRefused) as raised:
        parsed(text)
    assert raised.value.column == column
    assert words in str(raised.value)
    assert str(raised.value).startswith(f"The filter is not understood at column {column}: ")


def test_what_is_told_back_of_a_filter_obeys_no_terminal() -> None:
    with pytest.raises(FilterRefused) as raised:
        parsed("x\x1b[31m:y")
    assert "\x1b" not in str(raised.value)


def test_only_accents_are_no_matter_and_the_vowel_signs_of_other_scripts_are() -> None:
    names = ("कि", "कु", "ёлка", "が", "Łódź")
    people = [account(name, name) for name in names]

    def found(text: str) -> list[str]:
        return [one.id for one in parsed(text).among(people, SIGHT)]

    assert found("कि") == ["कि"]
    assert found("елка") == ["ёлка"]
    assert found("か") == []
    assert found("łodz") == ["Łódź"]


def test_an_account_that_changed_is_found_by_its_new_text_only() -> None:
    before = account("ada", "Ada")
    assert parsed("ada").fits(before, SIGHT)
    after = replace(before, label="Grace")
    assert not parsed("ada").fits(after, SIGHT)
    assert parsed("grace").fits(after, SIGHT)


def test_any_text_is_a_filter_and_its_opposite_or_is_refused_within_it() -> None:
    chance = random.Random(5)
    pieces = [*FIELDS, *"abé:-\"' \t><0d", "\x00", "\U0001f469\u200d", "never", "on", "kept", "me"]
    refused, opposed = [], 0
    for _ in range(4000):
        text = "".join(chance.choices(pieces, k=chance.randint(0, 9)))
        try:
            fit = fitting(text)
            found = list(terms(text))
        except FilterRefused as error:
            refused.append((error.column, len(text)))
            continue
        if len(found) == 1 and not found[0].is_negated:
            opposed += 1
            assert sorted(f"{fit} {fitting('-' + text.strip())}".split()) == sorted(IDS)
    assert len(refused) > 500
    assert all(1 <= column <= length for column, length in refused)
    assert opposed > 500


def test_words_in_quotes_say_what_they_say_whatever_stands_in_them() -> None:
    chance = random.Random(7)
    signs = "ab:-<> é\u0301'@."
    for _ in range(500):
        part = "".join(chance.choices(signs, k=chance.randint(1, 6)))
        (one,) = terms(f'label:"{part}"')
        assert (one.field, one.value) == ("label", part)
        if part.strip():
            assert parsed(f'"{part}"').fits(account("x", f"<{part}>"), SIGHT)


SAID = (
    replace(
        account("ada", "Ada", holder="Ada King", note="calls BACK é", tags=("VIP", "north")),
        due=date(2026, 11, 23),
        authority=Authority(date(2026, 1, 1)),
    ),
    replace(
        account("ben", "Ben", tags=("nord",)),
        due=date(2026, 11, 24),
        authority=Authority(date(2026, 1, 1), until=date(2026, 11, 23)),
    ),
    replace(
        account("cle", "Cleo", note="king of notes"),
        due=date(2026, 12, 1),
        authority=Authority(date(2026, 1, 1), withdrawn_on=date(2026, 11, 24)),
    ),
    account("dan", "Dan"),
)


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("king", "ada cle"),
        ("BACK", "ada"),
        ('"ada king"', "ada"),
        ("holder:KING", "ada"),
        ("note:king", "cle"),
        ("note:'back e'", "ada"),
        ('holder:""', "ben cle dan"),
        ('-note:""', "ada cle"),
        ("tag:vip", "ada"),
        ("tag:nor", ""),
        ("-tag:north", "ben cle dan"),
        ('tag:""', "cle dan"),
        ("vip", ""),
        ("due:past", "ada"),
        ("due:none", "dan"),
        ('due:""', "dan"),
        ("due:2026-11-24", "ben"),
        ("due:<2026-11-24", "ada"),
        ("due:>2026-11-23", "ben cle"),
        ("due:<7d", "ada ben"),
        ("due:<8d -due:past", "ben cle"),
        ("due:>6d", "cle"),
        ("due:<2w", "ada ben cle"),
        ("authority:none", "dan"),
        ("authority:valid", "ada"),
        ("authority:ENDED", "ben"),
        ("authority:withdrawn", "cle"),
        ("needs:me", "ada ben cle"),
    ],
)
def test_what_a_person_said_of_an_account_is_found_as_its_field_says(text, fit) -> None:
    assert [one.id for one in parsed(text).among(SAID, SIGHT)] == fit.split()
