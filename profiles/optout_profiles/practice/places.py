"""Where things are on the practice site: addresses, keys, and the settings that it has.

Written out rather than read from LinkedIn's profile, so that a slip there shows up as a test
that fails. Sources: brave/psst-component, src/linkedin/user.ts; LinkedIn's European notice.
"""

from msgspec import Struct

from optout_profiles.practice.languages import ENGLISH

KEY = "allowDataForGenerativeAI"
MOVED_KEY = "allowMemberDataForContentModels"
HEADING = ENGLISH.heading
WORDS = ENGLISH.words

SETTINGS_INDEX = "/mypreferences/d/"
ACCOUNT_CATEGORY = "/mypreferences/d/categories/account"
PRIVACY_CATEGORY = "/mypreferences/d/categories/privacy"
SETTINGS = "/mypreferences/d/settings/"
SETTING = SETTINGS + "data-for-ai-improvement"
MANAGE = SETTINGS + "manage-your-data-and-activity"
DATA = "/mysettings-api/settingsApiSettings/"
"""Where settings are read and written, each at the end of its key."""

MOVED_SETTING = SETTINGS + "generative-ai-choices"
COLLECTED = SETTINGS + "ai-model-training-data"
COLLECTED_HEADING = "Data collected for AI model training"
FRAMED = SETTINGS + "data-for-ai-improvement/framed"
"""Pages that only those members have whose setting is not where it usually is."""

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
SCRIPT = ASSETS + "site.js"
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
AUDIENCE = ("allowLinkedInAudienceNetwork", "Show me ads beyond this site")
THIRD_PARTIES = ("allowUseOfThirdPartyData", "Use data of businesses for the ads that I see")
CONVERSIONS = ("allowConversionTrackings", "Note what I do after I saw an ad")
LOCATION = ("allowIpToPersonalizeAds", "Guess from my address where I am")
AGE = ("allowAdsByAge", "Show me ads for my age")
GENDER = ("allowAdsByGender", "Show me ads for my gender")

PRIVACY_SLUGS = (
    "manage-your-data-and-activity",
    "get-a-copy-of-your-data",
    "search-history",
    "personal-demographic-information",
    "policy-and-academic-research",
    "data-for-ai-improvement",
)
"""The rows of the section, in LinkedIn's order; their names are in ``languages``."""

SWITCHES = {"policy-and-academic-research": (RESEARCH,), "data-for-ai-improvement": ((KEY, WORDS),)}

PRIVACY_ROWS = tuple(
    Row(slug, name, SWITCHES.get(slug, ()))
    for slug, name in zip(PRIVACY_SLUGS, ENGLISH.rows, strict=True)
)

OTHER_ROWS = (
    Row("share-data-with-select-partners", "Sharing with partners", (PARTNERS,)),
    Row("ads-beyond-linkedin", "Ads beyond the site", (AUDIENCE,)),
    Row("ads-interactions-with-business", "Interactions with businesses", (THIRD_PARTIES,)),
    Row("ads-related-actions", "Ad-related actions", (CONVERSIONS,)),
    Row("ads-inferred-location", "Inferred location", (LOCATION,)),
    Row("ads-by-age", "Age", (AGE,)),
    Row("ads-by-gender", "Gender", (GENDER,)),
)
"""Related settings that stand in other categories."""

RELATED = tuple(
    key for row in (*PRIVACY_ROWS, *OTHER_ROWS) for key, _ in row.switches if key != KEY
)

KEYS = frozenset({KEY, MOVED_KEY, *RELATED})
"""Every key that can be written."""
