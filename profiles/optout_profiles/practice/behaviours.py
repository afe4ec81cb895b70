"""Which conduct belongs to which behaviour."""

from optout_profiles.practice import drawing, refusing, saving
from optout_profiles.practice.conduct import Conduct
from optout_profiles.practice.members import Behaviour

CONDUCTS: dict[Behaviour, type[Conduct]] = {
    Behaviour.ON: Conduct,
    Behaviour.OFF: saving.Off,
    Behaviour.NOT_OFFERED: drawing.NotOffered,
    Behaviour.REVERTS: saving.Reverts,
    Behaviour.SAVE_FAILS: saving.SaveFails,
    Behaviour.SIGNED_OUT: refusing.SignedOut,
    Behaviour.REVERTS_LATER: saving.RevertsLater,
    Behaviour.SLOW_SAVE: saving.SlowSave,
    Behaviour.WRONG_MEMBER: drawing.WrongMember,
    Behaviour.NO_MEMBER: drawing.NoMember,
    Behaviour.TWO_MEMBERS_IN_NAV: drawing.TwoMembersInNav,
    Behaviour.DECOY_FIRST: drawing.DecoyFirst,
    Behaviour.SAME_KEY_TWICE: drawing.SameKeyTwice,
    Behaviour.MOVED_KEY: drawing.MovedKey,
    Behaviour.CONTRADICTORY: drawing.Contradictory,
    Behaviour.HIDDEN_INPUT: drawing.HiddenInput,
    Behaviour.OLDER_MARKUP: drawing.OlderMarkup,
    Behaviour.LATE: drawing.Late,
    Behaviour.HOSTILE: drawing.Hostile,
    Behaviour.REFUSED_429: refusing.Refused429,
    Behaviour.REFUSED_999: refusing.Refused999,
    Behaviour.ERROR_500: refusing.Error500,
    Behaviour.RESTRICTED: refusing.Restricted,
    Behaviour.CODE_BY_EMAIL: refusing.CodeByEmail,
    Behaviour.CAPTCHA: refusing.Captcha,
    Behaviour.ELSEWHERE: refusing.Elsewhere,
    Behaviour.OTHER_HOST: refusing.OtherHost,
    Behaviour.ENDLESS: refusing.Endless,
    Behaviour.EMPTY_PAGE: refusing.EmptyPage,
}


def what_it_does(behaviour: Behaviour) -> str:
    """Say in one sentence how such an account behaves."""
    return (CONDUCTS[behaviour].__doc__ or behaviour.value).split("\n", 1)[0]
