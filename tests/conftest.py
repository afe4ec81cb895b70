"""What all tests need of the machine."""

import os

from optout_profiles.browser.downloads import downloads_folder, driver_folder

# Many tests have a home of their own; Playwright's own browser is in the real one.
if (_driver := driver_folder()) and "PLAYWRIGHT_BROWSERS_PATH" not in os.environ:
    os.environ["PLAYWRIGHT_BROWSERS_PATH"] = str(downloads_folder(_driver))
