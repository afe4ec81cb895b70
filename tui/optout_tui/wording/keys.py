"""What keys are called, in the footer, the help and the palette."""

from typing import NamedTuple


class Key(NamedTuple):
    """A word for the footer, and what the key does, for the help and the palette."""

    name: str
    tip: str = ""


OPT_OUT = Key("Opt out", "Switch the setting off")
CHECK = Key("Check", "Read the setting")
CHECK_RELATED = Key("Check related settings", "Read the other settings too")
GUIDED = Key("Guided", "Switch it off by hand, in a browser")
PREVIEW = Key("Preview", "All but the click")
UNDO = Key("Undo", "Put back on what was off")
SIGN_IN = Key("Sign in", "Sign in, one after another")
PAUSE = Key("Pause", "Pause or resume the queue")
STOP = Key("Stop", "End the queue after this account")
SKIP_WAIT = Key("Go on", "Go on without waiting for time or person")
QUEUE = Key("Queue", "The queue: order, skip, drop, retry")
FILTER = Key("Find", "Show only some accounts")
MARK_MENU = Key("Mark …", "Mark by state")
SORT_MENU = Key("Sort …", "Sort by a column")
NEW = Key("New", "Add an account")
EDIT = Key("Edit", "Change an account")
REMOVE = Key("Remove", "Take off the list")
FORGET = Key("Forget", "Forget the sign-in")
RULES = Key("Rules", "Rules, and who clicks")
IMPORT = Key("Import", "Take accounts in")
EXPORT = Key("Export", "Write the list")
REPORT = Key("Report", "Write the status report")
LOCK = Key("Lock", "Lock the list")
HELP = Key("Help", "Show all keys")
QUIT = Key("Quit", "Close the browser and quit")
PALETTE = Key("Palette", "Find a command")
SHOW_ALL = Key("Show all")
INTERRUPT = Key("Interrupt")

CHOOSE = Key("Details", "Show this account")
MARK = Key("Mark", "Mark or unmark, go on")
MARK_ALL = Key("All", "Mark all shown")
DOWN = Key("Next account", "Go one account down")
UP = Key("Previous account", "Go one account up")
TOP = Key("First account", "Go to the top of the list")
BOTTOM = Key("Last account", "Go to the bottom of the list")
PAGE_DOWN = Key("Page down", "Go one page down")
PAGE_UP = Key("Page up", "Go one page up")
RANGE_DOWN = Key("Range down", "Mark from here on downwards")
RANGE_UP = Key("Range up", "Mark from here on upwards")
RANGE = Key("Range", "Begin or end marking a range")
INVERT = Key("Others", "Mark the others instead")
CLEAR_MARKS = Key("Unmark", "Unmark everything")

CURSOR_UP = Key("Up", "Go up")
CURSOR_DOWN = Key("Down", "Go down")
EARLIER = Key("Earlier", "One place earlier")
LATER = Key("Later", "One place later")
FIRST = Key("First", "Next of all")
LAST = Key("Last", "Last of all")
SKIP = Key("Skip", "Leave the account at hand as it is")
SIGN_IN_NEEDING = Key("Sign in", "Sign in those that need it")
CLICK = Key("Guided", "Click what did not stick")
DROP = Key("Drop", "Leave it out; it stays as it is")
ADD = Key("Add", "Add the marked accounts")
RETRY = Key("Retry", "Try again what failed")
PAUSE_HERE = Key("Pause", "Pause or go on")
GO_ON = Key("Go on", "Go on at once")
BACK_TO_LIST = Key("Back", "Back to the list")

BACK = Key("Back")
GIVE_UP = Key("Give up")
LEAVE = Key("Leave")
MAKE_UP = Key("Make one up")
NEXT = Key("Next")
NO = Key("No")
READ = Key("Read")
SAVE = Key("Save")
TYPE_HERE = Key("Type it here")
STOP_SIGNING_IN = Key("Stop")
WINDOW = Key("Window")

CAME_WITH_A_PASTE = "A paste held keys; none of them was pressed. Press again what you meant."

COLOURS_TIP = "Until the app ends"


def colours(theme: str) -> str:
    """Return the palette's command for a theme."""
    return f"Colours: {theme}"


def with_key(tip: str, key: str) -> str:
    """Return what a command of the palette does, and its key."""
    return f"{tip} ({key})"
