"""A user's corrections: who is who, and what is wrong with a reading. They win over every rule.

Read from TOML or JSON, checked against one another, and applied anew at each build: they name
attributions by their words, so they outlive a new version of the program. ``docs/corrections.md``
has the form.
"""

from kgraph.corrections.reading import corrections_of, read_corrections
from kgraph.corrections.values import Correction, Corrections

__all__ = ["Correction", "Corrections", "corrections_of", "read_corrections"]
