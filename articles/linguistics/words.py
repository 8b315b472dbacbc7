"""A word of a paragraph, with what a tagger and a parser say of it."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Word:
    """A word. `tag` is of the Penn treebank, `dep` and `head` of ClearNLP's dependencies."""

    i: int
    text: str
    lemma: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    """Characters of the cleaned paragraph, half open."""
    sentence: int
    entity: str = ""

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def verb(self) -> bool:
        """Whether it is a verb, but not a modal one."""
        return self.tag.startswith("VB")

    @property
    def noun(self) -> bool:
        """Whether it is a noun or a name."""
        return self.tag.startswith("NN")

    @property
    def name(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()

    def with_head(self, head: int) -> Word:
        """Give the word with another head."""
        return replace(self, head=head)

    def moved(self, by: int) -> Word:
        """Give the word `by` characters farther on."""
        return replace(self, start=self.start + by, end=self.end + by) if by else self

    def in_sentence(self, sentence: int) -> Word:
        """Give the word with the number of its sentence."""
        return self if self.sentence == sentence else replace(self, sentence=sentence)
