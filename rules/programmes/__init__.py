"""The six programmes, each a list of conditions that read like the paragraphs of their source."""

from collections.abc import Mapping

from rules.condition import Programme
from rules.programmes.bip import BIP
from rules.programmes.short_phd import SHORT_PHD
from rules.programmes.study import STUDY
from rules.programmes.teaching import TEACHING
from rules.programmes.traineeship import TRAINEESHIP
from rules.programmes.training import TRAINING

__all__ = ["PROGRAMMES"]

PROGRAMMES: Mapping[str, Programme] = {
    programme.name: programme
    for programme in (STUDY, SHORT_PHD, BIP, TRAINEESHIP, TEACHING, TRAINING)
}
