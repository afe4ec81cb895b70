"""What the page showed, as lines whose digest anybody can make, and as JSON."""

import hashlib
import json
from datetime import UTC, datetime

from optout_profiles.accounts import new_account
from optout_profiles.outcomes import Setting
from optout_profiles.runs.evidence import Evidence, EvidenceKept
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
        digest, text = part.split("\n", 1)
        assert f'setting = "{name}"\n' in text
        assert hashlib.sha256(text.encode()).hexdigest() == digest
    record = json.loads(program.run("evidence", "Ada", "--json").out)
    assert [one["setting"] for one in record["evidence"]] == ["ai-training", "age"]
    assert record["evidence"][0]["sha256"] == first.split("\n", 1)[0]
    assert "route" not in record["evidence"][0]
    none = program.run("evidence", "Ben")
    assert (none.code, none.out) == (0, "")
    assert "None is kept of Ben" in none.err
