"""What files bring: of people, of password managers, of this program."""

import os
import random
import re
from pathlib import Path

import pytest

from optout_profiles.errors import ImportRefused, NotInEncoding
from optout_profiles.listing.contents import MOST_BYTES
from optout_profiles.listing.entries import Brought, Entry, Source, is_of
from optout_profiles.listing.importing import planned
from optout_profiles.listing.reading import brought
from optout_profiles.listing.sheets import MOST_ROWS

LISTS = Path(__file__).parents[2] / "data" / "lists"
HOST = "linkedin.com"


@pytest.fixture
def bring(tmp_path):
    """Write a file and read it as an import."""

    def read(content: str | bytes, name: str = "list.csv", **how: object) -> Brought:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return brought(file, HOST, **how)

    return read


def told(came: Brought) -> list[tuple[str, str]]:
    return [(entry.label, entry.login) for entry in came.entries]


def refused(bring, content: str | bytes, name: str = "list.csv", **how: object) -> str:
    with pytest.raises(ImportRefused) as raised:
        bring(content, name, **how)
    return str(raised.value)


def test_columns_are_found_by_their_names_and_rows_have_a_spreadsheets_numbers() -> None:
    came = brought(LISTS / "clients.csv", HOST)
    assert came.source is Source.CSV
    assert [entry.number for entry in came.entries] == [2, 3, 4, 6]
    assert came.entries[0] == Entry(
        "Ada Sample",
        "ada@practice.invalid",
        "https://www.linkedin.com/in/ada-sample/?trk=x",
        "family",
        number=2,
    )
    assert came.entries[1].label == "Grüße, José"
    assert (came.unused, came.secrets, came.elsewhere) == (("Notes",), 0, 0)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "how"),
    [
        ("utf-8", {}),
        ("utf-8-sig", {}),
        ("utf-16", {}),
        ("utf-16-be", {"encoding": "utf-16"}),
        ("cp1252", {"encoding": "cp1252"}),
    ],
)
def test_any_separator_in_any_encoding_brings_the_same(bring, separator, encoding, how) -> None:
    text = separator.join(["Label", "Login"]) + "\r\n" + separator.join(["José;,", "j"]) + "\r\n"
    quoted = text.replace("José;,", '"José;,"')
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    assert told(bring((mark + quoted).encode(encoding), **how)) == [("José;,", "j")]


def test_cp1252_is_never_guessed(bring) -> None:
    with pytest.raises(NotInEncoding) as raised:
        bring("label\nJosé\n".encode("cp1252"))
    assert "--encoding cp1252" in str(raised.value)
    with pytest.raises(NotInEncoding):
        bring(b"label\n\x81\n", encoding="cp1252")


@pytest.mark.parametrize(
    ("file", "source", "secrets", "elsewhere"),
    [
        ("bitwarden.csv", Source.PASSWORDS, 2, 2),
        ("bitwarden.json", Source.BITWARDEN, 2, 3),
        ("onepassword.csv", Source.PASSWORDS, 2, 1),
        ("keepassxc.csv", Source.PASSWORDS, 2, 1),
        ("firefox.csv", Source.PASSWORDS, 1, 1),
    ],
)
def test_of_a_password_manager_only_the_services_entries_come_and_no_secret(
    file, source, secrets, elsewhere
) -> None:
    came = brought(LISTS / file, HOST)
    assert (came.source, came.secrets, came.elsewhere) == (source, secrets, elsewhere)
    name = "ada@practice.invalid" if file == "firefox.csv" else "Ada Sample"
    assert told(came) == [
        (name, "ada@practice.invalid"),
        ("ben@practice.invalid", "ben@practice.invalid"),
    ]
    assert "canary" in (LISTS / file).read_text()
    assert "canary" not in repr(came)
    assert came.entries[0].group == ("clients" if file.startswith(("bitwarden", "keepass")) else "")


@pytest.mark.parametrize(
    ("address", "is_ours"),
    [
        ("https://www.linkedin.com/login", True),
        ("HTTP://LinkedIn.com:443", True),
        ("linkedin.com", True),
        ("de.linkedin.com./x", True),
        ("https://linkedin.com@example.test/", False),
        ("https://example.test/linkedin.com", False),
        ("https://notlinkedin.com", False),
        ("https://linkedin.com.example.test", False),
        ("androidapp://com.linkedin.android", False),
        ("https://[linkedin.com", False),
        ("", False),
    ],
)
def test_an_address_is_the_services_by_its_host_alone(address, is_ours) -> None:
    assert is_of(address, HOST) is is_ours


def test_columns_can_be_named_by_name_or_number_and_left_out(bring) -> None:
    text = "Kunde,Konto,group\nAda,ada@x,one\n"
    assert "no column is the accounts' names" in refused(bring, text)
    came = bring(text, mapped={"label": "kunde", "login": "2", "group": ""})
    assert came.entries == (Entry("Ada", "ada@x", number=2),)
    assert came.unused == ("group",)
    assert "there are 3" in refused(bring, text, mapped={"label": "Name"})
    assert "no column “4”" in refused(bring, text, mapped={"label": "4"})
    assert "holds secrets" in refused(bring, "a,Password\nx,y\n", mapped={"label": "Password"})


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("correct horse battery\n", {}),
        ("Ada,ada@x,hunter2 canary\nBen,ben@x,other\n", {}),
        ("Ada,ada@x,hunter2 canary\nBen,ben@x,other\n", {"mapped": {"label": "Name"}}),
        ("canary,ada@x,Canary\n", {}),
    ],
)
def test_what_stands_in_a_first_line_without_titles_is_not_repeated(bring, text, how) -> None:
    words = refused(bring, text, **how)
    assert not {"correct", "canary", "Canary", "Ada"} & set(re.findall(r"\w+", words))
    assert "first line" in words or "the same title" in words


def test_columns_without_known_titles_are_told_by_number(bring) -> None:
    came = bring("Ada,ada@x,canary\nBen,ben@x,other\n", mapped={"label": "1"})
    assert came.columns == {"label": "column 1"}
    assert came.unused == ("column 2", "column 3")
    named = bring("Kunde,,Konto\nBen,,b\n", mapped={"label": "kunde", "login": ""})
    assert (named.columns, named.unused) == ({"label": "Kunde"}, ("Konto",))
    numbered = bring("Ada,,canary\nBen,,b\n", mapped={"label": "1", "login": ""})
    assert numbered.unused == ("column 3",)


def test_a_list_of_our_own_is_refused_with_what_puts_it_back(bring) -> None:
    vault = (LISTS.parent / "vaults" / "format-1-cheap.vault").read_bytes()
    assert "optout-tui restore " in refused(bring, vault, "b1.vault")


def test_what_kept_a_spreadsheet_from_calculating_is_taken_off_again(bring) -> None:
    came = bring("label,member\n'=Ada,'-ada\n''+x,ada\n'Quoted',b\n")
    assert [entry.label for entry in came.entries] == ["=Ada", "'+x", "'Quoted'"]
    assert came.entries[0].member == "-ada"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "the file is empty"),
        ("\n \r\n\n", "the file is empty"),
        ('label,login\nAda,a\nBen,"b\nCleo,c\n', "row 3 is no CSV: a quote in it has no end"),
        ('label\n"Ada"x\n', "row 2 is no CSV"),
        (f"label\nAda\n{'x' * 140_000}\n", "row 3 is no CSV"),
        ('"label\n', "row 1 is no CSV"),
        ("label,name,Label\nAda,b,c\n", "columns 1 and 3 have the same title"),
        ("label\0,x\nAda,b\n", "row 1 holds NUL bytes"),
        ("label\n" + "Ada\n" * (MOST_ROWS + 1), "more than 100,000 rows"),
        (b"x" * (MOST_BYTES + 1), "more than 20 MB"),
        ("label\nAda\n".encode("utf-16-le"), "NUL bytes"),
        (b"PK\x03\x04\xff\xfe", "Save it there as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "Save it there as CSV"),
    ],
)
def test_what_is_no_sheet_is_refused_as_a_whole_with_the_row(bring, content, words) -> None:
    assert words in refused(bring, content)


def test_a_row_that_does_not_fit_is_told_and_the_others_come(bring) -> None:
    came = bring("label,login\nAda\nBen,b,c\nCleo,c,,\nD\0n,d\n")
    assert [entry.problem for entry in came.entries] == [
        "the header has 2 cells, and this row 1: a separator is missing",
        "the header has 2 cells, and this row 3: one is too many, or quotes are missing",
        "",
        "it holds NUL bytes",
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("list.toml", "format = 1\n[accounts", "no TOML"),
        ("list.toml", "format = 2\n", "no exported list"),
        ("list.toml", 'format = 1\n[accounts.a]\nlabel = "Ada"\npassword = "x"\n', "password"),
        ("list.toml", 'format = 1\n[accounts.a]\nlogin = "Ada"\n', "label"),
        ("list.toml", f"x = {'[' * 5000}", "no TOML"),
        ("list.toml", f"x = {'9' * 5000}", "no TOML"),
        ("list.json", "[]", "no JSON of Bitwarden's"),
        ("list.json", '{"items": [', "no JSON of Bitwarden's"),
        ("list.json", "[" * 5000, "no JSON of Bitwarden's"),
        ("list.json", '{"encrypted": true, "data": "x"}', "encrypted"),
        ("list.json", '{"items": [{"login": {"username": ["canary"]}}]}', "no JSON of"),
    ],
)
def test_another_file_than_its_ending_says_is_refused(bring, name, content, words) -> None:
    sentence = refused(bring, content, name)
    assert words in sentence
    assert "canary" not in sentence


def test_whatever_the_bytes_are_every_row_is_told_of_or_the_file_is_refused(bring) -> None:
    chance = random.Random(3)
    pieces = ["label", "login", "url", "password", "member", "\n", "\r\n", ",", ";", "\t", '"', "'"]
    pieces += ["Ada", "é", "\0", "=1", "[a]", "[accounts.x]\n", "{", "}", '"items":', "\ufeff", " "]
    refusals = rows = 0
    for _ in range(1500):
        text = "label,login\n" * chance.randint(0, 1)
        text += "".join(chance.choices(pieces, k=chance.randint(0, 30)))
        content = text.encode(chance.choice(["utf-8", "utf-8", "utf-16", "utf-8-sig"]))
        ending = chance.choice(["csv", "csv", "toml", "json"])
        try:
            came = bring(content, f"list.{ending}")
        except ImportRefused:
            refusals += 1
            continue
        plan = planned(came, [])
        told = [one.number for one in (*plan.new, *plan.twins, *plan.rejected)]
        assert sorted(told) == [entry.number for entry in came.entries]
        rows += len(told)
    assert refusals > 300
    assert rows > 300


@pytest.mark.parametrize(
    "line", ["sep=;\r\n", '"sep=;"\n', "SEP=;\r", "sep=;;;\n", "\ufeffsep=;\n"]
)
def test_a_first_line_that_names_the_separator_is_obeyed_and_counts_for_no_row(bring, line) -> None:
    came = bring(f"{line}label;a,b,c,d\nAda;x\n")
    assert [(entry.number, entry.label) for entry in came.entries] == [(2, "Ada")]
    assert came.unused == ("a,b,c,d",)


def test_what_only_looks_like_it_is_a_header(bring) -> None:
    assert told(bring("sep=;label\nx;Ada\n")) == [("Ada", "")]
    assert "the file is empty" in refused(bring, "sep=;")


@pytest.mark.parametrize(
    ("name", "content"), [("list.toml", "format = 1\n"), ("list.json", '{"items": []}')]
)
def test_columns_are_named_of_a_csv_only(bring, name, content) -> None:
    assert bring(content, name, mapped={}).entries == ()
    assert "only a CSV has columns" in refused(bring, content, name, mapped={"label": "1"})


def test_json_takes_no_other_encoding(bring) -> None:
    assert bring('{"items": []}', "list.json", encoding="utf-8").entries == ()
    assert "in UTF-8" in refused(bring, '{"items": []}', "list.json", encoding="cp1252")


def test_a_link_to_a_plain_file_is_followed(tmp_path) -> None:
    (tmp_path / "link.csv").symlink_to(LISTS / "clients.csv")
    assert len(brought(tmp_path / "link.csv", HOST).entries) == 4


def test_pipes_folders_devices_and_links_to_them_are_refused_at_once(tmp_path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "link.csv").symlink_to(tmp_path / "pipe.csv")
    for file in (tmp_path / "pipe.csv", tmp_path / "link.csv", tmp_path, Path("/dev/zero")):
        with pytest.raises(ImportRefused, match="not a plain file"):
            brought(file, HOST)
    with pytest.raises(FileNotFoundError):
        brought(tmp_path / "none.csv", HOST)


def test_a_large_file_is_refused_by_its_size_alone(tmp_path) -> None:
    with (tmp_path / "large.csv").open("wb") as opened:
        opened.truncate(200_000_000_000)
    with pytest.raises(ImportRefused, match="20 MB"):
        brought(tmp_path / "large.csv", HOST)


def test_a_lone_column_of_holders_is_the_accounts_names_and_beside_names_it_is_not(bring) -> None:
    (alone,) = bring("holder,note\nAda,calls back\n").entries
    assert alone == Entry("Ada", note="calls back", number=2)
    came = bring("holder;name;tags;due;authority\nAda King;Ada;a b;2027-01-05;2026-11-01\n")
    (beside,) = came.entries
    assert (beside.label, beside.holder, beside.tags) == ("Ada", "Ada King", "a b")
    assert (beside.due, beside.authority_given) == ("2027-01-05", "2026-11-01")


def test_beside_secrets_no_notes_are_read_unless_the_person_names_them(bring) -> None:
    text = "name,password,note,tags\nAda,secret,pin 1234,vip\n"
    came = bring(text)
    assert came.entries == (Entry("Ada", number=2),)
    assert came.unused == ("note", "tags")
    assert bring(text, mapped={"note": "note"}).entries == (
        Entry("Ada", note="pin 1234", number=2),
    )
