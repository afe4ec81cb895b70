"""Show which browser is used, or install one.

`optout-tui browser install` downloads nothing where a browser that works is there already.
"""

from argparse import ArgumentParser, Namespace
from contextlib import aclosing

from optout_profiles.browser.finding import browser_version, find_browser
from optout_profiles.browser.installing import Step, install_browser
from optout_tui.cli.interrupting import interruptible
from optout_tui.cli.talk import talk, tell_result
from optout_tui.wording import options as helps


def add_options(parser: ArgumentParser) -> None:
    """Take what is to be done."""
    parser.add_argument("deed", nargs="?", choices=["install"], help=helps.BROWSER_DEED)


def run(options: Namespace) -> int:
    """Show or install."""
    if options.deed == "install" and not options.browser:
        return interruptible(install(options))
    found = find_browser(options.browser)
    version, path = browser_version(found), str(found.path)
    record = {"name": found.name, "version": version, "path": path}
    tell_result(options, record, f"{found.name}  {version}  {path}")
    return 0


async def install(options: Namespace) -> int:
    """Bring a browser and tell what happens, a line a step; raises ``InstallFailed``."""
    step, share = None, -1.0
    async with aclosing(install_browser()) as told:
        async for progress in told:
            if progress.step in {Step.ALREADY_THERE, Step.INSTALLED}:
                step_name = progress.step.value
                record = {"step": step_name, "words": progress.words}
                tell_result(options, record, f"{step_name}: {progress.words}")
            elif progress.step is not step or (progress.share or 0) >= share + 0.1:
                step, share = progress.step, progress.share or 0
                talk(options, f"{progress.step.value} … {progress.words}".rstrip())
    return 0
