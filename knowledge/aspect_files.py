"""Read `aspects.yaml`: what can be asked of any kind of mobility."""

from collections.abc import Iterable
from pathlib import Path

from knowledge.aspects import Aspect
from knowledge.files import read, validate
from knowledge.finder.lexicon import Meaning
from knowledge.problem import Problem
from knowledge.schema import ASPECTS
from locales import Bilingual


def read_aspects(file: Path, meanings: Iterable[Meaning], problems: list[Problem]) -> list[Aspect]:
    """Return the aspects of a file; none when there is no such file.

    Args:
        file: the file.
        meanings: those of the lexicon, which aspects may name.
        problems: what is wrong is added here.
    """
    document = read(file, problems) if file.exists() else None
    forms = validate(document, ASPECTS, problems) if document and document.value else None
    known, seen = {one.name for one in meanings}, set[str]()
    for number, form in enumerate(forms or ()):
        for name in form.meanings:
            if name not in known and document is not None:
                line = document.line((number, "meanings"))
                problems.append(Problem(file, line, f"the lexicon has no meaning {name!r}"))
        if form.aspect in seen and document is not None:
            line = document.line((number, "aspect"))
            problems.append(Problem(file, line, f"there are two aspects {form.aspect!r}"))
        seen.add(form.aspect)
    return [
        Aspect(
            form.aspect,
            Bilingual(form.about.sr, form.about.en),
            form.meanings,
            form.sr,
            form.en,
            form.rules,
            form.in_passing,
            form.of_its_matter,
            form.general,
        )
        for form in forms or ()
    ]
