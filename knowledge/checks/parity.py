"""Both languages say the same: the same parameters, the same links."""

from collections import Counter
from collections.abc import Iterator

from knowledge.checks.subject import Subject
from knowledge.problem import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Yield parameters and links that stand in one language's answer only."""
    for entry in subject.looked_at:
        serbian, english = (subject.answers[entry.id, language] for language in ("sr", "en"))
        differing = [
            (
                "figures",
                {one.name for one in serbian.placeholders},
                {one.name for one in english.placeholders},
            ),
            ("links", Counter(serbian.links), Counter(english.links)),
        ]
        for what, in_serbian, in_english in differing:
            if in_serbian == in_english:
                continue
            only = [
                f"only in {language}: {', '.join(sorted(names))}"
                for language, names in (
                    ("sr", set(in_serbian) - set(in_english)),
                    ("en", set(in_english) - set(in_serbian)),
                )
                if names
            ]
            message = f"the two answers differ in their {what}; {'; '.join(only) or 'in number'}"
            yield subject.problem(entry, message, "answer", "sr")
