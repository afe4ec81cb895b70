"""What the help of the command line says."""

EXIT_CODES = """\
exit codes: 0 everything is as wanted · 1 something is on, not offered or unknown · 2 usage or
configuration · 3 a person is needed · 4 vault (locked, wrong passphrase, damaged) · 5 no browser ·
6 the page was not understood · 7 the service refused · 70 a bug of ours · 130 interrupted
(1, 3, 6 and 7 come only from check, apply, undo, sign-in, doctor --live and demo; the gravest wins:
4, 5, 7, 6, 3, 1; after a preview 1 means that something would be changed, or can't be)"""
