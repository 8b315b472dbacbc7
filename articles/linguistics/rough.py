"""Words tagged by lists and endings, for where the language model is not installed.

Tags are few: verbs by a list and by -ed and -ing, nouns for what is left. A verb's subject is the
nearest noun before it in its clause; prepositions hang on the verb before them.
"""

from __future__ import annotations

import re

from articles.linguistics.verbs import IRREGULAR, KNOWN_VERBS, SPEECH
from articles.linguistics.words import Word

_TOKEN = re.compile(
    r"[A-Za-z]\.(?:[A-Za-z]\.)+|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?|'s\b|n't\b"
    r"|[^\W\d_]+(?:[-'.](?!s\b)[^\W\d_]+)*\.?(?=\s[a-z]{0}\b)?|\S",
    re.UNICODE,
)
_ABBREVIATION = re.compile(
    r"(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|U\.S|U\.K)$"
)
_TAGS = {
    "DT": "the a an this that these those each every some any no another",
    "IN": "in on at to from of by for with near off into onto toward towards over under after before "
    "since until till through across via aboard outside inside against about around as beyond "
    "behind between among upon without within because while when where if whether than according",
    "PRP": "he she it they him her them we us i you himself herself themselves nobody somebody",
    "PRP$": "his its their our my your",
    "CC": "and but or nor",
    "MD": "will would can could may might must shall should",
    "WP": "who which whom whose what",
    "RB": "not then never also later again away north south east west there here once too so n't "
    "independently immediately publicly already still soon only just further quickly",
    "CD": "one two three four five six seven eight nine ten eleven twelve dozen",
}
_TAG = {word: tag for tag, words in _TAGS.items() for word in words.split()}
_AUX = frozenset("be is are was were been being am has have had having do does did".split())
_LEMMA_AUX = {"is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be"}
_LEMMA_AUX |= {
    "am": "be",
    "has": "have",
    "had": "have",
    "having": "have",
    "does": "do",
    "did": "do",
}
_SENTENCE = re.compile(r'[.!?]["\')]*$')


def rough_words(text: str) -> list[Word]:
    """Tag the words of a cleaned paragraph."""
    tokens = _tokens(text)
    words: list[Word] = []
    sentence, opened = 0, False
    for i, (token, start, end) in enumerate(tokens):
        tag, lemma = _tagged(token, tokens[i - 1][0] if i else "", opens=opened or i == 0)
        words.append(Word(i, token, lemma, tag, "", i, start, end, sentence))
        nxt = text[end : end + 2]
        opened = token in ".!?" and not nxt[:1].isalnum()
        closing = token == '"' and i and tokens[i - 1][0] in ".!?" and nxt[:1] in ("", " ")
        if opened and nxt[:1] not in ('"', "'"):
            sentence += 1
        elif closing and text[end:].lstrip()[:1].isupper():
            sentence += 1
            opened = True
    return _headed(words)


def _tokens(text: str) -> list[tuple[str, int, int]]:
    out: list[tuple[str, int, int]] = []
    for match in _TOKEN.finditer(text):
        token, start, end = match[0], match.start(), match.end()
        if (
            token.endswith(".")
            and len(token) > 1
            and not _ABBREVIATION.search(token[:-1])
            and "." not in token[:-1]
        ):
            out += [(token[:-1], start, end - 1), (".", end - 1, end)]
        else:
            out.append((token, start, end))
    return out


def _tagged(token: str, before: str, *, opens: bool) -> tuple[str, str]:
    low = token.lower()
    if low in _AUX:
        return (
            "VBN" if low in ("been",) else "VBD" if low in ("was", "were", "had", "did") else "VBZ"
        ), _LEMMA_AUX.get(low, low)
    if low in _TAG:
        return _TAG[low], low
    if not token[0].isalnum():
        return ("POS" if token == "'s" else "."), token
    if token[0].isdigit():
        return "CD", low
    if token[0].isupper() and not opens:
        return "NNP", token.lower()
    if low in IRREGULAR:
        return "VBD", IRREGULAR[low]
    stem = _stem(low)
    if stem in KNOWN_VERBS and (_TAG.get(before.lower()) not in ("DT", "PRP$")):
        ending = (
            "VBG"
            if low.endswith("ing")
            else "VBD"
            if low.endswith("ed")
            else "VBZ"
            if low.endswith("s") and stem in SPEECH and stem != low
            else "VB"
        )
        if (
            ending != "VB"
            or before.lower()
            in ("to", "will", "would", "not", "they", "he", "she", "could", "must")
            or low.endswith("s")
        ):
            return ending, stem
    if token[0].isupper():
        return "NNP", token.lower()
    if low.endswith("ly"):
        return "RB", low
    if low.endswith("s") and not low.endswith("ss"):
        return "NNS", low[:-1]
    return "NN", low


def _stem(low: str) -> str:
    for ending, put in (
        ("ied", "y"),
        ("ies", "y"),
        ("ing", ""),
        ("ing", "e"),
        ("ed", ""),
        ("ed", "e"),
        ("es", ""),
        ("s", ""),
    ):
        if low.endswith(ending) and len(low) > len(ending) + 1:
            stem = low[: -len(ending)] + put
            if stem in KNOWN_VERBS:
                return stem
            if len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] in KNOWN_VERBS:
                return stem[:-1]
    return low


def _headed(words: list[Word]) -> list[Word]:
    """Hang subjects on verbs, prepositions on the verb before, nouns on prepositions."""
    out = list(words)
    verb: dict[int, int] = {}
    for word in words:
        if word.verb and word.lower not in _AUX:
            verb[word.sentence] = word.i
            at = word.i - 1
            while at >= 0 and (words[at].tag in ("RB", "MD") or words[at].lower in _AUX):
                out[at] = _hung(
                    out[at],
                    word.i,
                    "aux"
                    if words[at].tag != "RB"
                    else "neg"
                    if words[at].lower in ("not", "n't", "never")
                    else "advmod",
                )
                at -= 1
            if at >= 0 and words[at].sentence == word.sentence:
                if words[at].tag == "," or words[at].text == ",":
                    at = _before_aside(words, at)
                if at >= 0 and (words[at].noun or words[at].tag in ("PRP", "CD")):
                    dep = (
                        "nsubjpass"
                        if word.tag in ("VBN", "VBD")
                        and words[word.i - 1].lower in ("was", "were", "been")
                        else "nsubj"
                    )
                    out[at] = _hung(out[at], word.i, dep)
                elif word.lemma in SPEECH and (after := _teller_behind(words, word)) is not None:
                    out[after] = _hung(out[after], word.i, "nsubj")
        elif word.tag == "IN" and word.sentence in verb:
            out[word.i] = _hung(out[word.i], verb[word.sentence], "prep")
            after = word.i + 1
            while (
                after < len(words)
                and words[after].tag in ("DT", "PRP$", "CD", "NNP", "NN", "NNS", "POS")
                and words[after].sentence == word.sentence
            ):
                after += 1
            if after - 1 > word.i:
                out[after - 1] = _hung(out[after - 1], word.i, "pobj")
    return out


def _teller_behind(words: list[Word], verb: Word) -> int | None:
    """Give the noun right behind a verb: of "'No luggage,' said a ticket clerk" the clerk."""
    at = verb.i + 1
    while at < len(words) and words[at].tag in ("DT", "PRP$", "CD", "JJ"):
        at += 1
    last = at - 1 if at > verb.i + 1 and words[at - 1].tag == "CD" else None
    while at < len(words) and words[at].noun and words[at].sentence == verb.sentence:
        last = at
        at += 1
    return last


def _before_aside(words: list[Word], at: int) -> int:
    """Go back over ", the skipper," or ", who teaches in Athens,"."""
    back = at - 1
    while (
        back > 0
        and words[back].text != ","
        and words[back].sentence == words[at].sentence
        and at - back < 14
    ):
        back -= 1
    return back - 1 if back > 0 and words[back].text == "," else at - 1


def _hung(word: Word, head: int, dep: str) -> Word:
    return Word(
        word.i,
        word.text,
        word.lemma,
        word.tag,
        dep,
        head,
        word.start,
        word.end,
        word.sentence,
        word.entity,
    )
