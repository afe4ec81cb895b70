"""What a person does at the table: keys, filter, sorting, marks and resizing."""

from msgspec.structs import replace

from optout_profiles.accounts import Fact
from optout_profiles.outcomes import Setting
from optout_tui.widgets.table import AccountsTable

SMALL = (80, 24)
PAGE = SMALL[1] - 1


def off(account):
    fact = Fact(setting=Setting.OFF, read_at=account.added_at, origin="https://x.example")
    return replace(account, fact=fact)


async def test_j_and_k_and_the_arrows_move_and_stop_at_the_ends(people, table_app):
    app = table_app(people(3))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("k", "j", "down", "j", "j")
        assert app.table.cursor_id == "a2"
        await pilot.press("up", "k")
        assert "Person 00000" in app.cursor_line


async def test_the_last_row_is_reached_and_stands_on_the_last_line(people, table_app):
    app = table_app(people(10_000))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("G")
        assert "Person 09999" in app.lines[-1]
        assert app.lines[-1].startswith(">")
        await pilot.press("g")
        assert app.lines[1].startswith(">   Person 00000")
        await pilot.press("end", "home")
        assert app.table.cursor_id == "a0"


async def test_a_page_moves_view_and_cursor_together(people, table_app):
    app = table_app(people(100))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("j", "pagedown")
        assert app.table.cursor_id == f"a{PAGE + 1}"
        assert f"Person {PAGE:05}" in app.lines[1]
        await pilot.press("pageup")
        assert app.table.cursor_id == "a1"
        assert "Person 00000" in app.lines[1]


async def test_the_header_stays_while_rows_scroll(people, table_app):
    app = table_app(people(100))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("G")
        assert app.lines[0].split() == ["Account", "Group", "Login", "Setting"]


async def test_space_marks_and_goes_on(people, table_app):
    app = table_app(people(5))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("space", "space", "k", "space")
        assert app.table.marked == ("a0",)
        assert app.lines[1].startswith(" ●")
        assert not app.lines[2].startswith(" ●")


async def test_marks_survive_sorting_and_filtering_and_hidden_ones_are_counted(
    people, table_app, having
):
    app = table_app(people(20))
    async with app.run_test(size=SMALL) as pilot:
        app.table.mark(["a3", "a10", "a11", "not there"])
        app.table.sort("label", reverse=True)
        assert app.table.marked == ("a11", "a10", "a3")
        app.table.filter(having("g3"))
        assert app.table.marked == ("a10", "a3", "a11")
        assert app.table.hidden_marks == 1
        await pilot.pause()
        assert app.said[-1] == AccountsTable.MarksChanged(count=3, hidden=1)
        app.table.filter(None)
        assert app.table.hidden_marks == 0


async def test_all_and_invert_touch_only_what_the_filter_shows(people, table_app, having):
    app = table_app(people(20))
    async with app.run_test(size=SMALL) as pilot:
        app.table.mark(["a0", "a3"])
        app.table.filter(having("g3"))
        await pilot.press("i")
        assert set(app.table.marked) == {"a0", "a10", "a17"}
        await pilot.press("a")
        assert set(app.table.marked) == {"a0", "a3", "a10", "a17"}
        await pilot.press("u")
        assert app.table.marked == ()


async def test_v_marks_what_the_cursor_passes_until_v_again(people, table_app):
    app = table_app(people(50))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("j", "v", "j", "j", "j", "k")
        assert app.table.is_ranging
        await pilot.press("v", "j", "j")
        assert app.table.marked == ("a1", "a2", "a3")


async def test_a_range_can_span_pages(people, table_app):
    app = table_app(people(200))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("v", "G", "v")
        assert len(app.table.marked) == 200


async def test_shift_and_arrows_mark_until_another_move(people, table_app):
    app = table_app(people(9))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("shift+down", "shift+down", "shift+up", "j", "j", "shift+down")
        assert app.table.marked == ("a0", "a1", "a3", "a4")


async def test_enter_chooses_the_account_under_the_cursor(people, table_app):
    app = table_app(people(9))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("j", "enter")
        assert app.said[-1] == AccountsTable.RowChosen("a1")


async def test_a_first_click_moves_the_cursor_and_a_second_chooses(people, table_app):
    app = table_app(people(9))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.click(app.table, offset=(20, 4))
        assert (app.table.cursor_id, app.said) == ("a3", [])
        await pilot.click(app.table, offset=(20, 4))
        assert app.said[-1] == AccountsTable.RowChosen("a3")


async def test_a_click_at_the_margin_turns_the_mark_and_chooses_nothing(people, table_app):
    app = table_app(people(9))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.click(app.table, offset=(1, 4))
        await pilot.click(app.table, offset=(1, 5))
        await pilot.click(app.table, offset=(1, 5))
        assert app.table.marked == ("a3",)
        assert not [said for said in app.said if isinstance(said, AccountsTable.RowChosen)]


async def test_a_click_below_the_last_row_does_nothing(people, table_app):
    app = table_app(people(2))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.click(app.table, offset=(20, 9))
        assert (app.table.cursor_id, app.said) == ("a0", [])


async def test_a_click_on_a_title_sorts_and_another_turns_the_order(people, table_app):
    app = table_app(people(9))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.click(app.table, offset=(6, 0))
        assert "Account ▲" in app.lines[0]
        await pilot.click(app.table, offset=(6, 0))
        assert "Account ▼" in app.lines[0]
        assert "Person 00008" in app.lines[1]


async def test_a_patched_row_is_repainted_alone(people, table_app):
    app = table_app(people(10_000))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        drawn = _drawn_lines(app.table)
        app.table.patch(off(people(6)[5]))
        await pilot.pause()
        assert drawn == [6]
        assert app.lines[6].split()[-1] == "off"


async def test_a_patched_row_out_of_sight_repaints_nothing(people, table_app):
    app = table_app(people(10_000))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        drawn = _drawn_lines(app.table)
        app.table.patch(off(people(9_001)[9_000]))
        app.table.busy_id = "a9000"
        await pilot.pause()
        assert drawn == []


async def test_the_busy_row_has_a_sign_that_costs_two_lines_when_it_goes_on(people, table_app):
    app = table_app(people(10_000))
    async with app.run_test(size=SMALL) as pilot:
        app.table.busy_id = "a3"
        await pilot.pause()
        assert app.lines[4].startswith("  ► Person 00003")
        drawn = _drawn_lines(app.table)
        app.table.busy_id = "a4"
        await pilot.pause()
        assert drawn == [4, 5]


async def test_a_move_of_the_cursor_draws_two_lines(people, table_app):
    app = table_app(people(10_000))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("j")
        drawn = _drawn_lines(app.table)
        await pilot.press("j")
        await pilot.pause()
        assert drawn == [2, 3]


def _drawn_lines(table):
    """Return a list that gets the number of every line drawn from now on."""
    drawn = []
    draw = table.render_line
    table.render_line = lambda y: (drawn.append(y), draw(y))[1]
    return drawn


async def test_a_new_account_comes_at_the_end_and_one_left_out_goes_with_its_mark(
    people, table_app
):
    app = table_app(people(3))
    async with app.run_test(size=SMALL) as pilot:
        app.table.patch(people(4)[3])
        app.table.mark(["a3", "a1"])
        app.table.show(one for one in people(4) if one.id != "a1")
        await pilot.pause()
        names = [line[4:16] for line in app.lines[1:5]]
        assert names == ["Person 00000", "Person 00002", "Person 00003", " " * 12]
        assert app.table.marked == ("a3",)
        assert (app.table.row_count, app.table.visible_count) == (3, 3)


async def test_showing_the_list_anew_keeps_cursor_and_marks_by_id(people, table_app):
    app = table_app(people(50))
    async with app.run_test(size=SMALL) as pilot:
        app.table.cursor_id = "a30"
        app.table.mark(["a30", "a40"])
        app.table.show(reversed(people(35)))
        await pilot.pause()
        assert app.table.marked == ("a30",)
        assert "Person 00030" in app.cursor_line


async def test_filtering_to_nothing_and_back_leaves_a_table(people, table_app, having):
    app = table_app(people(100))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("G")
        app.table.filter(having("nobody"))
        await pilot.press("j", "space", "v", "a", "i", "enter", "pagedown", "shift+down", "g", "G")
        assert app.lines[1].strip() == ""
        assert app.table.cursor_id is None
        app.table.filter(None)
        await pilot.pause()
        assert "Person 00099" in app.cursor_line


async def test_an_empty_table_takes_every_key(table_app):
    app = table_app([])
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("j", "space", "v", "j", "a", "i", "u", "enter", "pageup", "G", "g")
        assert app.said == []


async def test_a_wider_screen_shows_more_columns_and_no_line_is_too_long(people, table_app):
    app = table_app(people(100))
    async with app.run_test(size=(20, 5)) as pilot:
        for width, titles in [(40, 2), (60, 3), (80, 4), (200, 4)]:
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert len(app.lines[0].split()) == titles
            assert {len(line) for line in app.lines} == {width - 1}


async def test_a_lower_screen_keeps_the_cursor_in_view(people, table_app):
    app = table_app(people(100))
    async with app.run_test(size=(80, 40)) as pilot:
        app.table.cursor_id = "a35"
        await pilot.resize_terminal(80, 10)
        await pilot.pause()
        assert "Person 00035" in app.cursor_line


async def test_a_colour_stays_on_a_marked_row(people, table_app):
    app = table_app(people(3))
    async with app.run_test(size=SMALL) as pilot:
        app.table.mark(["a1"])
        await pilot.pause()
        plain, marked = (_style_of("never checked", app.table.render_line(y)) for y in (3, 2))
        assert plain.color == marked.color
        assert plain.bgcolor != marked.bgcolor


def _style_of(text, strip):
    return next(segment.style for segment in strip if text in segment.text)


HOSTILE = [
    "x[/]",
    "[@click=app.exit()]go[/]",
    "[red]red",
    "\x1b]0;title\x07",
    "\x1b]52;c;aGk=\x07",
    "\x1b[2J\x9b31m",
    "a\u202eb\u2066c",
    "a\r\nb\tc",
    "\udcff",
    "日本語" * 20,
    "👩‍👩‍👧🇩🇪❤️" * 5,
    "a" * 10_000,
    "",
]


async def test_hostile_labels_are_plain_text_of_the_right_width(people, table_app):
    accounts = [
        replace(account, label=label)
        for account, label in zip(people(len(HOSTILE)), HOSTILE, strict=True)
    ]
    app = table_app(accounts)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.click(app.table, offset=(6, 2))
        assert app.is_running
        assert app.lines[1].startswith("    x[/] ")
        assert "[@click=app.exit()]" in app.lines[2]
        assert "\ufffd]0;title\ufffd" in app.lines[4]
        for y in range(PAGE + 1):
            strip = app.table.render_line(y)
            assert strip.cell_length == 79
            assert all(sign.isprintable() for sign in strip.text)
            assert not any(segment.style.meta for segment in strip)
