"""What the fields of an account are called in forms, and an example for each."""

NAME = "Name in the list"

FORM = {
    "label": (NAME, "for example Ada Lovelace"),
    "login": ("Signs in with (optional)", "for example ada@example.org"),
    "member": ("Member's page (optional)", "the end of …/in/ada-lovelace/, or the whole address"),
    "group": ("Group (optional)", "for example family"),
    "objection": ("Objection filed on, for other AI training (optional)", "for example 2026-11-24"),
    "holder": ("Holder, if that is not the name (optional)", "for example Ada King"),
    "note": ("Note (optional)", "one line"),
    "tags": ("Tags, with spaces between (optional)", "for example vip north"),
    "due": ("To be looked at again by (optional)", "for example 2027-11-24"),
    "authority_given": ("Holder's authority given on (optional)", "for example 2026-11-24"),
    "authority_until": ("Authority until (optional)", "for example 2027-11-24"),
    "authority_withdrawn": ("Authority withdrawn on (optional)", "for example 2027-11-24"),
}
"""By the detail's name, in the order of the form."""

LEAVE_UNSAVED = "Leave without saving? esc again leaves."
FORM_KEYS = "enter: next, at last save · ctrl+s: save · esc: leave"

COLUMNS = {
    "label": NAME,
    "login": "Signs in with",
    "member": "Member's page",
    "group": "Group",
    "objection": "Objection filed on",
    "holder": "Holder",
    "note": "Note",
    "tags": "Tags",
    "due": "To be looked at again by",
    "authority_given": "Holder's authority given on",
    "authority_until": "Authority until",
    "authority_withdrawn": "Authority withdrawn on",
    "authority_note": "Note on the authority",
}
"""What a column of a sheet may be, by the detail's name, in the order of the form."""

WHICH_COLUMN = "Which column is what?"
NO_NAMES = "Which column has the accounts' names?"
NO_COLUMN = "none"
MAPPING_KEYS = "names or numbers · enter: next · ctrl+s: read · esc: leave"
