"""Which conduct belongs to which behaviour."""

from optout_profiles.practice import asking, drawing, ending, refusing, saving
from optout_profiles.practice.conduct import Conduct
from optout_profiles.practice.members import Behaviour

CONDUCTS: dict[Behaviour, type[Conduct]] = {
    Behaviour.ON: Conduct,
    Behaviour.OFF: saving.Off,
    Behaviour.NOT_OFFERED: drawing.NotOffered,
    Behaviour.REVERTS: saving.Reverts,
    Behaviour.SAVE_FAILS: saving.SaveFails,
    Behaviour.SIGNED_OUT: ending.SignedOut,
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
    Behaviour.RESTRICTED: asking.Restricted,
    Behaviour.CODE_BY_EMAIL: asking.CodeByEmail,
    Behaviour.CAPTCHA: asking.Captcha,
    Behaviour.ELSEWHERE: refusing.Elsewhere,
    Behaviour.OTHER_HOST: refusing.OtherHost,
    Behaviour.ENDLESS: refusing.Endless,
    Behaviour.EMPTY_PAGE: refusing.EmptyPage,
    Behaviour.CODE_BY_SMS: asking.CodeBySms,
    Behaviour.ONE_TIME_CODE: asking.OneTimeCode,
    Behaviour.AUTHENTICATOR: asking.Authenticator,
    Behaviour.APP_APPROVAL: asking.AppApproval,
    Behaviour.ASKS_AGAIN: asking.AsksAgain,
    Behaviour.ASKS_AFTER_CHANGE: asking.AsksAfterChange,
    Behaviour.INVISIBLE_CAPTCHA: drawing.InvisibleCaptcha,
    Behaviour.ENDED_SESSION: ending.EndedSession,
    Behaviour.DEAD_SESSION: ending.DeadSession,
}


def what_it_does(behaviour: Behaviour) -> str:
    """Say in one sentence how such an account behaves."""
    return (CONDUCTS[behaviour].__doc__ or behaviour.value).split("\n", 1)[0]
