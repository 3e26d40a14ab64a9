"""What packs cost at a start: `python -m benchmarks.packs`.

Starts with one pack and with ten take turns, each in a process of its own. Told are the processor
times of loading (packs, rules and knowledge, until a question could be asked) and their ratio; the
packs are copies of the one that the tests have, of other names. The first start checks everything,
and learns the entries unless a run before this one did.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.processes import ROOT

BAR = 2.0
TOWNS = "borov cerov grabov klenov lipov orahov smrekov topolov vrbov jablanov".split()
_MODEL = ROOT / "tests" / "packs" / "dub"
_ROUNDS = 9
_LOAD = """
import os, time
import bot.cli.assistant, knowledge.packs
begun = time.process_time()
left_out = knowledge.packs.install(os.environ)
installed = time.process_time()
assistant = bot.cli.assistant.load_assistant()
ended = time.process_time()
assert not left_out, left_out
print(ended - begun, installed - begun)
"""


def write_pack(folder: Path, town: str) -> Path:
    """Write a pack like the tests' own, of another name; return its folder."""
    cyrillic = town.translate(str.maketrans("abceghijklmnoprstv", "абцегхијклмнопрств"))
    names = {
        "dubravic": f"{town}ic",
        "Dubravic": f"{town.capitalize()}ic",
        "дубравиц": f"{cyrillic}иц",
        "Дубравиц": f"{cyrillic.capitalize()}иц",
        "dubravick": f"{town}ick",
        "udub": f"u{town}",
        "dub-": f"{town}-",
        "dub/": f"{town}/",
        "institution: dub": f"institution: {town}",
    }
    for file in sorted(_MODEL.rglob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        for old, new in names.items():
            text = text.replace(old, new)
        copy = folder / town / file.relative_to(_MODEL)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8")
    return folder / town


def main() -> int:
    """Print the figures; 1 when ten packs take more than twice as long as one."""
    with tempfile.TemporaryDirectory() as place:
        ten = [write_pack(Path(place), town) for town in TOWNS]
        counts = (1, len(ten))
        first = {count: _load(ten[:count]) for count in counts}
        took: dict[int, list[tuple[float, float]]] = {count: [] for count in counts}
        for _ in range(_ROUNDS):
            for count in counts:
                took[count].append(_load(ten[:count]))
    for count in counts:
        whole, installing = (statistics.median(one) for one in zip(*took[count], strict=True))
        print(
            f"{count} packs: {whole * 1e3:.0f} ms, {installing * 1e3:.0f} of them installing; "
            f"for the first time {first[count][0] * 1e3:.0f} ms"
        )
    one, many = (statistics.median(whole for whole, _ in took[count]) for count in counts)
    print(f"ten packs load {many / one:.2f} times as long as one (bar {BAR})")
    return int(many / one > BAR)


def _load(packs: list[Path]) -> tuple[float, float]:
    """Return the processor seconds of loading, and those of them that installing took."""
    done = subprocess.run(
        [sys.executable, "-c", _LOAD],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PACKS": os.pathsep.join(map(str, packs))},
    )
    whole, installing = map(float, done.stdout.split())
    return whole, installing


if __name__ == "__main__":
    sys.exit(main())
