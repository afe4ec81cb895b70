"""What a person should know before the first run on a live service, and what they are asked.

Owns the words and the links; where they are shown is the command line's and the screen's.
"""

from typing import NamedTuple

from optout_profiles.runs.choice import Choice, Way


class Link(NamedTuple):
    """An address and what is found there."""

    words: str
    url: str


class Section(NamedTuple):
    """One heading, the sentences below it, each to stand alone, and where to read on."""

    heading: str
    sentences: tuple[str, ...]
    links: tuple[Link, ...] = ()


WHICH_WAY = f"It is {' or '.join(Way)}."
TITLE = "Before the first run on LinkedIn"

SECTIONS = (
    Section(
        "What LinkedIn's User Agreement says (in effect since 2025-11-03)",
        (
            "2.2: you will not share your account with anyone else.",
            "8.2 (1): you will not use another person's account, nor share log-in credentials or "
            "copy cookies.",
            "8.2 (12): you will not put deep links to its pages to uses that it did not allow.",
            "8.2 (13): you will not use bots or other unauthorized automated methods.",
            "8.2 (14): you will not simulate the appearance or function of its services.",
            "The account holder's permission does not change any of this.",
        ),
        (Link("User Agreement", "https://www.linkedin.com/legal/user-agreement"),),
    ),
    Section(
        "What may happen",
        (
            "LinkedIn may ask for a code or an approval, end the sign-in, or restrict or close "
            "the account. Nobody can say how likely that is: this has not been tried on the live "
            "LinkedIn.",
            "The tool does not hide that it is automated, solves no captcha, works on one account "
            "at a time with a pause between, and stops at the first refusal.",
        ),
    ),
    Section(
        "What opting out does",
        (
            "It switches off “Use my data for training content creation AI models”. That is on "
            "by default: in the US and elsewhere since September 2024; in the EU, the EEA, the "
            "UK, Switzerland, Canada and Hong Kong since 2025-11-03.",
            "In the UK the same switch covers sharing data with Microsoft for its AI training.",
        ),
        (
            Link("LinkedIn's help", "https://www.linkedin.com/help/linkedin/answer/a6278444"),
            Link("more of it", "https://www.linkedin.com/help/linkedin/answer/a5538339"),
        ),
    ),
    Section(
        "What it does not do",
        (
            "It takes nothing back that was used before.",
            "It covers models that generate content, of LinkedIn and its affiliates, and no other "
            "use. For other AI training there is an objection form.",
            "LinkedIn says that it does not use data of members under 18.",
            "No source shows the setting turning itself on again. Checking again from time to "
            "time is prudent all the same.",
        ),
        (Link("objection form", "https://www.linkedin.com/help/linkedin/ask/TS-DPRO"),),
    ),
)

QUESTION = "Who is to click, on LinkedIn, for the accounts of this list?"

WAYS = {
    Way.GUIDED: (
        "A browser window opens at the setting. The holder, or you beside them, signs in and "
        "clicks; the tool reads, verifies and records."
    ),
    Way.AUTOMATIC: (
        "The tool clicks, in the sessions that you keep in this list. This is what 8.2 (13) "
        "forbids; whether to do it is for you and the holder to decide."
    ),
}
"""The answers, each with what it means; the first is the one to offer first."""

NO_DISPLAY = "On this machine guided runs can't work: there is no display for a browser's window."
INVITATION = "type guided or automatic and press enter; esc leaves it open"
TYPE_ONE = "Type guided, or automatic."
PAGE_KEYS = "↓ ↑ page down, page up: read · esc: back"


def choice_words(choice: Choice | None) -> str:
    """Return the answer that was given, in one sentence."""
    if choice is None:
        return "Nobody has answered yet: guided, or automatic."
    return f"Runs on LinkedIn are {choice.way.value}, as answered on {choice.made_at:%Y-%m-%d}."
