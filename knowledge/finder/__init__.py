"""Which label a message means: pure, and independent of what the labels stand for.

`Finder.fit` learns from examples; `rank` puts all labels in order for a text.
"""

from knowledge.finder.finder import Finder

__all__ = ["Finder"]
