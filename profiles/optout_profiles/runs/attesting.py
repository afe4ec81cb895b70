"""From the end of a run to the evidence of its fact.

Owns what becomes of the readings. The record, and its text, are in ``evidence``.
"""

from msgspec.structs import replace

from optout_profiles import __version__
from optout_profiles.outcomes import Setting
from optout_profiles.runs.evidence import MAIN, Evidence, EvidenceKept, chance, digest, evidence_of
from optout_profiles.runs.judging import plain_path
from optout_profiles.runs.results import RunResult
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Put, Table, Vault

OLDER_MARKUP = "older markup"


def attested(result: RunResult, site: SiteProfile, member: str | None, browser: str) -> RunResult:
    """Return the result with the digest of its evidence in its fact, if it has one.

    ``member`` is who had to be signed in; who was counts first.
    """
    fact, found = result.fact, result.found
    if fact is None or (found is None and fact.setting is not Setting.NOT_OFFERED):
        return result
    path = (found and found.path) or plain_path(site.setting.path)
    evidence = Evidence(
        site.setting.name,
        fact.setting,
        f"{fact.origin}{path}",
        result.read_at or (fact.read_at,),
        f"optout-tui {__version__}",
        browser,
        (site.setting.key if found.is_keyed else OLDER_MARKUP) if found else None,
        fact.route or None,
        found.member if found else member,
        chance(),
    )
    sealed = replace(fact, evidence_sha256=digest(evidence))
    return replace(result, fact=sealed, evidence=evidence)


def keeping_evidence(
    vault: Vault, account_id: str, related: str | None, result: RunResult
) -> list[Put]:
    """Return the changes that keep a fact's evidence in place of that of an older fact."""
    if result.fact is None:
        return []
    kept = dict(evidence_of(vault, account_id))
    kept.pop(related or MAIN, None)
    if result.evidence:
        kept[related or MAIN] = result.evidence
    return [Put(Table.EVIDENCE, account_id, EvidenceKept(kept))]
