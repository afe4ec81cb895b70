"""What the page showed, as lines whose digest anybody can make, and as JSON."""

import hashlib
import json
import tomllib
from datetime import UTC, datetime

from msgspec.structs import replace

from optout_profiles.accounts import Fact, new_account
from optout_profiles.outcomes import Setting
from optout_profiles.runs.evidence import Evidence, EvidenceKept, digest
from optout_profiles.vault import Put, Table

AT = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
HOST = "https://www.linkedin.com"
MAIN = Evidence(
    "ai-training", Setting.OFF, f"{HOST}/x", (AT, AT), "optout-tui 0.1.0", "Chromium 1", "key"
)
AGE = Evidence("age", Setting.ON, f"{HOST}/y", (AT,), "optout-tui 0.1.0", "Chromium 1", "other")


def test_each_settings_text_stands_below_its_own_digest(program):
    ada, ben = new_account("Ada"), new_account("Ben")
    program.make_vault(ada, ben)
    with program.opened(writing=True) as vault:
        vault.write(Put(Table.EVIDENCE, ada.id, EvidenceKept({"age": AGE, "": MAIN})))
    told = program.run("evidence", "Ada")
    assert told.code == 0
    first, second = told.out.split("# sha256 ")[1:]
    for part, name in ((first, "ai-training"), (second, "age")):
        sha256, text = part.split("\n", 1)
        assert f'setting = "{name}"\n' in text
        assert hashlib.sha256(f"{text.rstrip()}\n".encode()).hexdigest() == sha256
    assert first.endswith("\n\n")
    record = json.loads(program.run("evidence", "Ada", "--json").out)
    assert [one["setting"] for one in record["evidence"]] == ["ai-training", "age"]
    assert record["evidence"][0]["sha256"] == first.split("\n", 1)[0]
    assert "route" not in record["evidence"][0]
    assert program.run("evidence", "Ben", "--setting", "age").code == 2
    none = program.run("evidence", "Ben")
    assert (none.code, none.out) == (0, "")
    assert "None is kept of Ben" in none.err


def test_one_settings_evidence_is_exactly_what_the_report_has_the_digest_of(program):
    odd = replace(MAIN, member="jos\u00e9-\u202e\x9b2J")
    fact = Fact(Setting.OFF, AT, HOST, evidence_sha256=digest(odd))
    ada = replace(new_account("Ada"), fact=fact)
    program.make_vault(ada)
    with program.opened(writing=True) as vault:
        vault.write(Put(Table.EVIDENCE, ada.id, EvidenceKept({"": odd, "age": AGE})))
    report = tomllib.loads(program.run("report").out)
    for language in ("C.UTF-8", "C"):
        started = program.start("evidence", "Ada", "--setting", "ai-training", LANG=language)
        out, _ = started.communicate(timeout=30)
        said = report["accounts"][ada.id]["evidence_sha256"]
        assert hashlib.sha256(out).hexdigest() == said
    unknown = program.run("evidence", "Ada", "--setting", "none")
    assert (unknown.code, unknown.out) == (2, "")
    assert "There is some of ai-training, age." in unknown.err
