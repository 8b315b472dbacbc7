"""Attributions as proposals."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from articles.linguistics.analysis import Parsed
from articles.linguistics.verbs import SPEECH
from articles.linguistics.words import Word
from articles.tellers.cues import (
    Cue,
    absolute_subject,
    cues,
    noun_before,
    noun_behind,
    subject_of,
)
from articles.tellers.sources import COLLECTIVE, Source, Tellers, phrase
from articles.values import AttributionValue, Proposal, Stance
from geo.language.told_text import ToldText

_NEGATED = re.compile(
    r"(?i)\b(?:no|not|never|nobody|none|nothing|neither|nor|\w+n't|cannot|false|lies?|untrue|baseless|nonsense|fairy\stales?|fantas(?:y|ies)|inventions?|fabricat\w+|slander|smears?|propaganda|absurd|ridiculous|fiction|fake)\b"
)
_ASKED = re.compile(r"(?i)\b(?:unable|not\sable)\sto\s\w+|\bnot\s(?:\w+\s)*reach\b")
"""Silence that those tell who asked, so that the silent ones stand after it: "could not reach him"."""
_NO_SUCH = re.compile(
    r"(?i)\b(?:no\ssuch|no\srecord|nobody\sof\sthat\sname|no\s\w+\s(?:of|with|under)\s(?:that|this|his|her)\s(?:name|description)|had\snot\sentered|never\sentered|had\snot\sarrived|no\s[^.;,]{0,40}?(?:was|were|is|are)\s(?:missing|involved|detained|in\s(?:its|their|our)\scustody|on\s(?:its|their|our)\s(?:soil|territory))|knew?\s(?:of|nothing)\s\"?no)\b"
)


def attribution_proposals(
    paragraphs: Sequence[Parsed], people: Collection[str] = ()
) -> list[Proposal]:
    """Propose who told what, in order. `people` are the names of the report's people, plain."""
    tellers = Tellers(people)
    out: list[Proposal] = []
    for parsed in paragraphs:
        denied: Stance | None = None
        known = cues(parsed)
        for cue in known:
            if _within_account(parsed, cue, known):
                continue
            made = _made(parsed, cue, tellers)
            if made is None:
                continue
            value = made.value
            assert isinstance(value, AttributionValue)
            if value.stance == "reports":
                value = replace(value, stance=_stance(parsed, cue, denied=denied is not None))
                made = replace(made, value=value)
            if value.stance == "denies":
                denied = "denies"
                if not value.question and cue.stance == "denies":
                    value = replace(value, question=ToldText("article.ask.denied"))
                    made = replace(made, value=value)
            out.append(made)
    return out


def _within_account(parsed: Parsed, cue: Cue, paragraph: Sequence[Cue]) -> bool:
    """Whether it is said inside what others tell: "he acknowledged ..., as three aides reported"."""
    if cue.sort != "said":
        return False
    sentence = parsed.words[cue.verb].sentence
    outer = [
        outside
        for outside in paragraph
        if outside.sort in ("according", "by")
        and parsed.words[parsed.at(outside.start)].sentence == sentence
        and outside.start > cue.end
    ]
    if not outer:
        return False
    head = subject_of(parsed, cue.verb)
    return head is not None and (
        head.lower in ("he", "she", "they")
        or (
            head.tag == "NNP"
            and head.i == parsed.subtree(head.i)[0]
            and not any(word.text == "," for word in parsed.words[head.i : cue.verb])
            and (head.i + 1 == cue.verb or not parsed.children(cue.verb, "nsubj"))
        )
    )


def _made(parsed: Parsed, cue: Cue, tellers: Tellers) -> Proposal | None:
    id_ = f"attribution-{parsed.number}-{parsed.clean.raw(cue.start, cue.end)[0]}"
    source = _source(parsed, cue, tellers)
    if source is None:
        return None
    tellers.add(id_, source, parsed.number)
    low, high = parsed.sentence_of(parsed.at(cue.start))
    a, b = parsed.span(low, high)
    sentence = parsed.clean.raw(a, b)
    start, end = parsed.clean.raw(cue.start, cue.end)
    text = parsed.text[cue.start : cue.end]
    value = AttributionValue(
        source.text, text, source.count, source.at_least, source.named, cue.stance, source.party,
        source.same_as, _citing(parsed, cue), source.question, sentence,
    )  # fmt: skip
    return Proposal(
        id_,
        "attribution",
        parsed.number,
        start,
        end,
        text,
        value,
        f"cue-{cue.sort}",
        source.same_as or None,
    )


def _source(parsed: Parsed, cue: Cue, tellers: Tellers) -> Source | None:
    if cue.sort in ("according", "noun", "by", "interviews", "also") or (
        cue.sort == "silent" and _ASKED.search(parsed.text[cue.start : cue.end])
    ):
        return _after(parsed, cue, tellers)
    if cue.sort == "own":
        head = _subject_of_account(parsed, cue)
        return None if head is None else _teller(parsed, cue, head, tellers)
    alone = absolute_subject(parsed, parsed.words[cue.verb])
    if alone is not None and cue.sort == "said":
        return tellers.source(parsed, alone, phrase(parsed, alone, limit=cue.verb))
    head = _close(parsed, cue, subject_of(parsed, _main_verb(parsed, cue)))
    if head is None and cue.sort == "said":
        verb = parsed.words[cue.verb]
        head = noun_before(parsed, verb) or noun_behind(parsed, verb)
    if head is None:
        head = _left_of(parsed, cue)
    if head is None:
        return _implied(cue, tellers)
    if head.lower == "there" and cue.sort == "silent":
        head = _teller_before(parsed, cue) or head
    if head.lower in ("there", "which", "that", "this", "what"):
        return _implied(cue, tellers) if cue.sort in ("unverified", "silent") else None
    if head.lower == "who":
        head = _antecedent(parsed, head)
    if parsed.quoted_at(head.start) and not parsed.quoted_at(cue.start):
        head = noun_behind(parsed, parsed.words[cue.verb]) or _joined_teller(parsed, cue) or head
    if head.lower == "they":
        head = _subject_before(parsed, cue, tellers) or head
    if cue.sort == "unverified" and re.search(
        r"(?i)\bbe(?:en)?\b|no\s(?:official|independent)", parsed.text[cue.start : cue.end]
    ):
        return Source(ToldText("article.teller.agency"), "agency", 1, False, True, False, False)  # noqa: FBT003
    return _teller(parsed, cue, head, tellers)


def _teller(parsed: Parsed, cue: Cue, head: Word, tellers: Tellers) -> Source:
    if head.lower in ("he", "she", "it") and not tellers.told_by(parsed.number, pronoun=head):
        subject = _subject_named(parsed, head, tellers)
        if subject is not None and tellers.is_person(subject):
            return tellers.source(parsed, subject, _name_of(parsed, subject, tellers))
        if subject is not None:
            return tellers.source(parsed, subject, phrase(parsed, subject))
    return tellers.source(parsed, head, phrase(parsed, head, limit=cue.verb))


def _subject_of_account(parsed: Parsed, cue: Cue) -> Word | None:
    """Give whose account it is in "by his own account Han was there": the subject of the sentence."""
    low, past = parsed.sentence_of(parsed.at(cue.start))
    words = parsed.words[low:past]
    return next((word for word in words if word.dep in ("nsubj", "nsubjpass")), None)


def _joined_teller(parsed: Parsed, cue: Cue) -> Word | None:
    """Give who tells with the verb before: '"Nobody came," a spokesman said, and added that ...'."""
    verb = parsed.words[cue.verb]
    first = parsed.words[verb.head]
    if verb.dep != "conj" or first.lemma not in SPEECH or parsed.quoted_at(first.start):
        return None
    return _close(parsed, Cue(first.start, first.end, first.i, "said"), subject_of(parsed, first.i))


def _subject_before(parsed: Parsed, cue: Cue, tellers: Tellers) -> Word | None:
    """Give the subject of the sentence before "They would not say", if the paragraph has no teller yet."""
    sentence = parsed.words[cue.verb].sentence
    if not sentence or tellers.told_in(parsed.number):
        return None
    low, high = parsed.sentences[sentence - 1]
    subjects = [word for word in parsed.words[low:high] if word.dep in ("nsubj", "nsubjpass")]
    first = subjects[0] if subjects else None
    can = first is not None and (first.lower in COLLECTIVE or first.tag == "NNS")
    return first if can and first is not None and not parsed.quoted_at(first.start) else None


def _subject_named(parsed: Parsed, pronoun: Word, tellers: Tellers) -> Word | None:
    """Give the last subject before "he said" or "it said" in the paragraph that may be meant."""
    for word in reversed(parsed.words[: pronoun.i]):
        if word.dep not in ("nsubj", "nsubjpass") or parsed.quoted_at(word.start):
            continue
        if word.tag in ("NNS", "NNPS") or parsed.children(word.i, "conj"):
            continue
        if tellers.may_be(pronoun, word):
            return word
    return None


def _name_of(parsed: Parsed, word: Word, tellers: Tellers) -> tuple[int, int]:
    """Give the words of a person's name around one of them."""
    low, past = word.i, word.i + 1
    while low and tellers.is_person(parsed.words[low - 1]):
        low -= 1
    while past < len(parsed.words) and tellers.is_person(parsed.words[past]):
        past += 1
    return low, past


def _teller_before(parsed: Parsed, cue: Cue) -> Word | None:
    """Give who told earlier in the sentence: "she said that there was no plan, but did not clarify"."""
    low, _ = parsed.sentence_of(cue.verb)
    tells = [word.i for word in parsed.words[low : cue.verb] if word.verb and word.lemma in SPEECH]
    return subject_of(parsed, tells[0]) if tells else None


def _main_verb(parsed: Parsed, cue: Cue) -> int:
    """Give the verb whose subject tells: of "denied it, saying ..." the first."""
    if cue.verb < 0 or parsed.words[cue.verb].tag != "VBG":
        return cue.verb
    low, _ = parsed.sentence_of(cue.verb)
    tells = [word.i for word in parsed.words[low : cue.verb] if word.verb and word.lemma in SPEECH]
    return tells[0] if tells else cue.verb


def _close(parsed: Parsed, cue: Cue, head: Word | None) -> Word | None:
    """Prefer the noun right before the cue where the parser's subject is far from it."""
    if head is None or head.i > cue.verb or cue.verb < 0:
        return head
    at = parsed.at(cue.start) - 1
    while at > 0 and (
        parsed.words[at].tag in ("RB", "MD") or parsed.words[at].dep in ("aux", "neg")
    ):
        at -= 1
    before = parsed.words[at]
    low, high = parsed.subtree(head.i)
    if not before.noun or low <= before.i < high or before.sentence != head.sentence:
        return head
    commas = [word.i for word in parsed.words[head.i : before.i] if word.text == ","]
    if not commas:
        return head
    part = parsed.words[commas[-1] + 1 : before.i + 1]
    if any(word.verb for word in part):
        return head
    return next(
        (
            word
            for word in part
            if word.noun and (word.i + 1 > before.i or not parsed.words[word.i + 1].noun)
        ),
        head,
    )


def _implied(cue: Cue, tellers: Tellers) -> Source | None:
    if cue.sort == "unverified":
        return Source(ToldText("article.teller.agency"), "agency", 1, False, True, False, False)  # noqa: FBT003
    last = tellers.last()
    if cue.sort == "said" and last is not None:
        return replace(last[1], same_as=last[0])
    return Source("", "", 1, False, False, None, False) if cue.sort == "silent" else None  # noqa: FBT003


def _antecedent(parsed: Parsed, who: Word) -> Word:
    verb = parsed.words[who.head]
    at = verb
    for _ in range(4):
        if at.dep == "relcl":
            return parsed.words[at.head]
        if at.head == at.i:
            break
        at = parsed.words[at.head]
    return who


def _left_of(parsed: Parsed, cue: Cue) -> Word | None:
    """Give the last noun before a cue in its sentence, for where the parser shows no subject."""
    low, _ = parsed.sentence_of(cue.verb)
    depth = 0
    for word in reversed(parsed.words[low : parsed.at(cue.start)]):
        if word.verb and word.dep != "acl":
            break
        if (word.noun or word.tag in ("PRP", "CD")) and not depth:
            head = word
            while (
                parsed.words[head.head].i < head.i
                and parsed.words[head.head].noun
                and head.dep in ("appos", "pobj", "compound")
            ):
                head = parsed.words[head.head]
            return head
    return None


def _after(parsed: Parsed, cue: Cue, tellers: Tellers) -> Source | None:
    first = parsed.at(cue.end if cue.source < 0 else cue.source)
    _, past = parsed.sentence_of(min(first, len(parsed.words) - 1))
    for word in parsed.words[first:past]:
        if cue.sort in ("noun", "by") and word.lower in ("by", "from", "in", "on", "the", "a"):
            continue
        if word.lower in ("interviews", "conversations") and _with(parsed, word):
            continue
        if (
            word.noun
            or word.tag in ("PRP", "CD")
            or (word.lower == "other" and not _before_noun(parsed, word))
        ):
            head = word
            while (
                parsed.words[head.head].i > head.i
                and head.dep in ("compound", "nummod", "amod", "poss", "nmod", "quantmod")
                and parsed.words[head.head].i < past
            ):
                head = parsed.words[head.head]
            low, high = phrase(parsed, head, limit=first - 1)
            if cue.sort == "interviews":
                high = min(high, parsed.at(cue.start))
            return tellers.source(parsed, head, (low, high))
    return None


def _before_noun(parsed: Parsed, word: Word) -> bool:
    return any(later.noun or later.tag == "CD" for later in parsed.words[word.i + 1 : word.i + 3])


def _with(parsed: Parsed, word: Word) -> bool:
    """Whether "with" follows: those who were spoken with tell, not the interviews."""
    return word.i + 1 < len(parsed.words) and parsed.words[word.i + 1].lower == "with"


def _citing(parsed: Parsed, cue: Cue) -> str:
    low, high = parsed.sentence_of(parsed.at(cue.start))
    text = parsed.words_text(low, high)
    match = re.search(r"\bciting\s([^,.;\"]+)", text)
    if not match or re.search(
        r"(?i)\b(?:rules|privacy|laws?|security|inquiry|investigation|policy|concerns|reasons|case)\b",
        match[1],
    ):
        return ""
    return match[1].strip()


def _stance(parsed: Parsed, cue: Cue, *, denied: bool) -> Stance:
    """Whether words that only "say" are still a denial, as "no such passenger had arrived" is."""
    start, end = parsed.span(*parsed.sentence_of(parsed.at(cue.start)))
    sentence = parsed.text[start:end]
    if cue.sort in ("noun", "according", "own", "by", "interviews"):
        return "reports"
    before = parsed.text[:start]
    if parsed.text[cue.start : cue.end].lower() in ("saying", "adding"):
        return "reports"
    tail = re.sub(r"[^\"]*$", "", sentence[: cue.start - start]) if '"' in sentence else sentence
    if not tail:  # it said that they had "never turned away a doctor"
        tail = sentence[cue.end - start :]
    if denied and (_NEGATED.search(tail) or _negated_next(parsed, cue)):
        return "denies"
    if _NO_SUCH.search(sentence) or (
        cue.sort == "said" and _NO_SUCH.search(_quote_before(parsed, start, sentence))
    ):
        return "denies" if before.strip() or parsed.number > 1 else "reports"
    return "reports"


def _negated_next(parsed: Parsed, cue: Cue) -> bool:
    _, high = parsed.sentence_of(parsed.at(cue.start))
    rest = parsed.text[parsed.words[high - 1].end :].lstrip()[:120]
    return bool(re.match(r'[^.]{0,20}"', rest[:3]) and _NEGATED.search(rest.split(".")[0]))


def _quote_before(parsed: Parsed, start: int, sentence: str) -> str:
    if '"' not in sentence:
        return ""
    first = parsed.text.rfind('"', 0, start)
    return parsed.text[first:start] if first >= 0 and first > start - 200 else ""
