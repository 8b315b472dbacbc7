"""Order without a date: "then", "after auditors found ...", "as soon as he is found"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.linguistics.analysis import Parsed
from articles.linguistics.lexicon import SITES
from articles.linguistics.words import Word
from articles.times.time_expressions import Expression

_CONNECTIVE = re.compile(
    r"(?i)\b(?P<word>(?:shortly|soon|immediately|just|right|long|only)\s(?:after|before)|after|before|as\ssoon\sas|once|"
    r"by\sthe\stime|since\sthen|until\sthen|following)\s"
)
_THEN = re.compile(r"(?i)(?<![-\w])(?:then|subsequently|afterwards?|thereafter)(?![-\w'])")
_NOT_THEN = re.compile(
    r"(?i)(?:\b(?:by|until|since|back|the|even|if|and\snow\sand|now\sand|from)\s)$"
)
_MOST = 7
"""Words of a clause that are shown."""


def order_only(parsed: Parsed, dated: Sequence[Expression]) -> list[Expression]:
    """Find the words that tell an order of two events and no date."""
    out: list[Expression] = []
    text = parsed.text
    taken = [(expression.start, expression.end) for expression in dated]
    for match in _THEN.finditer(text):
        if (
            match.start() < parsed.begins
            or parsed.quoted_at(match.start())
            or _NOT_THEN.search(text[max(0, match.start() - 20) : match.start()])
            or _within(taken, match.start())
        ):
            continue
        word = parsed.words[parsed.at(match.start())]
        if (
            re.match(
                r"(?i)then-|then\s(?:president|prime|a\s\w+\s(?:of|aged))", text[match.start() :]
            )
            or word.dep == "amod"
        ):
            continue
        out.append(
            Expression(
                match.start(), match.end(), "", {"order": match[0]}, order="after", at=match.start()
            )
        )
    for match in _CONNECTIVE.finditer(text):
        if (
            match.start() < parsed.begins
            or parsed.quoted_at(match.start())
            or _within(taken, match.start())
        ):
            continue
        made = _clause(parsed, match, dated)
        if made:
            out.append(made)
    return out


def _within(taken: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in taken)


def _clause(parsed: Parsed, match: re.Match[str], dated: Sequence[Expression]) -> Expression | None:
    word = match["word"].lower()
    order = "before" if word.endswith("before") else "after"
    if word in ("since then", "until then"):
        return Expression(
            match.start(),
            match.end() - 1,
            "",
            {"order": word},
            order="after",
            clause="",
            at=match.start(),
        )
    first = parsed.at(match.end())
    if first >= len(parsed.words):
        return None
    _, past = parsed.sentence_of(first)
    stop = min(
        [time.start for time in dated if time.start >= match.end()], default=len(parsed.text)
    )
    if stop - match.end() < 2:
        return None
    words: list[Word] = []
    for i in range(first, past):
        token = parsed.words[i]
        if (
            token.start >= stop
            or (words and token.lower == "that" and token.tag in ("IN", "WDT"))
            or token.text in ',.;:"()'
            or len(words) >= _MOST
        ):
            break
        words.append(token)
    if not words or not _tells(parsed, match, word, words):
        return None
    last = words[-1]
    return Expression(
        match.start(), last.end, "", {"order": word}, order=order,
        clause=parsed.text[words[0].start : last.end], at=match.start(),
    )  # fmt: skip


_HAPPENING = re.compile(
    r"(?i)(?:arrest|attack|raid|quarrel|fall|coup|death|escape|crash|take-?off|arrival|departure|return|"
    r"storm|explosion|trial|search|collapse|capture|visit|verdict|sentence|night|days?|hours?|stop|halt|flight|"
    r"talks|election|invasion|row|dispute|fight|refusal|release|dinner|lunch|breakfast|call|journey|trip|stay|\w+ing)s?$"
)


def _in_space(parsed: Parsed, match: re.Match[str], words: Sequence[Word]) -> bool:
    """Whether it is told where, and not when: "got off before the barrier at Mandimba and walked"."""
    led = parsed.words[parsed.at(match.start("word"))]
    objects = parsed.children(led.i, "pobj")
    return (
        led.dep == "prep"
        and bool(objects)
        and objects[0] in words
        and objects[0].lemma in SITES | {"barrier", "junction", "roundabout", "turning"}
    )


def _tells(parsed: Parsed, match: re.Match[str], word: str, words: Sequence[Word]) -> bool:
    head = words[0]
    if (
        head.lower in ("all", "another", "that", "this", "which", "it", "him", "them", "her")
        and len(words) == 1
    ):
        return False
    if head.lower == "another" or (
        word == "once" and (head.verb or not any(later.verb for later in words))
    ):
        return False
    before = parsed.words[parsed.at(match.start()) - 1] if match.start() else None
    if word == "after" and before is not None and before.lemma in ("look", "name"):
        return False
    if word == "following" and head.tag not in ("DT", "PRP$"):
        return False
    if (
        re.match(
            r"(?:a|the|his|her|its|their)\s(?:court|judge|magistrate|parliament|camera|crowd|tribunal)\b",
            parsed.text[match.end() :],
        )
        and word == "before"
    ):
        return any(later.tag in ("VBD", "VBZ", "VBP") for later in words)
    if word == "before" and _in_space(parsed, match, words):
        return False
    if any(later.tag in ("VBD", "VBZ", "VBP", "MD") for later in words) or head.tag == "VBG":
        return True
    nouns = [later for later in words if later.noun]
    return bool(nouns) and any(_HAPPENING.fullmatch(noun.text) for noun in nouns[:3])
