"""Service profiles: what is refused, and in which words."""

from importlib.resources import files

import pytest

from optout_profiles.errors import ProfileError
from optout_profiles.practice import places
from optout_profiles.sites import Challenge, built_in_profile, load_profile, profile_from
from optout_profiles.sites.loader import SIZE_LIMIT

TEXT = files("optout_profiles.sites").joinpath("linkedin.toml").read_text("utf-8")
HOSTS = 'hosts = ["www.linkedin.com", "static.licdn.com", "media.licdn.com"]\nsign'


@pytest.fixture
def changed(tmp_path):
    """Load LinkedIn's profile with one place of its text replaced."""

    def load(old: str, new: str):
        assert TEXT.count(old) == 1, old
        file = tmp_path / "mine.toml"
        file.write_text(TEXT.replace(old, new))
        return load_profile(file)

    return load


@pytest.fixture
def refused(changed, tmp_path):
    """Say which key a changed profile is refused for, and why."""

    def error(old: str, new: str) -> tuple[str, str]:
        with pytest.raises(ProfileError) as raised:
            changed(old, new)
        assert raised.value.file == str(tmp_path / "mine.toml")
        assert raised.value.file in str(raised.value)
        assert raised.value.problem in str(raised.value)
        return raised.value.key, raised.value.problem

    return error


def test_the_profile_that_comes_along_is_sound_and_named() -> None:
    profile = built_in_profile()
    assert (profile.id, profile.name, profile.host) == ("linkedin", "LinkedIn", "www.linkedin.com")
    assert profile.is_live
    assert set(profile.challenges) == set(Challenge)


def test_nobody_has_checked_it_on_the_live_service_so_no_day_is_given() -> None:
    assert built_in_profile().checked is None


def test_its_facts_have_sources_and_say_how_sure_they_are() -> None:
    sources = built_in_profile().sources
    assert {source.status for source in sources} <= {"V", "2nd"}
    assert all(source.what and source.source for source in sources)
    told = " ".join(source.what for source in sources)
    for fact in ("address", "switch", "category", "row", "sign-in", "challenges", "refusals"):
        assert fact in told


def test_it_says_the_same_as_the_practice_site_which_was_written_from_the_sources() -> None:
    profile = built_in_profile()
    assert profile.setting.path == places.SETTING
    assert profile.setting.key == places.KEY
    assert profile.category.path == places.PRIVACY_CATEGORY
    assert profile.words["row"]["en"] == places.HEADING
    assert {places.RESEARCH[0], places.PARTNERS[0]} <= set(profile.setting.related)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('name = "LinkedIn"\n', 'name = "LinkedIn"\nscript = "alert()"\n', "top level"),
        ('name = "LinkedIn"\n', "", "top level"),
        ('name = "LinkedIn"\n', "name = 7\n", "name"),
        ('key_attribute = "aria-labelledby"\n', "", "setting"),
        ('key = "allowDataForGenerativeAI"\n', 'key = "x"\nxpath = "//input"\n', "setting"),
        ('cookie = "li_at"', 'cookie = ["li_at"]', "signed_in.cookie"),
        ("refusal_statuses = [429, 999]", 'refusal_statuses = ["429"]', "signed_in"),
        ("captcha = '[id*=\"captchaV2Challenge\"]'", 'riddle = "#x"', "challenges"),
        ("read_again_after = [1.0, 3.0]", 'read_again_after = "soon"', "read_again_after"),
        ('status = "V"\n\n[[sources]]\nwhat = "the', '[[sources]]\nwhat = "the', "sources"),
    ],
)
def test_an_unknown_key_a_missing_one_and_a_wrong_kind_are_named(refused, old, new, key) -> None:
    named, problem = refused(old, new)
    assert named.startswith(key)
    assert problem


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (HOSTS, 'hosts = ["www.linkedin.com", "*.licdn.com"]\nsign', "hosts"),
        (HOSTS, 'hosts = ["www.linkedin.com", "a.test , EXCLUDE *"]\nsign', "hosts"),
        (HOSTS, 'hosts = ["www.linkedin.com", "a.test:80"]\nsign', "hosts"),
        (HOSTS, 'hosts = ["WWW.linkedin.com"]\nsign', "hosts"),
        (HOSTS, 'hosts = ["static.licdn.com"]\nsign', "hosts"),
        (HOSTS, "hosts = []\nsign", "hosts"),
        ('sign_in_hosts = ["www.linkedin.com",', 'sign_in_hosts = ["x.test",', "sign_in_hosts"),
        ("[1.0, 3.0]", "[1.0]", "read_again_after"),
        ("[1.0, 3.0]", "[3.0, 1.0]", "read_again_after"),
        ("[1.0, 3.0]", "[-1.0, 3.0]", "read_again_after"),
        ("[1.0, 3.0]", "[1.0, 30.5]", "read_again_after"),
        ("[1.0, 3.0]", "[1.0, inf]", "read_again_after"),
        ("[1.0, 3.0]", "[nan, 3.0]", "read_again_after"),
        ("[1.0, 3.0]", "[0, 0]", "read_again_after"),
        ("[1.0, 3.0]", "[3.0, 3.0]", "read_again_after"),
        ("[1.0, 3.0]", "[1.0, 3.0, 2.0]", "read_again_after"),
        ("steady_for = 0.7", "steady_for = 0", "steady_for"),
        ("steady_for = 0.7", "steady_for = -1", "steady_for"),
        ("steady_for = 0.7", "steady_for = 3.1", "steady_for"),
        ("steady_for = 0.7", "steady_for = nan", "steady_for"),
        ("[429, 999]", "[429, 500]", "signed_in.refusal_statuses"),
        ("[429, 999]", "[200]", "signed_in.refusal_statuses"),
        (
            '["Access to your account has been temporarily restricted"]',
            '[""]',
            "signed_in.restricted_words",
        ),
        ('"allowAdsByAge"', '""', "setting.related"),
        ('"li_at"', '""', "signed_in.cookie"),
        ('"li_at"', '" "', "signed_in.cookie"),
        ('"checkpoint", "challenge"', '"checkpoint", ""', "signed_in.challenge_segments"),
        ('"authwall"', '""', "signed_in.signed_out_segments"),
        ("'input[role=\"switch\"]'", "''", "setting.switches"),
        ("'a[href*=\"/in/\"]'", "''", "members.links"),
        ("'a[href*=\"/mypreferences/d/settings/\"]'", '"\\t"', "category.settings_links"),
        ('"Daten zur Verbesserung generativer KI"', '""', "words.row.de"),
        ("'#password, input[autocomplete~=\"current-password\"]'", '""', "sign_in.password_field"),
        ('["Sign in"]', '[""]', "sign_in.submit_words"),
        ('"#rememberme-div"', '""', "sign_in.chooser"),
        ('"/login?fromSignIn=true"', '"//evil.test/login"', "sign_in.other_account_path"),
        ('"/login?fromSignIn=true"', '"/login?then=//evil.test"', "sign_in.other_account_path"),
        ('"/login?fromSignIn=true"', '"?fromSignIn=true"', "sign_in.other_account_path"),
        ('"#auth-app-div"', '""', "challenges.authenticator"),
        ('path = "/login"', 'path = ""', "sign_in.path"),
        ('home_path = "/feed/"', 'home_path = "//evil.test"', "home_path"),
        ('name = "row"', 'name = "section list"', "routes.name"),
        ('"data_privacy", "row"]', '"data_privacy", "line"]', "routes.links"),
        ('links = ["me", "settings", "data_privacy", "row"]', "links = []", "routes.links"),
        ('change = "change"', 'change = "alter"', "routes.links"),
        ('key = "allowDataForGenerativeAI"', 'key = "a\\"] , input["', "setting.key"),
        ('key = "allowDataForGenerativeAI"', 'key = ""', "setting.key"),
        ('key = "allowDataForGenerativeAI"', 'key = "allowAdsByAge"', "setting.key"),
        ('"aria-labelledby"', '"aria-labelledby]"', "setting.key_attribute"),
        ("data-for-ai-improvement", "../login", "setting.path"),
        ('path = "/login"', 'path = "//evil.test/login"', "sign_in.path"),
        ('path = "/login"', 'path = "https://evil.test/login"', "sign_in.path"),
        ('path = "/login"', 'path = "/login?then=/"', "sign_in.path"),
        ("/d/categories/privacy", "\\\\evil.test", "category.path"),
        ('path_prefix = "/in/"', 'path_prefix = ""', "members.path_prefix"),
    ],
)
def test_what_types_allow_and_we_do_not_is_refused_by_its_key(refused, old, new, key) -> None:
    assert refused(old, new)[0] == key


ORIGIN = 'origin = "https://www.linkedin.com"'


@pytest.mark.parametrize(
    "origin",
    [
        "http://www.linkedin.com",
        "http://127.0.0.1.evil.test",
        "http://127.evil.test",
        "http://localhost.evil.test",
        "ftp://www.linkedin.com",
        "https://www.linkedin.com/",
        "https://www.linkedin.com/x",
        "https://me@www.linkedin.com",
        "https://www.linkedin.com?x",
        "https://WWW.linkedin.com",
        "https://www.linkedin.com:port",
        "https://www.linkedin.com:443",
        "https://www.linkedin.com:65536",
        "https://www.linkedin.com:0",
        "https://www.linkedin.com:08443",
        "http://localhost:80",
        "https://[::1",
        "https://",
        "www.linkedin.com",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "",
    ],
)
def test_an_origin_is_https_and_a_plain_host(refused, origin) -> None:
    assert refused(ORIGIN, f'origin = "{origin}"')[0] == "origin"


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://127.0.0.1:8137", "127.0.0.1"),
        ("http://127.0.0.2", "127.0.0.2"),
        ("http://localhost:443", "localhost"),
        ("http://localhost:65535", "localhost"),
        ("http://[::1]:8137", "::1"),
    ],
)
def test_http_is_accepted_for_this_machine_only(origin, host) -> None:
    text = TEXT.replace("https://www.linkedin.com", origin).replace("www.linkedin.com", host)
    profile = profile_from(text.encode(), "here.toml")
    assert (profile.origin, profile.is_live, profile.id) == (origin, False, "here")
    assert profile.address("/login") == f"{origin}/login"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"name = ", "not TOML"),
        (b"\xff\xfe\x00", "not TOML"),
        (b"a = " + b"[" * 50_000, "deeply"),
        (b"#" * (SIZE_LIMIT + 1), "too large"),
    ],
)
def test_what_is_no_profile_at_all_is_refused_with_the_files_name(tmp_path, text, words) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(text)
    with pytest.raises(ProfileError, match=words) as raised:
        load_profile(file)
    assert raised.value.file == str(file)


def test_a_file_that_is_not_there_is_told_in_the_systems_words(tmp_path) -> None:
    for file, words in ((tmp_path / "none.toml", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(ProfileError, match=words):
            load_profile(file)


def test_the_longest_waits_that_an_account_has_time_for_are_taken(changed) -> None:
    assert changed("[1.0, 3.0]", "[0.1, 30]").read_again_after == (0.1, 30.0)
    assert changed("steady_for = 0.7", "steady_for = 3").steady_for == 3.0


def test_a_service_without_older_switches_may_say_so_by_nothing(changed) -> None:
    older = """'div[data-control-name="toggle_button"]'"""
    assert changed(older, '""').setting.older_switches == ""


def test_a_day_of_checking_is_taken_as_a_day(changed, refused) -> None:
    first = 'name = "LinkedIn"\n'
    assert str(changed(first, f"{first}checked = 2026-11-23\n").checked) == "2026-11-23"
    assert refused(first, f'{first}checked = "lately"\n')[0] == "checked"


@pytest.mark.parametrize("name", ["", "x" * 61, "Linked\\u001b[2JIn", "a\\nb", "\\u202eIn", " x"])
def test_a_name_that_a_terminal_would_obey_is_refused(refused, name) -> None:
    assert refused('name = "LinkedIn"', f'name = "{name}"')[0] == "name"


@pytest.mark.parametrize("stem", ["x\x1b[2J", "two words", ".hidden", "x" * 62, "\u202ex"])
def test_a_file_whose_name_can_be_no_id_is_refused(stem) -> None:
    with pytest.raises(ProfileError, match="the file's name") as raised:
        profile_from(TEXT.encode(), f"{stem}.toml")
    assert str(raised.value).isprintable()
