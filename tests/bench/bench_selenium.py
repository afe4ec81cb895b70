"""What a check of one account costs, against Selenium with a cold browser for each account.

Run it: ``python tests/bench/bench_selenium.py [--pairs N]``, with ``selenium`` installed (it is no
dependency of ours) and ``chromedriver`` on the path. Both sides load the setting's page once and
wait equally long; Selenium's has its cookie set before that load.
"""

import argparse
import asyncio
import os
import shutil
import tempfile
import time
from contextlib import aclosing
from pathlib import Path

import ratios
from bench_run import IS_ON, SWITCH, OurQueue, filled_vault, milliseconds
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from optout_profiles.browser.finding import find_browser
from optout_profiles.practice import PracticeSite, members_for_load, places
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import Kind
from optout_profiles.runs.queue import run_queue

GOAL = 0.6


def cold_check(site: PracticeSite, handle: str, program: Path, driver: str) -> float:
    """Return the milliseconds of one account: browser started, page read, browser ended."""
    began = time.perf_counter()
    options = webdriver.ChromeOptions()
    options.binary_location = str(program)
    options.add_argument("--headless=new")
    if os.geteuid() == 0:  # Chromium's sandbox can't run as root
        options.add_argument("--no-sandbox")
    browser = webdriver.Chrome(options, Service(driver))
    for cookie in site.cookies(handle):
        told = {"name": cookie.name, "value": cookie.value, "url": site.origin}
        browser.execute_cdp_cmd("Network.setCookie", told)
    browser.get(site.origin + places.SETTING)
    time.sleep(site.profile.steady_for)
    assert browser.execute_script(f"return ({IS_ON})(arguments[0])", SWITCH)
    browser.quit()
    return (time.perf_counter() - began) * 1000


async def pairs_of(pairs: int, folder: Path, driver: str) -> list[ratios.Pair]:
    found, members = find_browser(), members_for_load(pairs + 1)
    with PracticeSite(members) as site, PracticeSite(members) as other:
        vault, ids = filled_vault(folder, site)
        events = run_queue(vault, site.profile, found, ids, Kind.CHECK, QueueControl())
        taken = []
        async with aclosing(events):
            ours = OurQueue(events, Kind.CHECK)
            await ours.turn()  # the launch, once a queue
            for member in members[1:]:
                program = find_browser(visible=True).path
                cold = await asyncio.to_thread(cold_check, other, member.handle, program, driver)
                taken.append(ratios.Pair(await milliseconds(ours.turn), cold))
        vault.close()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=20)
    driver = shutil.which("chromedriver")
    assert driver, "chromedriver is not on the path"
    with tempfile.TemporaryDirectory() as made:
        taken = asyncio.run(pairs_of(parser.parse_args().pairs, Path(made), driver))
    ratios.tell("check, one account and page load", taken, GOAL)


if __name__ == "__main__":
    main()
