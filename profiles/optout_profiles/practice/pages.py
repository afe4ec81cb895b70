"""The practice site's pages as HTML: its frame, settings, a feed and profiles.

Its name and look are its own; only addresses, roles and keys are LinkedIn's. Everything that
comes from elsewhere is escaped here.
"""

from collections.abc import Sequence
from html import escape

from msgspec import Struct

from optout_profiles.practice import places

NEIGHBOURS = (("nora-neighbour", "Nora Neighbour"), ("otto-neighbour", "Otto Neighbour"))
"""Other people whose links stand in every feed."""

INVISIBLE_CAPTCHAS = """<div id="captchaV2Challenge-absent" class="absent">A puzzle, undrawn.</div>
<div id="captchaV2Challenge-tiny" class="tiny">A puzzle without a size.</div>
<div id="captchaV2Challenge-unseen" class="unseen">A puzzle that is not shown.</div>
"""
"""They ask nothing of anybody, and are no reason for alarm."""


class Person(Struct, frozen=True):
    """Somebody whom a page names with a link."""

    handle: str
    name: str


def link_to(person: Person) -> str:
    """Return the link to somebody's profile."""
    return f'<a href="{places.PROFILES}{escape(person.handle)}/">{escape(person.name)}</a>'


def frame(heading: str, main: str, people: Sequence[Person] | None = None) -> str:
    """Return a whole page; with ``people`` it has the navigation of somebody signed in."""
    return opening(heading, people) + main + closing()


def opening(heading: str, people: Sequence[Person] | None = None) -> str:
    """Return a page as far as its heading."""
    navigation = "" if people is None else _navigation(people)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(heading)} · Practice site</title>
<link rel="icon" href="{places.ASSETS}icon.svg">
<link rel="stylesheet" href="{places.ASSETS}site.css">
<script src="{places.ASSETS}site.js"></script>
</head>
<body>
<header><a class="home" href="/">Practice site</a>
<p>This is not LinkedIn, and nothing here is real.</p></header>
{navigation}<main>
<h1>{escape(heading)}</h1>
"""


def closing() -> str:
    """Return what ends a page."""
    return '\n<p id="saved" role="status"></p>\n</main>\n</body>\n</html>\n'


def _navigation(people: Sequence[Person]) -> str:
    links = [f'<a href="{places.FEED}">Home</a>', *map(link_to, people)]
    links.append(f'<a href="{places.SETTINGS_INDEX}">Settings</a>')
    links.append(f'<a href="{places.LOGOUT}">Sign out</a>')
    return f'<nav aria-label="Site">{" ".join(links)}</nav>\n'


def settings_index(people: Sequence[Person]) -> str:
    """Return the page that the settings open with."""
    main = f'<ul class="rows"><li><a href="{places.PRIVACY_CATEGORY}">Data privacy</a></li></ul>'
    return frame("Settings", main, people)


def privacy(rows: Sequence[places.Row], people: Sequence[Person]) -> str:
    """Return the category with the setting's row."""
    items = "".join(
        f'<li><a href="{places.SETTINGS}{row.slug}">{escape(row.name)}</a></li>' for row in rows
    )
    main = f'<h2>How the site uses your data</h2><ul class="rows">{items}</ul>'
    return frame("Data privacy", main, people)


def feed(name: str, people: Sequence[Person]) -> str:
    """Return the first page after signing in, which names other people too."""
    posts = "".join(
        f"<article><h2>{link_to(Person(*neighbour))}</h2><p>A post about nothing.</p></article>"
        for neighbour in NEIGHBOURS
    )
    return frame(f"Hello, {name}", posts, people)


def profile(name: str, people: Sequence[Person]) -> str:
    """Return somebody's profile."""
    return frame(name, "<p>An invented person on the practice site.</p>", people)


def message(heading: str, words: str) -> str:
    """Return a page that only says something."""
    return frame(heading, f"<p>{escape(words)}</p>")
