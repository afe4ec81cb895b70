"""What an account is, and what may be typed as one."""

from datetime import UTC

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import (
    ID_ALPHABET,
    Attempt,
    Fact,
    edited,
    is_same_member,
    member_handle,
    new_account,
    new_id,
    now,
)
from optout_profiles.errors import HandleRefused, UsageError
from optout_profiles.outcomes import CONCLUSIVE, REFUSALS, UNTOUCHED, Outcome, Reason, Setting

FACT = Fact(Setting.OFF, now(), "https://www.linkedin.com")


@pytest.mark.parametrize(
    ("typed", "handle"),
    [
        ("ada-lovelace", "ada-lovelace"),
        ("  ada-lovelace\n", "ada-lovelace"),
        ("https://www.linkedin.com/in/ada-lovelace/", "ada-lovelace"),
        ("https://www.linkedin.com/in/ada-lovelace", "ada-lovelace"),
        ("http://127.0.0.1:8137/in/ada-lovelace/", "ada-lovelace"),
        ("www.linkedin.com/in/ada-lovelace?trk=x#top", "ada-lovelace"),
        ("/in/ada-lovelace/", "ada-lovelace"),
        ("https://www.linkedin.com/in/ada-lovelace/details/skills/", "ada-lovelace"),
        ("https://www.linkedin.com/in/ada-lovelace/de", "ada-lovelace"),
        ("https://www.linkedin.com/in/jos%C3%A9/", "josé"),
        ("%E7%A9%BA-1", "空-1"),
        ("jose%CC%81", "jose%CC%81"),  # decoded it would be composed, and another one's
        ("%E2%84%AA-1", "%E2%84%AA-1"),  # the sign for Kelvin, which is no K
        ("a%2541", "a%2541"),
        ("a%2Fb", "a%2Fb"),
        ("%FE", "%FE"),
        ("Https://www.LinkedIn.com/in/aaa-5", "aaa-5"),
        ("HTTPS://WWW.LINKEDIN.COM/IN/Ada-5/", "Ada-5"),
        ("in/ada-x", "ada-x"),
        ("IN/ada-x/?trk=x", "ada-x"),
        ("josé", "josé"),
        ("", ""),
    ],
)
def test_a_handle_is_taken_as_it_is_or_out_of_its_address(typed, handle) -> None:
    assert member_handle(typed) == handle
    assert member_handle(handle) == handle


@pytest.mark.parametrize("typed", ["jos%C3%A9", "jose%CC%81", "a%2541", "a%2Fb", "%FE", "%41da"])
def test_a_handle_that_was_decoded_is_still_the_same_members(typed) -> None:
    assert is_same_member(member_handle(typed), typed)


@pytest.mark.parametrize(
    "typed",
    [
        "ada lovelace",
        "https://www.linkedin.com/feed/",
        "https://evil.test/\\@www.linkedin.com/in/ada",
        "https://me:secret@www.linkedin.com/in/ada",
        "javascript:alert(1)",
        "ada/../login",
        "in/",
        "https://in/ada",
        "in/ada lovelace",
        "ada?x",
        "<b>ada</b>",
        "ada\x1b[31m",
        "x" * 201,
        "see https://www.linkedin.com/in/ada",
    ],
)
def test_what_can_be_no_handle_is_refused(typed) -> None:
    with pytest.raises(HandleRefused) as refused:
        member_handle(typed)
    assert "\x1b" not in str(refused.value)
    assert len(refused.value.given) <= 60


def test_a_new_account_is_clean_and_never_checked() -> None:
    account = new_account(" Ada\x1b[31m \n Example ", login=" ", member="/in/ada/", group="\t")
    assert (account.label, account.member) == ("Ada\ufffd[31m Example", "ada")
    assert (account.login, account.group) == (None, None)
    assert (account.setting, account.standing) == (Setting.NEVER_CHECKED, Setting.NEVER_CHECKED)
    assert account.added_at.tzinfo is UTC
    assert account.added_at.microsecond == 0


def test_editing_keeps_who_it_is_and_what_is_known() -> None:
    account = replace(new_account("Ada", login="a", member="m", group="g"), fact=FACT)
    after = edited(account, "Grace", member="m", group="other")
    assert (after.id, after.added_at, after.fact) == (account.id, account.added_at, FACT)
    assert (after.label, after.group, after.login, after.member) == ("Grace", "other", None, "m")


def test_ids_are_not_mistaken_when_read_aloud_nor_repeated() -> None:
    ids = {new_id() for _ in range(2_000)}
    assert len(ids) == 2_000
    assert set("".join(ids)) <= set(ID_ALPHABET)
    assert not set("01ilo") & set(ID_ALPHABET)
    assert len(new_id(10)) == 10


@pytest.mark.parametrize("outcome", Outcome)
def test_only_a_try_that_failed_makes_a_fact_unsure(outcome) -> None:
    account = replace(new_account("Ada"), fact=FACT, last_try=Attempt("r", now(), outcome))
    is_unsure = outcome not in CONCLUSIVE | UNTOUCHED
    assert account.standing is (Setting.UNKNOWN if is_unsure else Setting.OFF)
    assert (account.failed_try is not None) is is_unsure
    assert account.setting is Setting.OFF


def test_no_outcome_both_proves_and_leaves_alone() -> None:
    assert not CONCLUSIVE & UNTOUCHED


def test_what_a_person_can_do_for_one_account_is_no_refusal() -> None:
    parking = {Reason.CODE_BY_EMAIL, Reason.SIGNED_OUT, Reason.APP_APPROVAL, Reason.NOT_ACCEPTED}
    assert not parking & REFUSALS


@pytest.mark.parametrize("member", ["bob", None])
def test_a_row_given_to_another_member_knows_nothing_of_the_first_one(member):
    account = replace(new_account("Ada", member="ada"), fact=FACT, outcome=Outcome.ALREADY_OFF)
    after = edited(account, "Bob", member=member)
    assert after.standing is Setting.NEVER_CHECKED
    assert after.outcome is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("strasse", "straße"), ("%FE", "%FF"), ("kas", "ka\u017f"), ("ka", "\u212aa")],
)
def test_handles_that_only_look_alike_are_different_people(one, other):
    assert not is_same_member(one, other)


@pytest.mark.parametrize("label", ["", " \n\t"])
def test_an_account_without_a_name_is_neither_made_nor_left_by_an_edit(label) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        new_account(label)
    with pytest.raises(UsageError, match="needs a name"):
        edited(new_account("Ada"), label)
