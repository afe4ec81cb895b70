"""Steps on a page, one account's run, the queue, its events and their fold."""
