"""The answer to who clicks on a live service: kept, changeable, sealed as everything else."""

from optout_profiles.runs.choice import Way, choice_of, choose


def test_nobody_was_asked_yet(houses) -> None:
    assert choice_of(houses().vault) is None


def test_an_answer_outlives_the_program_with_its_date_and_can_be_changed(houses) -> None:
    house = houses()
    given = choose(house.vault, Way.GUIDED)
    house.reopen()
    assert choice_of(house.vault) == given
    changed = choose(house.vault, Way.AUTOMATIC)
    with house.reader() as reader:
        assert choice_of(reader) == changed
    assert changed.way is Way.AUTOMATIC
    assert changed.made_at >= given.made_at


def test_the_answer_is_not_readable_in_the_file(houses) -> None:
    house = houses()
    choose(house.vault, Way.AUTOMATIC)
    assert b"automatic" not in house.path.read_bytes()
