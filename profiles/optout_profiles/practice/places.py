"""Where things are on the practice site: addresses, keys, and the settings that it has.

Written out rather than read from LinkedIn's profile, so that a slip there shows up as a test
that fails. Sources: brave/psst-component, src/linkedin/user.ts; LinkedIn's European notice.
"""

from msgspec import Struct

KEY = "allowDataForGenerativeAI"
MOVED_KEY = "allowMemberDataForContentModels"
HEADING = "Data for Generative AI Improvement"
WORDS = "Use my data for training content creation AI models"

SETTINGS_INDEX = "/mypreferences/d/"
ACCOUNT_CATEGORY = "/mypreferences/d/categories/account"
PRIVACY_CATEGORY = "/mypreferences/d/categories/privacy"
SETTINGS = "/mypreferences/d/settings/"
SETTING = SETTINGS + "data-for-ai-improvement"
WRITES = "/mysettings-api/settingsApiSettings/"
FEED = "/feed/"
PROFILES = "/in/"
LOGIN = "/login"
SIGNED_OUT = "/uas/login"
LOGOUT = "/m/logout/"
LOGIN_SUBMIT = "/checkpoint/lg/login-submit"
CHOOSER_PICK = "/checkpoint/rm/sign-in-submit"
OTHER_PROVIDER = "/uas/other-provider"
CHALLENGES = "/checkpoint/challenge/"
CHALLENGES_V2 = "/checkpoint/challengesV2/"
CHALLENGE_IDS_BEGIN = "AQF-practice-secret-"
"""The end of a challenge's address is a secret: what begins so belongs in no file or error."""

LOG = "/practice/log"
END_SESSIONS = "/practice/end-sessions"
ASSETS = "/assets/"
OTHER_HOST = "localhost"
"""A name for this machine that isn't the site's, so that a test can count who followed it."""
STRANGERS_HOST = "other-provider.invalid"
"""Where the buttons of other providers lead; no such host can be."""


class Row(Struct, frozen=True):
    """One setting: the end of its address, its name, and the switches on its page by key."""

    slug: str
    name: str
    switches: tuple[tuple[str, str], ...] = ()


RESEARCH = ("allowAnonymizedDataResearch", "Share my data for academic research")
PARTNERS = ("shareDataWithTrustedPartners", "Share my data with trusted partners")

PRIVACY_ROWS = (
    Row("manage-your-data-and-activity", "Manage your data and activity"),
    Row("get-a-copy-of-your-data", "Get a copy of your data"),
    Row("search-history", "Search history"),
    Row("personal-demographic-information", "Personal demographic information"),
    Row("policy-and-academic-research", "Social, economic, and workplace research", (RESEARCH,)),
    Row("data-for-ai-improvement", HEADING, ((KEY, WORDS),)),
)
"""The rows of the section, in LinkedIn's order."""

OTHER_ROWS = (Row("share-data-with-select-partners", "Sharing with partners", (PARTNERS,)),)

KEYS = frozenset({KEY, MOVED_KEY, RESEARCH[0], PARTNERS[0]})
"""Every key that can be written."""
