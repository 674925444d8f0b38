"""What is remembered of spaCy's attribute ruler is what it would say."""

from __future__ import annotations

import pytest

from kgraph.linguistics import DEFAULT_MODEL, load_bare_model
from kgraph.word_classes import RememberingRuler

pytestmark = pytest.mark.model

TEXTS = (
    "There is no dam. There's one, and they're here.",
    "He said it did not break, hasn't he? That is what that dam does.",
    "We've got to go; she'd been told. Which one was it?",
    "The 3 men's boats - all of them - were sunk on May 3.",
)


def test_words_get_what_the_ruler_gives_them() -> None:
    nlp = load_bare_model(DEFAULT_MODEL)
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    remembering = RememberingRuler(ruler)
    asked = ["attribute_ruler", "lemmatizer", "ner"]
    for _ in range(2):  # the second time all is remembered
        for wanted, doc in zip(nlp.pipe(TEXTS), nlp.pipe(TEXTS, disable=asked), strict=True):
            made = lemmatizer(remembering(doc))
            assert [(t.pos_, str(t.morph), t.lemma_) for t in made] == [
                (t.pos_, str(t.morph), t.lemma_) for t in wanted
            ]
