"""What can be tapped speaks to a person as the answers do: with "Vi", or with a noun."""

import re

import pytest

from locales import Locale
from locales.catalogue import read_authored

# How a label began that told somebody what to do as one tells a friend.
_FAMILIAR = re.compile(
    r"(не )?(додај|заборави|заврши|затвори|започни|израчунај|измени|искључи|копирај|настави|"
    r"обриши|одустани|одштампај|означи|откажи|погледај|подели|покушај|постави|почни|"
    r"пошаљи|преузми|претвори|прикажи|провери|промени|сачувај|унеси|укључи|уклони|шаљи)\b",
    re.IGNORECASE,
)
_LABELS = {
    "conversation": re.compile(r"conversation\.(button|tool|command|checklist)\."),
    "telegram": re.compile(r"telegram\."),
    "web": re.compile(r"web\."),
    "preview": re.compile(r"preview\."),
}


@pytest.mark.parametrize("domain", _LABELS)
def test_no_label_speaks_to_a_friend(domain: str) -> None:
    labels = {
        str(message.id): str(message.string)
        for message in read_authored(Locale.SR_CYRL, domain)
        if isinstance(message.string, str) and _LABELS[domain].match(str(message.id))
    }
    assert len(labels) > 20
    assert {name: words for name, words in labels.items() if _FAMILIAR.match(words)} == {}


def test_a_label_for_a_friend_would_be_found() -> None:
    assert _FAMILIAR.match("Пошаљи у разговор")
    assert not _FAMILIAR.match("Пошаљите у разговор")
