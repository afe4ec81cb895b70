"""A report on its way to a file."""

import os
import resource
import signal
import stat
import tomllib

import pytest

from optout_profiles.errors import UsageError
from optout_profiles.reports.writing import Report, ReportFormat, form_of, write_report

TOML = ReportFormat.TOML


def in_child(deed) -> int:
    """Do something in a process of its own; return the number of the system's error, or 0."""
    pid = os.fork()
    if pid == 0:
        code = 255
        try:
            deed()
            code = 0
        except OSError as error:
            code = error.errno or 254
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_a_report_is_readable_by_its_owner_only(report, tmp_path) -> None:
    before = os.umask(0)
    try:
        write_report(report, TOML, tmp_path / "r.toml")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "r.toml").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["r.toml"]


def test_a_newer_report_takes_the_place_of_an_older_one_and_of_its_rights(report, tmp_path) -> None:
    file = tmp_path / "r.toml"
    file.write_text("older")
    file.chmod(0o644)
    write_report(report, TOML, file)
    assert tomllib.loads(file.read_text())["summary"]["accounts"] == 7
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_full_disk_leaves_the_older_report_whole_and_nothing_beside_it(report, tmp_path) -> None:
    file = tmp_path / "r.toml"
    write_report(Report([], report.site, report.at), TOML, file)
    older = file.read_bytes()

    def write_with_little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
        write_report(report, TOML, file)

    assert in_child(write_with_little_room) == 27  # EFBIG
    assert file.read_bytes() == older
    assert [one.name for one in tmp_path.iterdir()] == ["r.toml"]


def test_an_account_that_cannot_be_written_leaves_the_older_report_whole(report, tmp_path) -> None:
    file = tmp_path / "r.toml"
    file.write_text("older")
    broken = Report([*report.accounts, None], report.site, report.at)
    with pytest.raises(AttributeError):
        write_report(broken, TOML, file)
    assert file.read_text() == "older"
    assert [one.name for one in tmp_path.iterdir()] == ["r.toml"]


def test_a_folder_that_is_not_there_is_told_and_not_made(report, tmp_path) -> None:
    with pytest.raises(FileNotFoundError, match="no such folder") as missing:
        write_report(report, TOML, tmp_path / "none" / "r.toml")
    assert missing.value.filename == str(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_nothing_but_a_plain_file_is_replaced(report, tmp_path) -> None:
    elsewhere, link, pipe, folder = (tmp_path / name for name in ("file", "link", "pipe", "folder"))
    elsewhere.write_text("kept")
    link.symlink_to(elsewhere)
    os.mkfifo(pipe)
    folder.mkdir()
    for place in (link, pipe, folder):
        with pytest.raises(OSError, match="plain file"):
            write_report(report, TOML, place)
    assert elsewhere.read_text() == "kept"
    assert link.is_symlink()
    assert pipe.is_fifo()
    assert len(list(tmp_path.iterdir())) == 4


def test_an_error_names_the_report_and_not_the_file_written_aside(report, tmp_path) -> None:
    file = tmp_path / ("r" * 250 + ".toml")
    with pytest.raises(OSError, match="too long") as refused:
        write_report(report, TOML, file)
    assert refused.value.filename == str(file)


@pytest.mark.parametrize(
    ("name", "form"), [("r", "toml"), ("r.TOML", "toml"), ("r.json", "json"), ("a.b.csv", "csv")]
)
def test_a_files_ending_names_the_form(tmp_path, name, form) -> None:
    assert form_of(tmp_path / name) == form


@pytest.mark.parametrize("name", ["r.xlsx", "r.toml.bak", "r.json5"])
def test_another_ending_is_refused(tmp_path, name) -> None:
    with pytest.raises(UsageError, match=r"\.toml, \.json or \.csv"):
        form_of(tmp_path / name)
