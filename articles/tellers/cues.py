"""The words that attribute: "said", "according to", "declined to comment", "could not verify"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.linguistics.analysis import Parsed
from articles.linguistics.lexicon import BODIES, DOCUMENTS, KIN, OFFICIALS, TELLERS
from articles.linguistics.verbs import DENY, SPEECH
from articles.linguistics.words import Word
from articles.values import Stance

_ADV = r"(?:(?:immediately|independently|publicly|directly|fully|promptly|yet|also|so\sfar|officially|at\sonce|ever)\s)*"
_SILENT = re.compile(
    rf"(?i)\b(?:(?:declined|refused|declines|refuses|declining)\s{_ADV}to\s(?:comment|say|speak|talk|discuss|answer|respond|reply|elaborate|give\s(?:details|an?\s\w+|the\s\w+)|name|identify|disclose|reveal|provide\sdetails|confirm|be\sdrawn|be\sinterviewed|make|offer)"
    rf"|(?:did|do|does|has|have|had)\s?(?:not|n't)\s{_ADV}(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?\s(?:\w+\s){{0,3}}?(?:calls?|messages?|e-?mails?|requests?)|answer(?:ed)?|comment(?:ed)?|address(?:ed)?|react(?:ed)?|follow(?:ed)?\sup|(?:wish|want)\sto\s(?:comment|speak|talk|answer)|elaborate|clarify|specify|confirm(?:ed)?)"
    r"|(?:declined|refused|turned\sdown)\s(?:(?:an?|the|all|any|repeated|several|further|his|her|our)\s)?(?:interviews?|requests?|comment|invitations?\sto\scomment)\b"
    rf"|(?:did|do|does|has|have|had)\s?(?:not|n't)\s{_ADV}(?:pick(?:ed)?\sup|take|taken|come\sto)\s(?:(?:his|her|the|their|its|any|our)\s)?(?:tele)?(?:phones?|calls?)"
    rf"|(?:has|have|had)\s(?:not|yet\sto|never)\s{_ADV}(?:said?|says?|disclosed?|explain(?:ed)?|respond|comment|reply|answer)\b"
    r"|(?:hung|hangs)\sup\son\s(?:us|me|a\sreporter|reporters|journalists|[A-Z]\w+)|(?:gave|gives|giving)\snothing\saway|(?:brushed|waved|shrugged)\s(?:off|aside|away)\s(?:all\s|our\s)?questions"
    rf"|(?<=\s)not\s{_ADV}(?:commented|responded|replied|answered)"
    rf"|could\s?not\s{_ADV}reach\s(?=[^.;]{{1,60}}\sfor\scomment)"
    r"|(?:has|have|had)\s(?:so\sfar\s)?(?:said\snothing|made\sno\s(?:public\s)?(?:comment|statement)|kept\ssilent|remained\ssilent|stayed\ssilent)|(?:made|had|offered|gave)\sno\s(?:immediate\s|public\s)?(?:comment|response|answer|reply)"
    rf"|(?:could|can)\s?(?:not|n't)\s{_ADV}be\s{_ADV}(?:reached|contacted|located|traced|(?:found|tracked\sdown)\sfor\scomment)|(?:was|were)\s(?:not|un)\s?{_ADV}(?:available|reachable)(?:\sfor\scomment)?"
    rf"|would\s?(?:neither\sconfirm\snor\sdeny|(?:not|n't)\s{_ADV}(?:say|comment|talk|speak|reply|respond|discuss|confirm|elaborate|be\sdrawn|answer))|neither\sconfirmed\snor\sdenied|(?:was|were|is)\s(?:not\sable|unable)\sto\s(?:comment|{_ADV}reach|contact|(?:speak|talk)\s(?:to|with)\s(?=him\b|her\b|them\b|[A-Z])|{_ADV}obtain\scomments?))"
)
_UNVERIFIED = re.compile(
    rf"(?i)\b(?:(?:could|can|has|have|had|was|were|is|are)\s?(?:not|n't)\s{_ADV}(?:been\s)?{_ADV}(?:able\sto\s)?{_ADV}(?:verify|verified|confirm|confirmed|establish|established|corroborate|corroborated|determine|determined|authenticate|authenticated|ascertain)"
    rf"|(?:could|can)\s?(?:not|n't)\s{_ADV}be\s{_ADV}(?:verified|confirmed|established|corroborated|determined|authenticated|ascertained)"
    rf"|(?:was|were|is|has\sbeen)\sunable\sto\s{_ADV}(?:verify|confirm|establish|corroborate|determine|authenticate)|found\sno\s(?:evidence|confirmation)\s(?:of|that|for)|no\s(?:official|independent)\s(?:confirmation|verification))"
)
_NEITHER = rf"\b[Nn]either\s[^.;\"]{{1,100}}?\snor\s[^.;,\"]{{1,60}}?\s(?P<cue>(?:(?:has|have|had|would|could|did|was|were|is|are)\s)?{_ADV}"
_NEITHER_SURE = re.compile(rf"{_NEITHER}(?:confirm|verif|corroborat)\w+)")
"""Two who confirm nothing: "neither the army nor any government has confirmed"."""
_NEITHER_SPEAKS = re.compile(
    rf"{_NEITHER}(?:comment\w*|respond\w*|repl(?:y|ied)|answer\w*|returned\s(?:calls|messages)|(?:available|reachable)\sfor\scomment))\b"
)
_ACCORDING = re.compile(r"(?i)\baccording to\b(?!\s(?:plan|schedule|custom|tradition))")
_OWN_ACCOUNT = re.compile(r"(?i)\bby\s(?:his|her|their)\sown\s(?:account|telling|admission)\b")
_AS_TOLD_BY = re.compile(
    r"(?i)\bas\s(?:also\s|earlier\s|later\s)?(?P<cue>(?:reported|recounted|revealed|noted|stated|told|said|described|confirmed|recalled|related|claimed|indicated|"
    r"explained|mentioned|disclosed|announced|alleged|testified|quoted|put|detailed|outlined|observed))(?=\s(?:\w+\s){0,2}by\s)"
)
_INTERVIEWS = re.compile(
    r"(?i)\b(?:conversations|interviews)\swith\s(?P<who>[^.;\"]{1,200}?)\s(?P<cue>(?:depict|portray|paint|show|suggest|reveal|indicate|describe)(?:s|ed)?)\b"
)
_REPORT_BY = re.compile(
    r"(?i)\b(?:an?|the)\s(?:\w+\s)?(?:report|claim|story|account|article|statement)s?(?=\s(?:by|from|in|on)\s(?:the\s|a\s)?(?:[\w-]+\s)?(?:news\s)?(?:website|site|newspaper|daily|agency|channel|broadcaster|magazine|tabloid|portal|blog|weekly))"
)
_AS_DID = re.compile(
    r"\b(?:[Aa]s|[Nn]or|[Nn]either)\s(?:did|do|does|has|have|had|would)\b(?=\s(?:the|a|an|his|her|its|their|[A-Z]))"
)
"""Who keeps silent, too: "declined to comment, as did the embassy"."""
_LEARNED = re.compile(
    r"\b(?P<cue>learned|learnt|heard)\sfrom\s(?=(?:[\w-]+\s){0,3}(?:sources?|officials?|officers?|documents?|diplomats?|people|aides?|witnesses)\b)"
)
"""What an agency learned from others: "AGS learned from two sources"."""
_AUDIENCE = re.compile(
    r"(?i)\b(?:reporters?|journalists?|parliament|lawmakers|mps|congress|senators?|conference|briefing|hearing|court|judges?|jury|inquest|inquiry|tribunal|"
    r"radio|television|tv|channel|station|broadcaster|newspapers?|agency|magazine|website|assembly|council|committee|media|viewers|listeners|correspondent|press|news|interview|rally|supporters|forum|summit|legislature|legislators|chamber|senate|commons|deputies|delegates|programme|program|public)\b"
)
_PRIVATE = frozenset(
    "crew investigators detectives police officers them him her wife husband cousin friend friends brother sister mother father cellmate nurse driver family neighbours neighbors relatives manager lawyer commanders aides".split()
)
_CALLED = re.compile(
    r"(?i)\b(?:called|branded|described|labell?ed|termed|pronounced)\s(?:(?:the|his|her|its|such|these|those|that|this)\s(?:\w+\s)?\w+|that|this|it|them)\s(?:as\s)?(?:an?\s|pure\s|\"|')*"
    r"(?:untrue|false|lies?|nonsense|baseless|unfounded|groundless|fabricat\w+|inventions?|fiction|fantasy|fantasies|fairy|ridiculous|absurd|slander\w*|smears?|propaganda|rubbish|fake)\b"
)
_DISMISSED = re.compile(
    r"(?i)\b(?:called|branded|labell?ed|termed|pronounced)\s(?:the|this|that|its|his|her|their|such)\s(?:\w+\s){0,2}(?:versions?|accounts?|claims?|charges?|allegations?|"
    r"accusations?|story|stories|reports?)\s(?:as\s)?(?=\"|an?\s\")"
)
"""A claim that is called something in quotes: "called the account 'a children's story'"."""
_LIKENED = re.compile(
    r"(?i)\b(?:dismissed|dismisses|rejected|rejects)\s(?:the|this|that|these|such|his|her|its|their|all)\s(?:[\w-]+\s){1,4}?as\s(?:an?\s|\"|mere\s)"
)
"""What somebody calls what others say or do: "dismissed the search as a circus"."""
_PUTS = re.compile(
    r"(?i)\bputs?(?=\s(?:the|its|their|that|his|her)\s(?:[\w-]+\s){0,2}(?:number|tolls?|figures?|costs?|value|loss(?:es)?|damage|bill|total|dead|price|count)\b[^.;\"]{0,60}?\sat\s)"
)
"""Who gives a number: "put the toll at nineteen"."""
_LOOK = frozenset("show indicate reveal suggest list".split())
_CLAIMS = re.compile(
    r"(?i)\b(?:charges?|accusations?|claims?|allegations?|suggestions?|reports?|accounts?|versions?|story|stories|that|this|it|idea|notion|assertions?|treating|having|being)\b"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as characters of the cleaned paragraph; `verb` is its word, -1 for a noun's."""

    start: int
    end: int
    verb: int
    sort: str
    """said, according, own, silent, unverified, interviews, or noun."""
    stance: Stance = "reports"
    source: int = -1
    """Where the teller's words begin, for a sort whose pattern has them."""


def cues(parsed: Parsed) -> list[Cue]:
    """Find the cues of a paragraph, in order; those in quotes are no attributions."""
    out = list(_fixed(parsed))
    out += _as_others_did(parsed, out)
    taken = [(cue.start, cue.end) for cue in out]
    for word in parsed.words:
        if word.start < parsed.begins or parsed.quoted_at(word.start):
            continue
        if any(a <= word.start < b for a, b in taken):
            continue
        if _says(parsed, word):
            stance: Stance = "denies" if word.lemma in DENY else "reports"
            out.append(Cue(word.start, word.end, word.i, "said", stance))
    return sorted(out, key=lambda cue: cue.start)


def _as_others_did(parsed: Parsed, known: Sequence[Cue]) -> Iterator[Cue]:
    for match in _AS_DID.finditer(parsed.text):
        sentence = parsed.words[parsed.at(match.start())].sentence
        before = [
            cue
            for cue in known
            if cue.sort == "silent"
            and cue.start < match.start()
            and 0 <= sentence - parsed.words[parsed.at(cue.start)].sentence <= 1
        ]
        if match.start() < parsed.begins or parsed.quoted_at(match.start()) or not before:
            continue
        if not any(cue.start <= match.end() + 60 and cue.start > match.end() for cue in known):
            yield Cue(match.start(), match.end(), parsed.at(match.end() - 1), "also", "no-comment")


def _fixed(parsed: Parsed) -> Iterator[Cue]:
    for pattern, sort in (
        (_UNVERIFIED, "unverified"),
        (_NEITHER_SURE, "unverified"),
        (_SILENT, "silent"),
        (_NEITHER_SPEAKS, "silent"),
        (_ACCORDING, "according"),
        (_OWN_ACCOUNT, "own"),
        (_AS_TOLD_BY, "by"),
        (_LEARNED, "by"),
        (_REPORT_BY, "noun"),
        (_CALLED, "called"),
        (_DISMISSED, "called"),
        (_LIKENED, "called"),
        (_PUTS, "said"),
        (_INTERVIEWS, "interviews"),
    ):
        for match in pattern.finditer(parsed.text):
            if match.start() < parsed.begins or parsed.quoted_at(match.start()):
                continue
            after = parsed.text[match.end() : match.end() + 12]
            if sort == "silent" and re.match(r"\s?(?:to\sbe\s(?:named|identified)|him\b)", after):
                continue
            verb = next(
                (
                    w.i
                    for w in reversed(parsed.words)
                    if match.start() <= w.start < match.end() and w.verb
                ),
                parsed.at(match.start()),
            )
            if sort == "silent" and "traced" in match[0].lower() and not _can_answer(parsed, verb):
                continue
            stance: Stance = _FIXED_STANCES.get(sort, "reports")
            start = match.start("cue") if "cue" in pattern.groupindex else match.start()
            source = match.start("who") if sort == "interviews" else -1
            yield Cue(start, match.end(), verb if sort != "noun" else -1, sort, stance, source)


_FIXED_STANCES: dict[str, Stance] = {
    "unverified": "unverified",
    "silent": "no-comment",
    "called": "denies",
}


def _can_answer(parsed: Parsed, verb: int) -> bool:
    """Whether a verb's subject is somebody who could be asked, and no boat or parcel."""
    subject = subject_of(parsed, verb)
    return subject is not None and (
        subject.tag == "PRP" or subject.lemma in BODIES or _people(subject)
    )


def _says(parsed: Parsed, word: Word) -> bool:
    lemma = word.lemma
    if lemma not in SPEECH or not word.verb:
        return False
    if _claims_that(parsed, word):
        return False
    if word.tag == "VBG":
        return _participle(parsed, word)
    if (
        (word.tag == "VB" and word.dep != "ROOT" and not _shown(parsed, word))
        or parsed.children(word.i, "neg")
        or _auxiliary(parsed, word)
    ):
        return False
    if (
        word.tag == "VBN"
        and not any(child.lemma == "have" for child in parsed.children(word.i, "aux"))
        and not parsed.children(word.i, "nsubj")
    ):
        return False
    subject = subject_of(parsed, word.i) or noun_before(parsed, word) or noun_behind(parsed, word)
    if subject is not None and parsed.quoted_at(subject.start):
        subject = (
            noun_behind(parsed, word) or subject
        )  # not the aircraft of '"No aircraft came," said'
    if subject is not None and _is_none(parsed, subject):
        return False  # "No group has claimed responsibility"
    if subject is None:
        return lemma in _LOOK and _documents(parsed, word, word)
    if word.dep == "relcl" and subject.lower in ("who", "which", "that"):
        return lemma == "say"
    if _nested(parsed, word, subject):
        return False
    if lemma == "tell":
        return _told_in_public(parsed, word)
    if lemma in ("inform", "brief"):
        return _told_in_public(parsed, word) and bool(
            _AUDIENCE.search(parsed.text[word.end : word.end + 40])
        )
    if lemma == "point" and not parsed.text[word.end :].startswith(" out"):
        return False
    if lemma in _LOOK:
        return (
            bool({subject.lemma, subject.lower} & DOCUMENTS)
            or _documents(parsed, word, subject)
            or (lemma != "show" and bool(parsed.children(word.i, "ccomp")) and _people(subject))
        )
    return _fits(parsed, word, subject)


def _is_none(parsed: Parsed, subject: Word) -> bool:
    """Whether nobody is meant: "no group", "neither the army nor any government"."""
    low, _ = parsed.subtree(subject.i)
    words = {child.lower for child in parsed.children(subject.i)}
    return bool({"no", "neither"} & words) or parsed.words[max(low - 1, 0)].lower == "neither"


def _claims_that(parsed: Parsed, word: Word) -> bool:
    """Whether it is the noun of "claims that he has dismissed", for where it is taken for a verb."""
    after = parsed.words[word.i + 1] if word.i + 1 < len(parsed.words) else None
    return (
        word.lower in ("claims", "reports", "accounts")
        and after is not None
        and after.lower in ("that", "which")
        and (after.dep == "dobj" or (word.i > 0 and parsed.words[word.i - 1].text in ("—", "–")))
    )


def _shown(parsed: Parsed, word: Word) -> bool:
    """Whether documents show it, for where the parser takes "show" for an infinitive."""
    before = parsed.words[word.i - 1] if word.i else None
    return (
        word.lemma in _LOOK
        and before is not None
        and bool({before.lemma, before.lower} & DOCUMENTS)
    )


def noun_before(parsed: Parsed, word: Word) -> Word | None:
    """Give the teller where the parser sees no subject: the aide in "..., a former aide of his says".

    None where a verb or a preposition stands between the comma and the noun.
    """
    low, _ = parsed.sentence_of(word.i)
    commas = [comma.i for comma in parsed.words[low : word.i] if comma.text == ","]
    if not commas:
        return None
    part = parsed.words[commas[-1] + 1 : word.i]
    if (
        not part
        or part[0].tag not in ("DT", "PRP$", "NNP", "CD")
        or any(inner.verb for inner in part)
    ):
        return None
    return next(
        (
            inner
            for inner in part
            if inner.noun and not (inner.i + 1 < word.i and parsed.words[inner.i + 1].noun)
        ),
        None,
    )


def noun_behind(parsed: Parsed, word: Word) -> Word | None:
    """Give the teller after a verb that follows a comma or quotation mark: "..., claims a driver"."""
    before = parsed.words[word.i - 1] if word.i else None
    if before is None or before.text not in (",", '"', "'") or word.lemma not in SPEECH:
        return None
    last: Word | None = None
    _, past = parsed.sentence_of(word.i)
    for later in parsed.words[word.i + 1 : past]:
        if later.noun or later.tag in ("PRP", "CD"):
            last = later
            if not later.noun and later.tag != "CD":
                break
        elif last is not None or later.tag not in ("DT", "JJ", "PRP$", "VBN", "POS"):
            break
    return last


def _fits(parsed: Parsed, word: Word, subject: Word) -> bool:
    lemma, after = word.lemma, parsed.words[word.i + 1] if word.i + 1 < len(parsed.words) else None
    text = parsed.text[word.end : word.end + 60]
    if lemma in DENY - {"deny"}:
        return subject.lemma not in ("court", "judge", "panel", "magistrate") and (
            lemma in ("contradict", "refute", "rebut", "repudiate")
            or bool(_CLAIMS.search(text.split(".")[0]))
            or any(
                _claims_that(parsed, before) for before in parsed.words[max(0, word.i - 6) : word.i]
            )
        )
    if lemma == "deny":
        return not re.match(r"\s(?:him|her|them|entry|access|bail|asylum|permission)\b", text)
    if lemma == "find":
        return after is None or (
            after.text in (".", ",") and word.dep in ("parataxis", "ROOT", "ccomp")
        )
    if lemma == "report":
        return not re.match(r"\s(?:to|for|back)\b", text)
    if lemma in ("conclude", "describe", "recount", "recall", "mention", "accuse", "state"):
        return True if lemma != "conclude" else bool(parsed.children(word.i, "ccomp"))
    if lemma in (
        "believe",
        "comment",
        "respond",
        "reply",
        "complain",
        "predict",
        "boast",
        "quote",
        "note",
        "observe",
        "write",
        "argue",
        "relate",
        "swear",
        "vow",
        "maintain",
        "counter",
        "caution",
        "stress",
        "remark",
        "suggest",
        "attest",
        "affirm",
        "agree",
        "confess",
        "contend",
        "speculate",
        "lament",
        "joke",
        "clarify",
        "hint",
        "reckon",
        "scoff",
        "whisper",
        "mutter",
        "grumble",
        "remember",
        "specify",
        "point",
        "answer",
        "underline",
        "assure",
        "narrate",
        "opine",
        "retort",
        "quip",
        "exclaim",
    ):
        clause = bool(parsed.children(word.i, "ccomp")) or '"' in parsed.text
        return clause and lemma not in ("believe", "relate", "comment")
    if lemma == "say" and re.match(r"\s(?:goodbye|farewell|nothing|hello|prayers)\b", text):
        return False
    return not _inside_speech(parsed, word, subject)


_TO_THEM = re.compile(r"\s(?:back\s)?to\s(?:him|her|them|(?:his|her|their)\s\w+)\b")


def _nested(parsed: Parsed, word: Word, subject: Word) -> bool:
    """Whether others tell it inside an account: "she said the waitress had described his laugh"."""
    if word.lemma in ("write", "reply", "whisper") and _TO_THEM.match(parsed.text[word.end :]):
        return True  # "he wrote to her, she says"
    outer = parsed.words[word.head]
    if word.dep != "ccomp" or outer.i >= subject.i or not outer.verb or outer.lemma not in SPEECH:
        return False
    if parsed.quoted_at(outer.start) or re.search(r'[":;]', parsed.text[outer.end : subject.start]):
        return False
    teller = subject_of(parsed, outer.i)
    pluperfect = any(child.lower == "had" for child in parsed.children(word.i, "aux"))
    return pluperfect and teller is not None and teller.i != subject.i


def _people(subject: Word) -> bool:
    return (
        subject.tag == "NNP"
        or bool({subject.lemma, subject.lower} & (TELLERS | KIN | OFFICIALS))
        or subject.lemma in ("individual", "people", "person")
        or (
            bool(re.search(r"(?:er|or|ist|ian|man|woman|guard|mate|keeper)s?$", subject.lower))
            and not {subject.lemma, subject.lower} & (DOCUMENTS | BODIES)
        )
    )


def _documents(parsed: Parsed, word: Word, subject: Word) -> bool:
    """Whether what shows something is data, a record, a letter."""
    low, _ = parsed.subtree(subject.i)
    words = parsed.words[min(low, subject.i, max(word.i - 7, 0)) : word.i]
    for before in reversed(words):
        if before.verb and before.tag in ("VBD", "VBZ", "VBP"):
            return False
        if {before.lemma, before.lower} & DOCUMENTS:
            return True
    return False


def _inside_speech(parsed: Parsed, word: Word, subject: Word) -> bool:
    """Whether it is said inside an account: "he said goodbye to his wife, the officers said"."""
    if subject.lower not in ("he", "she", "they", "i", "we"):
        return False
    at = word
    for _ in range(5):
        if at.dep not in ("ccomp", "advcl", "conj", "relcl"):
            return False
        at = parsed.words[at.head]
        if at.lemma in SPEECH and at.verb and word.dep in ("ccomp", "conj") and at.i != word.i:
            outer = subject_of(parsed, at.i)
            return (
                outer is not None and outer.i != subject.i and word.lemma != "add" and at.i < word.i
            )
    return False


_ONLY_SAYS = re.compile(r"(?i)\bwould\s(?:only\s(?:say|confirm)|(?:say|confirm)\sonly)\b")


def _auxiliary(parsed: Parsed, word: Word) -> bool:
    aux = parsed.children(word.i, "aux", "auxpass")
    if _ONLY_SAYS.search(parsed.text[max(0, word.start - 11) : word.end + 5]):
        return False
    return any(
        auxiliary.tag == "MD" or auxiliary.dep == "auxpass" or (auxiliary.tag == "TO")
        for auxiliary in aux
    )


def _participle(parsed: Parsed, word: Word) -> bool:
    if word.lemma not in (
        "say",
        "add",
        "claim",
        "insist",
        "deny",
        "tell",
        "note",
        "explain",
        "argue",
    ):
        return False
    if absolute_subject(parsed, word) is not None:
        return True
    head = parsed.words[word.head]
    if head.verb and head.lemma not in SPEECH:  # hung on the verb of what is denied
        low, _ = parsed.sentence_of(word.i)
        tells = [
            earlier
            for earlier in parsed.words[low : word.i]
            if earlier.verb and earlier.lemma in SPEECH
        ]
        head = tells[0] if tells and word.lemma == "say" else head
    return (
        word.dep in ("advcl", "conj", "acl", "xcomp")
        and head.lemma in SPEECH
        and head.verb
        and head.i < word.i
    )


def absolute_subject(parsed: Parsed, word: Word) -> Word | None:
    """Give who tells in "despite both ministries denying it" and "..., with two aides saying so"."""
    if word.tag != "VBG":
        return None
    low, _ = parsed.sentence_of(word.i)
    past = word.i
    while past > low and parsed.words[past - 1].tag == "RB":
        past -= 1
    first = past
    while first > low and (
        parsed.words[first - 1].noun
        or parsed.words[first - 1].tag
        in ("DT", "PDT", "JJ", "CD", "CC", "POS", "PRP$", "RB", "HYPH")
    ):
        first -= 1
    led = parsed.words[first - 1] if first > low else None
    if led is None or first == past:
        return None
    comma = first - 1 == low or parsed.words[first - 2].text == ","
    if led.lower != "despite" and not (led.lower == "with" and comma):
        return None
    return next(
        (
            noun
            for noun in parsed.words[first:past]
            if (noun.noun or noun.tag == "CD") and not first <= noun.head < past
        ),
        None,
    )


def _told_in_public(parsed: Parsed, word: Word) -> bool:
    """Whether those who are "told" stand for the public: the agency, reporters, a court."""
    rest = parsed.text[word.end : word.end + 70]
    match = re.match(r"\s((?:[^\s,.;:]+\s?){1,7})", rest)
    words = match[1].split() if match else []
    if not words:
        return True
    objects: list[str] = []
    for part in words:
        if (
            part.lower()
            in (
                "that",
                "on",
                "by",
                "in",
                "he",
                "she",
                "it",
                "they",
                "how",
                "about",
                "after",
                "via",
                "via",
                "over",
                "during",
                "at",
                "from",
            )
            and objects
        ):
            break
        objects.append(part)
    text = " ".join(objects)
    if any(name.lower().strip(",.") in _PRIVATE for name in objects):
        return False
    if _AUDIENCE.search(text) or objects[0].lower() in ("us", "me"):
        return True
    names = [name for name in objects if name[:1].isupper()]
    return (
        bool(names)
        and not any(child.lower in _PRIVATE for child in parsed.children(word.i, "dobj", "dative"))
        and objects[0][:1].isupper()
    ) or (objects[0].lower() in ("the",) and len(names) >= 1)


def subject_of(parsed: Parsed, verb: int) -> Word | None:
    """Give the head of a verb's subject; that of the verb it is joined to, where it has none."""
    at, seen = verb, 0
    while seen < 4:
        subjects = parsed.children(at, "nsubj", "nsubjpass", "csubj", "expl")
        if subjects:
            best = [subject for subject in subjects if subject.i < verb] or subjects
            return best[-1] if at == verb else best[0]
        word = parsed.words[at]
        if (
            word.dep not in ("conj", "xcomp") and not (word.dep == "advcl" and word.tag == "VBG")
        ) or word.head == at:
            break
        at, seen = word.head, seen + 1
    return None
