"""One name, one idea; and what of the local server others may know by name."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_no_public_class_name_is_defined_twice() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for top in ("bot", "knowledge", "rules", "locales"):
        for file in sorted((ROOT / top).rglob("*.py")):
            for node in ast.parse(file.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    places[node.name].append(str(file.relative_to(ROOT)))
    twice = {name: files for name, files in places.items() if len(files) > 1}
    assert not twice


def test_only_the_local_server_itself_knows_its_innards() -> None:
    """Whoever tests a bot on it needs `bot.preview` and `bot.preview.kit`."""
    knowing: list[str] = []
    for top in ("bot", "benchmarks", "scripts", "tests"):
        for file in sorted((ROOT / top).rglob("*.py")):
            place = file.relative_to(ROOT)
            if place.is_relative_to("bot/preview") or place.is_relative_to("tests/unit/preview"):
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                module = getattr(node, "module", None) or ""
                inner = module.startswith("bot.preview.") and module.split(".")[2] != "kit"
                if isinstance(node, ast.ImportFrom) and inner:
                    knowing.append(f"{place}: {module}")
    assert knowing == []
