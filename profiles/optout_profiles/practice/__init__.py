"""The practice site: a service of our own on loopback that behaves well and badly on request.

Its members, their settings and sessions live in memory. Not LinkedIn, nor made to look like it.
"""

from optout_profiles.practice.behaviours import what_it_does
from optout_profiles.practice.conduct import Pace
from optout_profiles.practice.members import (
    REMEMBERED,
    SAMPLE_MEMBERS,
    Behaviour,
    Member,
    member_with,
    members_for_load,
)
from optout_profiles.practice.sign_in_pages import SignInShape
from optout_profiles.practice.site import PracticeSite

__all__ = [
    "REMEMBERED",
    "SAMPLE_MEMBERS",
    "Behaviour",
    "Member",
    "Pace",
    "PracticeSite",
    "SignInShape",
    "member_with",
    "members_for_load",
    "what_it_does",
]
