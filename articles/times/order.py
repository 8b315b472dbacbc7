"""Order without a date: "then", "after auditors found ...", "as soon as he is found"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.analysis import Parsed
from articles.times.time_expressions import Expression
from articles.words import Word

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
    taken = [(one.start, one.end) for one in dated]
    for found in _THEN.finditer(text):
        if (
            found.start() < parsed.begins
            or parsed.quoted_at(found.start())
            or _NOT_THEN.search(text[max(0, found.start() - 20) : found.start()])
            or _within(taken, found.start())
        ):
            continue
        word = parsed.words[parsed.at(found.start())]
        if (
            re.match(
                r"(?i)then-|then\s(?:president|prime|a\s\w+\s(?:of|aged))", text[found.start() :]
            )
            or word.dep == "amod"
        ):
            continue
        out.append(
            Expression(
                found.start(), found.end(), "", {"order": found[0]}, order="after", at=found.start()
            )
        )
    for found in _CONNECTIVE.finditer(text):
        if (
            found.start() < parsed.begins
            or parsed.quoted_at(found.start())
            or _within(taken, found.start())
        ):
            continue
        made = _clause(parsed, found, dated)
        if made:
            out.append(made)
    return out


def _within(taken: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in taken)


def _clause(parsed: Parsed, found: re.Match[str], dated: Sequence[Expression]) -> Expression | None:
    word = found["word"].lower()
    order = "before" if word.endswith("before") else "after"
    if word in ("since then", "until then"):
        return Expression(
            found.start(),
            found.end() - 1,
            "",
            {"order": word},
            order="after",
            clause="",
            at=found.start(),
        )
    first = parsed.at(found.end())
    if first >= len(parsed.words):
        return None
    _, past = parsed.sentence_of(first)
    stop = min([one.start for one in dated if one.start >= found.end()], default=len(parsed.text))
    if stop - found.end() < 2:
        return None
    words: list[Word] = []
    for i in range(first, past):
        one = parsed.words[i]
        if (
            one.start >= stop
            or (words and one.lower == "that" and one.tag in ("IN", "WDT"))
            or one.text in ',.;:"()'
            or len(words) >= _MOST
        ):
            break
        words.append(one)
    if not words or not _tells(parsed, found, word, words):
        return None
    last = words[-1]
    return Expression(
        found.start(), last.end, "", {"order": word}, order=order,
        clause=parsed.text[words[0].start : last.end], at=found.start(),
    )  # fmt: skip


_HAPPENING = re.compile(
    r"(?i)(?:arrest|attack|raid|quarrel|fall|coup|death|killing|escape|crash|landing|take-?off|arrival|departure|return|meeting|"
    r"storm|shooting|explosion|trial|hearing|search|collapse|capture|visit|verdict|sentence|sentencing|night|days?|hours?|stop|halt|flight|"
    r"crossing|talks|election|invasion|row|dispute|fight|refusal|release|dinner|lunch|breakfast|call|journey|trip|stay|\w+ing)s?$"
)


def _tells(parsed: Parsed, found: re.Match[str], word: str, words: Sequence[Word]) -> bool:
    first = parsed.at(found.end())
    head = parsed.words[first]
    rest = [parsed.words[first + k] for k in range(len(words))]
    if (
        head.lower in ("all", "another", "that", "this", "which", "it", "him", "them", "her")
        and len(rest) == 1
    ):
        return False
    if head.lower == "another" or (
        word == "once" and (head.verb or not any(one.verb for one in rest))
    ):
        return False
    before = parsed.words[parsed.at(found.start()) - 1] if found.start() else None
    if (
        before is not None
        and before.lemma in ("look", "name", "run", "go", "ask", "be")
        and word == "after"
        and before.tag != "."
    ) and before.lemma in ("look", "name"):
        return False
    if word == "following" and head.tag not in ("DT", "PRP$"):
        return False
    if (
        re.match(
            r"(?:a|the|his|her|its|their)\s(?:court|judge|magistrate|parliament|camera|crowd|tribunal)\b",
            parsed.text[found.end() :],
        )
        and word == "before"
    ):
        return any(one.tag in ("VBD", "VBZ", "VBP") for one in rest)
    if any(one.tag in ("VBD", "VBZ", "VBP", "MD") for one in rest) or head.tag == "VBG":
        return True
    nouns = [one for one in rest if one.noun]
    return bool(nouns) and any(_HAPPENING.fullmatch(one.text) for one in nouns[:3])
