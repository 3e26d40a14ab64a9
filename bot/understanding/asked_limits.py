"""Which limit a question asks for: "how long can I stay?", "koliko časova mora?"."""

from bot.understanding.tokens import Phrases, take_apart

_LIMITS = Phrases[str](
    {
        "how long can|may|could|must|should|do|does|is": "duration",
        "how long": "duration",
        "how many days|weeks|months can|may|could|must|should|do i|we|one|you": "duration",
        "how many days|weeks|months is|are allowed|possible|required": "duration",
        "longest|shortest|maximum|minimum|maximal|minimal stay|length|duration": "duration",
        "koliko dugo|najduze|najkrace": "duration",
        "koliko dana|nedelja|meseci mogu|moze|smem|sme|mora|moram|traje|treba": "duration",
        "koliko traje": "duration",
        "koliko mora|moze|sme|treba da traje": "duration",
        "how many hours": "hours",
        "how many teaching hours": "hours",
        "koliko casova|sati": "hours",
        "how many ects|credits": "ects",
        "how many ects credits": "ects",
        "koliko espb|bodova|kredita": "ects",
    }
)


def asked_limit(text: str) -> str | None:
    """Return the slot whose limit a question asks for; None for any other question."""
    asked = {match.value for match in _LIMITS.find(take_apart(text))}
    return asked.pop() if len(asked) == 1 else None
