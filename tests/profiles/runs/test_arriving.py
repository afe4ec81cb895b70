"""How often a page is watched before it may be believed."""

import pytest

from optout_profiles.runs.arriving import rested
from optout_profiles.runs.judging import is_settled


class Page:
    """A page that shows this, its last part so long ago; ``traffic`` is its own."""

    is_outstanding = False

    def __init__(self, seen, ago: float) -> None:
        self._seen, self._ago, self.watched = seen, ago, 0
        self.traffic = self

    def has_rested(self, seconds: float) -> bool:
        return self._ago >= seconds

    async def look_until(self, _is_enough, _patience, *, steady_for: float):
        assert steady_for == 0.7
        self.watched += 1
        return self._seen


@pytest.mark.parametrize(("ago", "watched"), [(0.8, 1), (60.0, 1), (0.2, 2)])
async def test_a_page_is_watched_again_only_where_it_was_not_ready(
    sighting, linkedin, ago, watched
) -> None:
    page = Page(sighting(), ago)
    await rested(page, linkedin, lambda seen: is_settled(seen, linkedin))
    assert page.watched == watched
