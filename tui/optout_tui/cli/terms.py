"""What LinkedIn's rules say, what may happen, what opting out does; and who is to click.

`--choose` keeps the answer in the list, with its date; it can be changed at any time. `apply` on
the live service needs it. On the practice site nothing is asked.
"""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from textwrap import wrap

from optout_profiles.browser.display import has_display
from optout_profiles.runs.choice import Way, choice_of, choose
from optout_tui.cli.opening import opened_vault, ways_from
from optout_tui.cli.talk import talk, tell_result
from optout_tui.wording import commands as said
from optout_tui.wording import options as helps
from optout_tui.wording.terms import (
    NO_DISPLAY,
    QUESTION,
    SECTIONS,
    TITLE,
    WAYS,
    WHICH_WAY,
    choice_words,
)

WIDTH = 88


def add_options(parser: ArgumentParser) -> None:
    """Take the answer."""
    parser.add_argument("--choose", choices=list(Way), type=_way, help=helps.TERMS_CHOOSE)


def run(options: Namespace) -> int:
    """Print the page, or keep the answer and print it."""
    if options.choose is None:
        tell_result(options, _record(), *_lines(options))
        return 0
    with opened_vault(options, writing=True) as vault:
        before = choice_of(vault)
        choice = choose(vault, options.choose)
    if before is not None and before.way is not choice.way:
        talk(options, said.answer_before(choice_words(before)))
    if choice.way is Way.GUIDED and not has_display():
        talk(options, NO_DISPLAY)
    tell_result(options, {"way": choice.way, "made_at": choice.made_at}, choice_words(choice))
    return 0


def _way(typed: str) -> Way:
    try:
        return Way(typed)
    except ValueError:
        raise ArgumentTypeError(WHICH_WAY) from None


def _record() -> dict[str, object]:
    sections = [
        {
            "heading": section.heading,
            "sentences": section.sentences,
            "links": [link.url for link in section.links],
        }
        for section in SECTIONS
    ]
    return {"title": TITLE, "sections": sections, "question": QUESTION, "answers": WAYS}


def _lines(options: Namespace) -> Iterator[str]:
    yield TITLE
    for section in SECTIONS:
        yield ""
        yield section.heading
        for sentence in section.sentences:
            yield from wrap(sentence, WIDTH, initial_indent="  - ", subsequent_indent="    ")
        for link in section.links:
            yield f"    {link.words}: {link.url}"
    yield ""
    yield QUESTION
    for way, meaning in WAYS.items():
        yield from wrap(f"{way}: {meaning}", WIDTH, initial_indent="  - ", subsequent_indent="    ")
        yield f"    {ways_from(options).choose(way)}"
