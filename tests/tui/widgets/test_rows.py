"""Order, filter and cursor, without a screen."""

from msgspec.structs import replace

from optout_profiles.accounts import Account
from optout_tui.widgets.rows import Rows


def rows_of(accounts: list[Account]) -> Rows:
    rows = Rows()
    rows.replace(accounts)
    return rows


def by_group(account: Account) -> str | None:
    return account.group


def test_every_word_must_be_there_in_any_field_and_any_case(people, having):
    rows = rows_of(people(30))
    rows.filter(having("PERSON g3 p1"))
    assert list(rows.shown) == ["a10", "a17"]


def test_a_filter_finds_a_letter_however_it_was_typed(people, having):
    rows = rows_of([replace(people(1)[0], label="José Straße")])
    rows.filter(having("jose\u0301 STRASSE"))
    assert list(rows.shown) == ["a0"]


def test_no_words_show_all_again(people, having):
    rows = rows_of(people(10))
    rows.filter(having("00003"))
    rows.filter(having("  "))
    assert len(rows) == 10


def test_sorting_keeps_equal_rows_as_they_stood(people):
    rows = rows_of(people(15))
    rows.sort(by_group, reverse=True)
    assert list(rows.shown)[:4] == ["a6", "a13", "a5", "a12"]


def test_accounts_without_a_value_come_last_both_ways(people):
    accounts = [replace(people(1)[0], group=None), *people(3)[1:]]
    rows = rows_of(accounts)
    rows.sort(by_group, reverse=False)
    assert list(rows.shown) == ["a1", "a2", "a0"]
    rows.sort(by_group, reverse=True)
    assert list(rows.shown) == ["a2", "a1", "a0"]


def test_a_changed_account_stays_in_its_place(people):
    rows = rows_of(people(5))
    rows.sort(lambda account: account.label, reverse=False)
    assert rows.put(replace(people(5)[3], label="Aaron")) is False
    assert rows.place("a3") == 3
    assert rows[3].label == "Aaron"


def test_a_changed_account_is_found_by_its_new_words(people, having):
    rows = rows_of(people(5))
    rows.filter(having("person"))
    rows.put(replace(people(5)[3], label="Aaron"))
    rows.filter(having("aaron"))
    assert list(rows.shown) == ["a3"]


def test_a_new_account_is_added_at_the_end_and_shown_if_it_fits(people, having):
    rows = rows_of(people(3))
    rows.filter(having("person"))
    assert rows.put(replace(people(9)[8])) is True
    assert rows.put(replace(people(8)[7], label="Someone")) is True
    assert list(rows.shown) == ["a0", "a1", "a2", "a8"]
    assert len(rows.ids) == 5


def test_the_order_holds_for_accounts_that_come_later(people):
    rows = rows_of(people(3))
    rows.sort(lambda account: account.label, reverse=True)
    rows.replace(people(5))
    assert list(rows.shown) == ["a4", "a3", "a2", "a1", "a0"]


def test_the_cursor_follows_its_account_when_sorted(people):
    rows = rows_of(people(10))
    rows.move(2)
    rows.sort(lambda account: account.label, reverse=True)
    assert rows.cursor == "a2"
    assert rows.place("a2") == 7


def test_a_hidden_cursor_stands_on_the_next_row_and_comes_back(people, having):
    rows = rows_of(people(20))
    rows.move(8)
    rows.filter(having("g3"))
    assert rows.cursor == "a10"
    rows.filter(having("nothing like it"))
    assert rows.cursor is None
    rows.filter(None)
    assert rows.cursor == "a8"


def test_the_cursor_of_a_dropped_account_goes_to_the_next_and_at_the_end_to_the_last(people):
    rows = rows_of(people(3))
    rows.move(1)
    rows.replace(one for one in people(3) if one.id != "a1")
    assert rows.cursor == "a2"
    rows.replace(people(1))
    assert rows.cursor == "a0"
    rows.replace([])
    assert rows.cursor is None


def test_the_cursor_never_leaves_the_rows(people):
    rows = rows_of(people(3))
    rows.move(99)
    assert rows.cursor == "a2"
    rows.move(-5)
    assert rows.cursor == "a0"


def test_ids_are_answered_in_the_tables_order_with_hidden_ones_last(people, having):
    rows = rows_of(people(20))
    rows.filter(having("g3"))
    wanted = {"a17", "a1", "a3", "gone"}
    assert rows.in_order(wanted) == ("a3", "a17", "a1")
    assert rows.hidden(["a17", "a1", "a3"]) == 1
