"""The practice site's style, script and icon: small files that browsers may keep."""

from importlib.resources import files

from optout_profiles.practice import places
from optout_profiles.practice.exchange import Reply

KINDS = {
    "site.css": "text/css; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "sign_in.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


def _asset(name: str, kind: str) -> Reply:
    body = files("optout_profiles.practice").joinpath("static", name).read_bytes()
    return Reply(body=body, kind=kind, is_cacheable=True)


ASSETS = {places.ASSETS + name: _asset(name, kind) for name, kind in KINDS.items()}
