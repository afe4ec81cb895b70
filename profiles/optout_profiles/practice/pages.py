"""The practice site's pages as HTML: its frame, settings, a feed and profiles.

Its name and look are its own; only addresses, roles and keys are LinkedIn's. Everything that
comes from elsewhere is escaped here.
"""

from collections.abc import Sequence
from html import escape

from msgspec import Struct

from optout_profiles.practice import places
from optout_profiles.practice.languages import ENGLISH, Language

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


class Around(Struct, frozen=True):
    """What stands around the pages of somebody who is signed in.

    With a menu, the way to the settings is behind a button.
    """

    people: tuple[Person, ...]
    language: Language = ENGLISH
    has_menu: bool = False


def link_to(person: Person) -> str:
    """Return the link to somebody's profile."""
    return f'<a href="{places.PROFILES}{escape(person.handle)}/">{escape(person.name)}</a>'


def frame(heading: str, main: str, around: Around | None = None) -> str:
    """Return a whole page; with ``around`` it has the navigation of somebody signed in."""
    return opening(heading, around) + main + closing()


def opening(heading: str, around: Around | None = None) -> str:
    """Return a page as far as its heading."""
    navigation = "" if around is None else _navigation(around)
    return f"""{_head(heading, ENGLISH if around is None else around.language)}
<body>
<header><a class="home" href="/">Practice site</a>
<p dir="ltr">This is not LinkedIn, and nothing here is real.</p></header>
{navigation}<main>
<h1>{escape(heading)}</h1>
"""


def closing() -> str:
    """Return what ends a page."""
    return '\n<p id="saved" role="status"></p>\n</main>\n</body>\n</html>\n'


def inner(heading: str, main: str, language: Language) -> str:
    """Return a page that stands in a frame of another one."""
    return f"{_head(heading, language)}\n<body>\n<main>\n{main}{closing()}"


def _head(heading: str, language: Language) -> str:
    return f"""<!doctype html>
<html lang="{language.code}" dir="{language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(heading)} · Practice site</title>
<link rel="icon" href="{places.ASSETS}icon.svg">
<link rel="stylesheet" href="{places.ASSETS}site.css">
<script src="{places.SCRIPT}"></script>
</head>"""


def _navigation(around: Around) -> str:
    words = around.language
    links = [f'<a href="{places.FEED}">{escape(words.home)}</a>', *map(link_to, around.people)]
    links.append(_menu(words) if around.has_menu else _settings_link(words.index))
    links.append(f'<a href="{places.LOGOUT}">{escape(words.sign_out)}</a>')
    return f'<nav aria-label="Site">{" ".join(links)}</nav>\n'


def _settings_link(words: str) -> str:
    return f'<a href="{places.SETTINGS_INDEX}">{escape(words)}</a>'


def _menu(words: Language) -> str:
    return f"""<button type="button" data-opens="menu" aria-expanded="false">{escape(words.me)}\
</button> <div id="menu" hidden>{_settings_link(words.settings)}</div>"""


def rows(items: Sequence[str]) -> str:
    """Return a list of rows, each of them HTML already."""
    return f'<ul class="rows">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def row(path: str, name: str) -> str:
    """Return a row that leads to a page."""
    return f'<a href="{path}">{escape(name)}</a>'


def settings_index(around: Around) -> str:
    """Return the page that the settings open with."""
    main = rows([row(places.PRIVACY_CATEGORY, around.language.privacy)])
    return frame(around.language.index, main, around)


def privacy(items: Sequence[str], around: Around) -> str:
    """Return the category in which the setting's row is one of these."""
    main = f"<h2>{escape(around.language.section)}</h2>{rows(items)}"
    return frame(around.language.privacy, main, around)


def feed(name: str, around: Around) -> str:
    """Return the first page after signing in, which names other people too."""
    posts = "".join(
        f"<article><h2>{link_to(Person(*neighbour))}</h2><p>A post about nothing.</p></article>"
        for neighbour in NEIGHBOURS
    )
    return frame(f"Hello, {name}", posts, around)


def profile(name: str, around: Around) -> str:
    """Return somebody's profile."""
    return frame(name, "<p>An invented person on the practice site.</p>", around)


def message(heading: str, words: str) -> str:
    """Return a page that only says something."""
    return frame(heading, f"<p>{escape(words)}</p>")
