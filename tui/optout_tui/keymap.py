"""Keys of one's own: which ids there are, and whether the keys given to them can work.

Owns what is wrong with a choice of keys. Textual itself ignores an unknown id, and of two deeds on
one key it drops one; both are told here, before the screen is taken.
"""

import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.keys import KEY_ALIASES, Keys, key_to_character
from textual.screen import Screen
from textual.widgets import Input

from optout_tui import screens
from optout_tui.app import OptOutApp
from optout_tui.screens.accounts import AccountsScreen
from optout_tui.widgets.table import AccountsTable
from optout_tui.wording import config as said

FIXED = frozenset({"quit-anywhere", "interrupt"})
"""They stay where they are: there is always a way out."""

MODIFIERS = frozenset({"ctrl", "shift", "alt"})
NAMED = frozenset(key.value for key in Keys)
SENT_AS = {alias: key for key, aliases in KEY_ALIASES.items() for alias in aliases}
"""What a terminal sends in the place of keys such as ctrl+i, which is tab."""


class KeyRefused(Exception):
    """A key can't do what it was given to; ``binding_id`` is that."""

    def __init__(self, binding_id: str, problem: str) -> None:
        self.binding_id, self.problem = binding_id, problem
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class Place:
    """A screen: the keys that can be pressed there by id, and whether letters are typed there."""

    keys: Mapping[str, frozenset[str]]
    is_typed_in: bool


def check_keys(chosen: Mapping[str, str]) -> None:
    """Raise ``KeyRefused`` unless these keys, by the ids of what they do, can all work."""
    known = {id_ for place in places() for id_ in place.keys} - FIXED
    mine = {}
    for id_, keys in chosen.items():
        if id_ not in known:
            raise KeyRefused(id_, said.no_key_id(id_, sorted(known)))
        mine[id_] = frozenset(_key(id_, key.strip()) for key in keys.split(","))
    for place in places():
        _refuse_clashes(place, {id_: mine[id_] for id_ in mine if id_ in place.keys})


@cache
def places() -> tuple[Place, ...]:
    """Return the screens of the app, each with the keys of its parts and of the app."""
    for module in pkgutil.iter_modules(screens.__path__, f"{screens.__name__}."):
        import_module(module.name)
    return tuple(map(_place, _screens(Screen)))


def _refuse_clashes(place: Place, mine: Mapping[str, frozenset[str]]) -> None:
    taken: dict[str, str] = {}
    for id_, keys in {**place.keys, **mine}.items():
        for key in keys:
            other = taken.setdefault(key, id_)
            if other != id_ and not mine.keys().isdisjoint({id_, other}):
                one = id_ if id_ in mine else other
                raise KeyRefused(one, said.would_be_both(key, other, id_))
    for id_, keys in mine.items():
        for key in sorted(keys):
            if key in RESERVED - place.keys[id_]:
                raise KeyRefused(id_, said.is_reserved(key, id_))
            if place.is_typed_in and (_is_sign(key) or key in EDITING - place.keys[id_]):
                raise KeyRefused(id_, said.is_typed(key, id_))


def _key(id_: str, given: str) -> str:
    """Return a key by the name that it has when it is pressed."""
    *modifiers, key = given.split("+") if len(given) > 1 else [given]
    is_key = key in NAMED or bool(key and key_to_character(key))
    if not is_key or not MODIFIERS.issuperset(modifiers):
        raise KeyRefused(id_, said.no_key(given))
    if "shift" in modifiers and _is_sign(key):
        raise KeyRefused(id_, said.never_comes(given, key.upper()))
    (named,) = Binding.make_bindings([(given.lower() if modifiers else given, "", "")])
    return SENT_AS.get(named.key, named.key)


def _screens(kind: type[Screen[Any]]) -> Iterator[type[Screen[Any]]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("optout_tui.") and not one.__subclasses__():
            yield one
        yield from _screens(one)


def _place(screen: type[Screen[Any]]) -> Place:
    own = _keys_of(screen)
    parts = _keys_of(AccountsTable) if screen is AccountsScreen else {}
    has_signs = any(_is_sign(key) for keys in own.values() for key in keys)
    return Place({**_keys_of(OptOutApp), **own, **parts}, is_typed_in=not has_signs)


def _is_sign(key: str) -> bool:
    """Say whether a key is a letter or the like, which a field takes."""
    sign = key_to_character(key)
    return sign is not None and sign.isprintable()


def _keys_of(node: type[DOMNode]) -> dict[str, frozenset[str]]:
    """Return the keys by id that this kind of node has of ours."""
    found: dict[str, frozenset[str]] = {}
    for kind in node.__mro__:
        if kind.__module__.startswith("optout_tui."):
            for one in Binding.make_bindings(vars(kind).get("BINDINGS", ())):
                found[one.id or ""] = found.get(one.id or "", frozenset()) | {one.key}
    return found


def _plain_keys(bindings: Sequence[BindingType]) -> frozenset[str]:
    return frozenset(one.key for one in Binding.make_bindings(bindings))


EDITING = _plain_keys(Input.BINDINGS)
RESERVED = _plain_keys([*Screen.BINDINGS, *App.BINDINGS]) | {App.COMMAND_PALETTE_BINDING}
