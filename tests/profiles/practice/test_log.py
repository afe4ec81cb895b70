"""What the site counts, so that other tests can prove what was not clicked."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor

from optout_profiles.practice import Behaviour, Pace, PracticeSite, members_for_load, places
from optout_profiles.practice.log import ORDER_LIMIT, Log


def test_a_fresh_site_has_counted_nothing(site_of) -> None:
    assert site_of(Behaviour.ON).log() == {
        "sign_in_tries": 0,
        "sign_ins": 0,
        "failed_sign_ins": 0,
        "wrong_passwords": 0,
        "sign_ins_done": 0,
        "code_tries": 0,
        "other_provider_clicks": 0,
        "chooser_picks": 0,
        "page_loads": 0,
        "pages": {},
        "pages_by_member": {},
        "requests": 0,
        "writes": {},
        "writes_by_member": {},
        "missing": 0,
        "missing_by_member": {},
        "other_hosts": 0,
        "other_hosts_by_member": {},
        "overlaps": 0,
        "order": [],
    }


def test_looking_at_the_log_or_the_first_page_counts_nothing(site_of, visit) -> None:
    site = site_of(Behaviour.ON)
    before = site.log()
    visitor = visit(site)
    visitor.get("/")
    assert visitor.ask("GET", places.LOG).status == 200
    assert site.log() == before


def test_the_address_of_the_log_tells_what_the_method_tells(site_of, visit) -> None:
    site = site_of(Behaviour.ON)
    visitor = visit(site, "on-sample")
    visitor.get(places.SETTING)
    assert json.loads(visitor.get(places.LOG).text) == site.log()


def test_pages_and_assets_are_requests_and_only_pages_are_page_loads(site_of, visit) -> None:
    site = site_of(Behaviour.ON)
    visitor = visit(site, "on-sample")
    for path in (places.SETTING, "/assets/site.css", "/assets/site.js", places.SETTING, "/nothing"):
        visitor.get(path)
    counted = site.log()
    assert counted["requests"] == 5
    assert counted["page_loads"] == 2
    assert counted["pages"] == {places.SETTING: 2}


def test_each_members_pages_are_told_apart_and_nobodys_are_in_the_sum_only(site_of, visit) -> None:
    site = site_of(Behaviour.ON, Behaviour.OFF)
    for handle in ("on-sample", "off-sample", "off-sample", None):
        visit(site, handle).get(places.SETTING)
    assert site.log()["pages_by_member"] == {
        "on-sample": {places.SETTING: 1},
        "off-sample": {places.SETTING: 2},
    }
    assert site.log()["pages"] == {places.SETTING: 4}


def test_what_is_asked_for_and_is_not_there_is_counted_by_member(site_of, visit) -> None:
    site = site_of(Behaviour.ON, Behaviour.OFF)
    visitor = visit(site, "on-sample")
    for path in ("/nothing", places.MOVED_SETTING, places.DATA + "somethingElse"):
        assert visitor.get(path).status in {400, 404}
    visitor.write("somethingElse", is_on=False)
    visitor.send("/nothing")
    visit(site).get("/nothing")
    assert site.log()["missing_by_member"] == {"on-sample": 5}
    assert site.log()["missing"] == 6


def test_a_request_for_another_host_is_laid_to_whose_cookie_came_with_it(site_of, visit) -> None:
    site = site_of(Behaviour.ON)
    foreign = {"Host": "evil.invalid"}
    visit(site, "on-sample").ask("GET", places.SETTING, headers=foreign)
    visit(site).ask("GET", places.SETTING, headers=foreign)
    assert site.log()["other_hosts_by_member"] == {"on-sample": 1}
    assert (site.log()["other_hosts"], site.log()["page_loads"]) == (2, 0)


def test_writes_are_counted_by_key_and_by_member_even_if_nothing_is_stored(site_of, visit) -> None:
    site = site_of(Behaviour.ON, Behaviour.SAVE_FAILS)
    visit(site, "on-sample").write(places.RESEARCH[0], is_on=False)
    visit(site, "save-fails-sample").write(places.KEY, is_on=False)
    assert site.log()["writes"] == {places.RESEARCH[0]: 1, places.KEY: 1}
    assert site.log()["writes_by_member"] == {
        "on-sample": {places.RESEARCH[0]: 1},
        "save-fails-sample": {places.KEY: 1},
    }


def test_a_write_without_a_session_or_to_an_unknown_key_changes_nothing(site_of, visit) -> None:
    site = site_of(Behaviour.ON)
    assert visit(site).write(places.KEY, is_on=False).status == 401
    assert visit(site, "on-sample").write("somethingElse", is_on=False).status == 400
    assert site.log()["writes"] == {}
    assert not site.is_off("on-sample")


def test_the_order_names_each_member_once_a_visit(site_of, visit) -> None:
    site = site_of(Behaviour.ON, Behaviour.OFF)
    for handle in ("on-sample", "off-sample", "on-sample"):
        visitor = visit(site, handle)
        visitor.get(places.SETTING)
        visitor.get(places.SETTING)
    assert site.log()["order"] == ["on-sample", "off-sample", "on-sample"]
    assert site.log()["overlaps"] == 0


def test_a_request_during_another_members_request_is_an_overlap(site_of, visit, until) -> None:
    site = site_of(Behaviour.SLOW_SAVE, Behaviour.ON, pace=Pace(saving=30.0))
    slow = visit(site, "slow-save-sample")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(slow.write, places.KEY, False)
        until(lambda: site.log()["writes"])
        visit(site, "on-sample").get(places.SETTING)
        visit(site).get("/login")
        visit(site, "slow-save-sample").get(places.SETTING)
        slow.connection.sock.shutdown(2)
        waiting.exception()
    assert site.log()["overlaps"] == 1


def test_a_save_that_was_left_early_is_not_stored(site_of, visit, until) -> None:
    site = site_of(Behaviour.SLOW_SAVE, pace=Pace(saving=30.0))
    slow = visit(site, "slow-save-sample")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(slow.write, places.KEY, False)
        until(lambda: site.log()["writes"])
        slow.connection.sock.shutdown(2)
        assert waiting.exception()
    assert not site.is_off("slow-save-sample")


def test_counts_are_exact_from_many_threads_at_once() -> None:
    with PracticeSite(members_for_load(4)) as site:

        def come(handle: str) -> None:
            sent = f"li_at={site.cookies(handle)[0].value}"
            connection = http.client.HTTPConnection(site.origin.removeprefix("http://"))
            for _ in range(25):
                connection.request("GET", places.SETTING, headers={"Cookie": sent})
                connection.getresponse().read()
            connection.close()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(come, [member.handle for member in site.members]))
        assert site.log()["page_loads"] == site.log()["requests"] == 100


def test_the_order_forgets_its_oldest_entries_first() -> None:
    log = Log()
    for number in range(ORDER_LIMIT + 2):
        log.count_page("/", f"member-{number}")
    order = log.counts()["order"]
    assert len(order) == ORDER_LIMIT
    assert order[0] == "member-2"


def test_what_the_log_returned_does_not_change_any_more(site_of, visit) -> None:
    site = site_of(Behaviour.ON)
    before = site.log()
    visit(site, "on-sample").get(places.SETTING)
    assert before["pages"] == {}
