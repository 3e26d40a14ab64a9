"""Packs put into use: each is checked once, and again only when something has changed."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

import msgspec

from knowledge import snapshot
from knowledge.finder import store
from knowledge.parts import FOLDER
from rules import packs
from rules.packs import JudgedPacks


class _KeptLines(msgspec.Struct):
    """What was found of packs, by their places in the setting."""

    sound: list[int]
    lines: list[str]


def install(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Put the packs of the environment into use; return a line for each that is left out."""
    return packs.install(environment, judge)


def judge(folders: Sequence[Path]) -> JudgedPacks:
    """Return which packs can be used: as it was found for the same content, else looked at anew."""
    name = f"packs-{snapshot.key_of(FOLDER, folders)}"
    kept = store.read_object(name, _KeptLines)
    if kept is not None and all(place < len(folders) for place in kept.sound):
        return JudgedPacks(tuple(folders[place] for place in kept.sound), tuple(kept.lines))
    # What only checking needs is imported only then.
    found = packs.judge(folders, import_module("knowledge.pack_faults").all_faults)
    sound = [place for place, folder in enumerate(folders) if folder in found.sound]
    store.write_bytes(name, msgspec.json.encode(_KeptLines(sound, list(found.lines))))
    return found
