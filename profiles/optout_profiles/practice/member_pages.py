"""Which page stands at which address for somebody who is signed in."""

from collections.abc import Callable
from functools import partial

from optout_profiles.practice import pages, places
from optout_profiles.practice.conduct import Conduct
from optout_profiles.practice.exchange import Reply, page, redirect


def _setting(conduct: Conduct) -> Reply:
    return conduct.answer()


def _settings_index(_conduct: Conduct) -> Reply:
    return redirect(places.ACCOUNT_CATEGORY)


def _account_category(conduct: Conduct) -> Reply:
    return page(pages.settings_index(conduct.around()))


def _privacy_category(conduct: Conduct) -> Reply:
    return page(pages.privacy(conduct.rows(), conduct.around()))


def _feed(conduct: Conduct) -> Reply:
    return page(pages.feed(conduct.name, conduct.around()))


def _other_setting(row: places.Row, conduct: Conduct) -> Reply:
    controls = "".join(conduct.related(key, words) for key, words in row.switches)
    main = controls or "<p>There is nothing to switch on this page.</p>"
    return page(pages.frame(row.name, main, conduct.around()))


MEMBER_PAGES: dict[str, Callable[[Conduct], Reply]] = {
    **{
        places.SETTINGS + row.slug: partial(_other_setting, row)
        for row in (*places.PRIVACY_ROWS, *places.OTHER_ROWS)
    },
    places.SETTING: _setting,
    places.SETTINGS_INDEX: _settings_index,
    places.ACCOUNT_CATEGORY: _account_category,
    places.PRIVACY_CATEGORY: _privacy_category,
    places.FEED: _feed,
}


def member_page(path: str, conduct: Conduct) -> Callable[[], Reply] | None:
    """Return the page that a member has at this address."""
    if own := conduct.own_pages().get(path):
        return own
    usual = MEMBER_PAGES.get(path)
    return partial(usual, conduct) if usual else None
