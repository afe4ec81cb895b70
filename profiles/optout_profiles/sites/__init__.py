"""What we know of a service, as data: one TOML file each, read strictly.

The data says where things are; what is done there is said by ``optout_profiles.runs``.
"""

from optout_profiles.sites.loader import built_in_profile, load_profile, profile_from
from optout_profiles.sites.profile import (
    ALL_RELATED,
    Challenge,
    RelatedSetting,
    Route,
    SiteProfile,
)

__all__ = [
    "ALL_RELATED",
    "Challenge",
    "RelatedSetting",
    "Route",
    "SiteProfile",
    "built_in_profile",
    "load_profile",
    "profile_from",
]
