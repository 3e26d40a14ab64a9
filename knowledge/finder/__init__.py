"""Rank labels for a text. Pure, and independent of what the labels stand for.

`Finder.fit` learns from examples; `rank` puts all labels in order for a text.
"""

import os

# The matrices are too small to share among threads, and OpenBLAS starts its pool on import.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from knowledge.finder.finder import Finder, LogOdds, Prior

__all__ = ["Finder", "LogOdds", "Prior"]
