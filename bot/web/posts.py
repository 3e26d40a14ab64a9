"""What comes to a visitor unasked, from an office: as JSON that the page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.web.assets import compact
from bot.web.markup import to_html
from locales import Locale


@dataclass(frozen=True, slots=True)
class WebKey:
    """A button under a message: what stands on it, and what comes back."""

    label: str
    data: str


def written(
    html: str,
    locale: Locale,
    *,
    talk: str,
    buttons: Sequence[Sequence[WebKey]] = (),
    origin: int | None = None,
    replaces: bool = False,
) -> str:
    """Return a message for the page.

    Args:
        html: what it says, in the markup of replies.
        locale: its language and script.
        talk: the code of the conversation that it belongs to.
        buttons: rows of buttons under it.
        origin: the number that the office's message has in its chat.
        replaces: it takes the place of the message of the same number.
    """
    # The code marks what people wrote: it is kept until the page has it.
    shown: dict[str, Any] = {"talk": talk, "html": to_html(html), "lang": locale.tag}
    if buttons:
        shown["buttons"] = [[{"label": one.label, "data": one.data} for one in r] for r in buttons]
    if origin is not None:
        shown["key"] = f"{talk}:{origin}"
    if replaces:
        shown["replaces"] = True
    return compact(shown)
