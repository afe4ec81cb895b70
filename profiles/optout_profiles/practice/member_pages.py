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
    return page(pages.settings_index(conduct.people()))


def _privacy_category(conduct: Conduct) -> Reply:
    return page(pages.privacy(conduct.rows, conduct.people()))


def _feed(conduct: Conduct) -> Reply:
    return page(pages.feed(conduct.name, conduct.people()))


def _other_setting(row: places.Row, conduct: Conduct) -> Reply:
    controls = "".join(conduct.related(key, words) for key, words in row.switches)
    main = controls or "<p>There is nothing to switch on this page.</p>"
    return page(pages.frame(row.name, main, conduct.people()))


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
