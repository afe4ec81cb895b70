"""Finding, launching and fencing Chromium; the one border to Playwright."""
