"""Tell how long somebody is employed from how long they stay: "ugovor na 6 meseci"."""

from bot.understanding.tokens import Tokens
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("modality")
_CONTRACTS = _VOCABULARY.stems("contracts")
_EMPLOYED = _VOCABULARY.words("employed")
_LENGTH_OF_A_CONTRACT = _VOCABULARY.words("length of a contract")
_REACH = 8


def is_of_a_contract(message: Tokens, start: int, stop: int) -> bool:
    """Return whether it is how long a contract runs: "ugovor na 6 meseci", "a 6 month contract"."""
    if message.word(stop).startswith(_CONTRACTS):
        return True
    for index in range(start - 1, max(-1, start - 1 - _REACH), -1):
        if message.ends_clause(index):
            return False
        if message.words[index].startswith(_CONTRACTS):
            # "Ugovor o učenju" is no employment.
            return message.words[index + 1 : index + 3] != ("o", "ucenju")
        if message.words[index] in _EMPLOYED:
            return index + 1 < start
        if message.words[index] not in _LENGTH_OF_A_CONTRACT:
            return False
    return False
