"""What an expression of time dates: an event, its telling, history, or something in a quote."""

from __future__ import annotations

import re
from datetime import date

from articles.linguistics.analysis import Parsed
from articles.linguistics.verbs import SPEECH
from articles.times.holidays import holiday
from articles.times.time_expressions import Expression
from articles.values import TimeKind

_SENT = re.compile(
    r"(?i)\b(?:questions?|requests?|messages?|e?-?mails?|calls?|letters?|statements?|reports?|video|audio|post|posts|broadcast|interview|"
    r"news conference|briefing|release|footage|recording|article|tweet|affidavit|indictment|document|filing)(?:,?\s(?:which|that)\s(?:was|were))?\s(?:\w+\s)?(?:sent|made|e?-?mailed|submitted|issued|released|dated|published|"
    r"posted|broadcast|aired|put\sout|given|delivered|recorded|unsealed|filed|carried)(?:\s\w+)?\s?$"
)
_AHEAD = re.compile(
    r"(?i)\b(?:will|shall|'ll|is\sto|are\sto|am\sto|was\sto\sbegin|is\sdue|are\sdue|is\sscheduled|are\sscheduled|must|plans?\sto|hopes?\sto|"
    r"intends?\sto|expects?\s(?:\w+\s){0,3}to|expected\sto|is\sset|are\sset|set\sfor|scheduled\sfor|due\s(?:in|on|to|back)|meant\sto|hoped\sto|"
    r"wants?\sto|planned\sto|intended\sto|aims?\sto|going\sto|supposed\sto|set\sthe\snext|(?:resumes|reconvenes|begins|opens|starts|expires)|adjourned|adjourned\s(?:to|until)|next\s(?:session|hearing)|"
    r"scheduled\sto|due\sto|about\sto|can|may|is\sexpected|has\suntil|have\suntil|ordered\sto|gave\s\w+\suntil)\b"
)
_PUT_OFF = re.compile(
    r"(?i)\b(?:put\s(?:off|back)|postponed|adjourned|deferred|delayed|remanded|pushed\sback|extended)\b"
)
_SUPPOSED = re.compile(
    r"(?i)\b(?:would|should|could|might|was\sto|were\sto|was\sdue|were\sdue|was\sexpected|had\sbeen\sdue)\b"
)
_HISTORY = re.compile(
    r"(?i)\b(?:born|founded|built|established|elected|appointed|married|graduated|studied|sentenced|convicted|jailed|since|colony|"
    r"independence|civil\swar|worked\sfrom|served\sfrom|until\s(?:19|20)\d\d)\b"
)
_REPORTING = re.compile(
    r"\b(?:I|[Ww]e|[Tt]his reporter|[Oo]ur (?:reporter|correspondent))\s(?:first\s|last\s|again\s)?(?:met|visited|interviewed|spoke|"
    r"telephoned|phoned|called|rang|reached|talked|sat\sdown|asked|found|caught\sup)\b"
)
"""What reporters did to learn of it, as in "I met his brother last week", dates the telling."""
_MONTHS_AGO = 31
"""Days: a month without a day that ended longer ago than this is history."""
_TELLS = SPEECH - frozenset(
    "recount recall describe relate reject dismiss dispute show find suggest predict conclude indicate reveal contradict point answer".split()
)


def kind_of(parsed: Parsed, expression: Expression, *, published: date) -> TimeKind:
    """Say what an expression dates."""
    if parsed.quoted_at(expression.at):
        return "in-quote"
    if _historic(parsed, expression, published):
        return "background"
    return "publication" if _tells_the_telling(parsed, expression) else "event"


def _historic(parsed: Parsed, expression: Expression, published: date) -> bool:
    kinds = set(expression.atoms)
    told = [
        text for kind, text in expression.atoms.items() if kind != "clock"
    ]  # 1900 GMT is no year
    year = re.search(r"(?:1[5-9]|20)\d\d", " ".join(told))
    exact = kinds & {"date", "date_range", "iso", "numeric", "clock", "nth"}
    if "decade" in kinds or (year and int(year[0]) < published.year - (1 if exact else 0)):
        return not exact or int(year[0]) < published.year - 1 if year else True
    if "year" in kinds and "month" not in kinds and re.search(r"\bsince\b", expression.lead):
        return True
    if "holiday" in kinds and re.search(r"\bsince\b", expression.lead):
        return _long_ago(expression, published)
    week = expression.atoms.get("week", "").lower()
    if "last year" in week or re.search(
        r"(?i)\byears\s(?:ago|earlier|later|before)|(?:1?\d|several|many)\smonths\sago",
        expression.atoms.get("shift", ""),
    ):
        return True
    if expression.order:
        return _in_history(parsed, expression)
    if "month" in kinds and not year and not future(parsed, expression):
        return _months_back(expression, published)
    return False


def _in_history(parsed: Parsed, expression: Expression) -> bool:
    low, high = parsed.sentence_of(parsed.at(expression.start))
    text = parsed.words_text(low, high)
    return bool(re.search(r"\b(?:since|in)\s(?:1[5-9]|20)\d\d\b", text)) and not re.search(
        r"(?i)\b(?:on|at)\s(?:\w+day|\d)",
        text[: max(0, expression.start - parsed.words[low].start)],
    )


def _months_back(expression: Expression, published: date) -> bool:
    from articles.times.days import month  # noqa: PLC0415 - days knows no kinds

    span = month(expression.atoms["month"], published=published, future=False)
    return span is not None and (published - span.past).days > _MONTHS_AGO


def _long_ago(expression: Expression, published: date) -> bool:
    span = holiday(expression.atoms["holiday"], published=published, future=False)
    return span is not None and (published - span.past).days > _MONTHS_AGO


def _tells_the_telling(parsed: Parsed, expression: Expression) -> bool:
    """Whether it stands with a verb of speech: "said on Friday", "told parliament on Thursday"."""
    if not parsed.words or re.search(r"\b(?:until|till|since)\b", expression.lead):
        return False
    if _of_reporting(parsed, expression):
        return True
    if _SENT.search(
        parsed.text[max(0, expression.start - 120) : expression.start]
    ) and not re.search(
        r"\bwarrant", parsed.text[max(0, expression.start - 40) : expression.start]
    ):
        return True
    i = parsed.at(expression.start)
    low, high = parsed.sentence_of(i)
    before = [word for word in parsed.words[low:i] if not parsed.quoted_at(word.start)]
    for word in reversed(before):
        if word.text == ";":
            return False
        if (word.lemma in _TELLS and word.verb and word.tag not in ("VB", "VBG")) or (
            word.lemma == "comment" and word.verb
        ):
            return (
                not _inner(parsed, word.i)
                and _teller(parsed, word.i)
                and not _no_telling(parsed, word.i)
            )
        if (
            word.verb
            and word.tag != "VBG"
            and not (word.tag == "VBN" and word.dep in ("acl", "amod"))
        ):
            return word.lemma in ("comment", "respond", "reply")
        if word.tag == "MD":
            return False
    return _opens_a_telling(parsed, expression, low, high)


def _of_reporting(parsed: Parsed, expression: Expression) -> bool:
    clause = _clause_before(parsed, expression)
    match = _REPORTING.search(clause)
    if match is None:
        return False
    first = parsed.at(expression.start - len(clause) + match.end())
    return not any(word.verb for word in parsed.words[first : parsed.at(expression.start)])


def _opens_a_telling(parsed: Parsed, expression: Expression, low: int, high: int) -> bool:
    """Whether "On Friday the ministry said ..." begins so: the first verb after it is of speech."""
    if parsed.words[low].start < expression.start - 1:
        return False
    for word in parsed.words[low:high]:
        if word.start < expression.end or parsed.quoted_at(word.start):
            continue
        if word.verb or word.tag == "MD":
            return (
                word.lemma in _TELLS
                and _teller(parsed, word.i)
                and not _in_commas(parsed, expression, word.i)
            )
    return False


def _in_commas(parsed: Parsed, expression: Expression, verb: int) -> bool:
    """Whether the telling is an aside: "Two days later, she told the court, he was driven off"."""
    behind = parsed.text[expression.end :]
    end = parsed.words[verb].end - expression.end
    return behind.startswith(",") and bool(re.match(r"(?:\s(?:the\s)?\w+){0,3},\s\w", behind[end:]))


_PRIVATE_EAR = frozenset(
    "crew wife mother father friend driver cousin brother sister cellmate guard manager nurse them him her me us".split()
)


def _inner(parsed: Parsed, i: int) -> bool:
    """Whether the telling is itself an event of the story: "he told the crew on Sunday"."""
    word = parsed.words[i]
    if word.lemma != "tell":
        return False
    after = parsed.words[i + 1 : i + 4]
    return any(word_after.lower in _PRIVATE_EAR for word_after in after) or any(
        child.lower in _PRIVATE_EAR for child in parsed.children(i, "dobj", "dative")
    )


def _no_telling(parsed: Parsed, i: int) -> bool:
    """Whether it is "had been told of the case" or "never reported to the barracks"."""
    passive = parsed.children(i, "nsubjpass", "auxpass")
    after = parsed.words[i + 1].lower if i + 1 < len(parsed.words) else ""
    heard = parsed.words[i].lemma in ("tell", "brief", "inform", "notify", "warn", "alert")
    return (bool(passive) and heard) or (parsed.words[i].lemma == "report" and after == "to")


def _teller(parsed: Parsed, i: int) -> bool:
    subjects = parsed.children(i, "nsubj", "nsubjpass")
    return not any(subject.lower in ("who",) for subject in subjects)


_LONGEST_CLAUSE = 1_000
"""Characters. Without it, the time for a sentence that goes on and on grows with its square."""


def _clause_before(parsed: Parsed, expression: Expression) -> str:
    i = parsed.at(expression.start)
    low, _ = parsed.sentence_of(i)
    start = max(parsed.words[low].start, expression.start - _LONGEST_CLAUSE)
    text = parsed.text[start : expression.start]
    if not parsed.quoted_at(expression.at):
        text = re.sub(r'"[^"]*"', " ", text)
    return re.split(r"[;]|,\s(?:but|while|after|who|which|as)\b|\b(?:said|says|say)\b", text)[-1]


def _clause_after(parsed: Parsed, expression: Expression) -> str:
    i = parsed.at(expression.start)
    low, high = parsed.sentence_of(i)
    start = max(parsed.words[low].start, expression.start - _LONGEST_CLAUSE)
    before = parsed.text[start : expression.start]
    if len(before) > 1 and not re.search(r"(?:;|,\s(?:and|but|while|so|then))\s$", before):
        return ""
    end = min(parsed.words[high - 1].end, expression.end + _LONGEST_CLAUSE)
    return re.split(r"[;,\"]", parsed.text[expression.end : end].lstrip(" ,"))[0]


def future(parsed: Parsed, expression: Expression) -> bool:
    """Whether what it dates is yet to come."""
    if not parsed.words:
        return False
    if re.search(r"\b(?:until|till|to)\b", expression.lead) and _PUT_OFF.search(
        _clause_before(parsed, expression)
    ):
        return True
    if re.search(r"\bfor\b", expression.lead) and re.search(
        r"(?i)\b(?:set|scheduled|due|planned|called|listed)\b", _clause_before(parsed, expression)
    ):
        return True
    return bool(
        _AHEAD.search(_clause_before(parsed, expression))
        or _AHEAD.search(_clause_after(parsed, expression))
    )


_WAS_AHEAD = re.compile(
    r"(?i)\b(?:was|were|had\sbeen)\s(?:to|due|set|scheduled|planned|supposed|expected|meant)\b"
)


def was_ahead(parsed: Parsed, expression: Expression) -> bool:
    """Whether it was planned, and may have happened since: "was to begin on 2 February"."""
    return bool(_WAS_AHEAD.search(_clause_before(parsed, expression)))


def supposed(parsed: Parsed, expression: Expression) -> bool:
    """Whether it was yet to come when it was told: "he would return on Friday"."""
    if not parsed.words:
        return False
    return bool(
        _SUPPOSED.search(_clause_before(parsed, expression))
        or _SUPPOSED.search(_clause_after(parsed, expression))
    )
