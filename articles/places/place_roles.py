"""The role that a place has: a party, an end, a scene, or background."""

from __future__ import annotations

import re

from articles.linguistics.analysis import Parsed
from articles.linguistics.demonyms import DEMONYMS
from articles.linguistics.lexicon import BODIES, KIN, OFFICIALS, TELLERS
from articles.linguistics.verbs import SPEECH
from articles.places.mentions import Mention
from articles.values import Role

_ACTS = SPEECH | frozenset(
    "have seek demand want request ask close open sign recognise recognize extradite intervene impose lift back support "
    "refuse decline agree know order summon expel protect hide call issue accept grant offer coordinate invest collaborate cooperate negotiate send disagree differ quarrel clash".split()
)
_WILLING = frozenset(
    "ready willing unwilling prepared inclined reluctant keen eager silent".split()
)
_FROM_STATE = re.compile(
    r"(?i)\b(?:requests?|messages?|demands?|offers?|answers?|warnings?|pressure|aid|assistance|support|backing)\s(?:for\s\w+\s|(?:he|she|they)\s\w+\s)?from\s(?:the\s)?$"
)
_WITH_STATE = re.compile(
    r"(?i)\b(?:engag|negotiat|coordinat|cooperat|collaborat|liais|agree|side)\w*\s(?:\w+\sand\s)?with\s(?:both\s)?(?:the\s)?(?:[A-Z][\w.]+\sand\s(?:the\s)?)?$"
)
_BY_STATE = re.compile(
    r"(?i)\b(?:wanted|sought|classified|listed|designated|recogni[sz]ed|sanctioned|banned|accused|backed|supported|blamed|outlawed|condemned)\b[^,.;]{0,40}\bby\s(?:the\s)?$"
)
_JOURNEY = re.compile(
    r"(?i)\b(?:departure|flight|escape|trip|journey|voyage|return|transfer|deportation|passage|crossing|arrival|displacement|exodus|evacuation|retreat)\s(?:by\s\w+\s)?(?:from\s[A-Z]\w+\s(?=to\b))?(?P<way>to|into|for|from|out\sof)\s(?:the\s)?$"
)
_DENYING = re.compile(
    r"(?:\sand\s(?:the\s)?[A-Z][\w.]+)?\s(?:\w+ly\s)?(?:denying|rejecting|disputing|refusing|insisting|claiming|saying)\b"
)
_CONTROL = re.compile(
    r"(?i)\b(?:(?:outside|under|beyond)\s(?:the\s)?(?:control|grip|rule|authority|reach)|on\s(?:the\s)?orders)\sof\s(?:the\s)?$"
)
_BETWEEN = re.compile(
    r"(?i)\bbetween\s(?:the\s)?(?:[A-ZÀ-Þ][\w'’-]*(?:\s[A-ZÀ-Þ][\w'’-]*){0,3}\sand\s(?:the\s)?)?$"
)
"""What happens between two places happens at neither."""
_FAR = re.compile(r"(?i)\b(?:far|away|\d\s?(?:km|kilomet\w+|miles?))\sfrom\s(?:the\s)?$")
_COURSE = re.compile(
    r"(?i)\b(?:way|route|course|voyage|passage|run)\sfrom\s(?:the\s)?(?:(?-i:[A-ZÀ-Þ])[\w'’-]*(?:\s(?-i:[A-ZÀ-Þ])[\w'’-]*){0,3}\sto\s(?:the\s)?)?$"
)
"""Where a course is laid nobody has been yet: "on its way from Augusta to Misrata"."""
_RESIDES = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?:,\s\d{1,2},)?\sof\s$")
"""As in "Petrie, 20, of Byres Road" and "Halcyon Bulk of Piraeus"."""
_MET = re.compile(
    r"\b(?:I|[Ww]e)\s(?:first\s)?(?:met|spoke|sat|visited|interviewed|found|talked)\b[^.;:\"]{0,50}\b(?:in|at)\s(?:the\s)?$"
)
"""Where reporters met those who told is no scene of the story."""
_OF_STATE = frozenset(
    "request requests demand demands warrant sanctions embargo law laws airspace troops newspaper newspapers courtroom".split()
)
_HEARD_FROM = re.compile(
    r"(?i)\b(?:(?:said|told|spoke|speaking|called|rang|wrote)(?:\s\w+)?(?:\sby\s(?:tele)?phone)?\sfrom|reached\s(?:by\s(?:tele)?phone\s)?in)\s(?:the\s)?$"
)
_ORIGIN = re.compile(
    r"(?i)\b(?:born|lives?|living|based|raised|studied|teach(?:es)?|works?|resident|native|hails|grew\sup|educated|lived|farm|exile|registered|founded|jailed|shot)\b[^.;,]{0,40}$"
)
_HISTORY = re.compile(
    r"(?i)\b(?:in|since|from|until|between)\s(?:(?:early|late|mid)[-\s])?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s)?(?:19|20)\d\d\b"
    r"|\b(?:\w+\syears|a\syear|some\syears)\s(?:ago|earlier|before)\b|(?:^|\b(?:in|during)\s(?:\w+\s)?)last\syear\b"
)
_PERSON = (
    TELLERS
    | KIN
    | OFFICIALS
    | {"owner", "owners", "firm", "company", "bank", "branch", "subsidiary", "account", "accounts"}
    | {"correspondent", "reporter", "boss", "trafficker", "runner", "gun-runner", "native"}
    | {"friend", "mayor", "skipper"}
)


def role_of(mention: Mention) -> Role:
    """Give the role of a place in its sentence, apart from ways."""
    parsed = mention.parsed
    if mention.sort == "described":
        return "described"
    if (
        mention.sort == "demonym"
        or mention.in_body
        or _possesses_body(parsed, mention)
        or _body_of(parsed, mention)
    ):
        return "party"
    if _acts(parsed, mention) or _stands_for_state(parsed, mention):
        return "party"
    side = _journey(parsed, mention)
    if side is not None:
        return side
    if _locates(parsed, mention) or _history(parsed, mention):
        return "background"
    return "scene"


def _stands_for_state(parsed: Parsed, mention: Mention) -> bool:
    """Whether a state is meant: "a request from X", "wanted by X", "engaged with X", "X sanctions"."""
    start, end = mention.chars
    before = parsed.text[max(0, start - 70) : start]
    if _FROM_STATE.search(before) or _WITH_STATE.search(before) or _BY_STATE.search(before):
        return True
    if _CONTROL.search(before):
        return True
    after = re.match(
        r"(?:['’]s)?(?:\sand\s(?:the\s)?[A-Z][\w.]+)?\s([a-z]+)", parsed.text[end : end + 40]
    )
    return (after is not None and after[1] in _OF_STATE) or bool(
        _DENYING.match(parsed.text[end : end + 60])
    )


def _journey(parsed: Parsed, mention: Mention) -> Role | None:
    """Say which end of a journey a noun tells of: "his departure to X", "the flight from X"."""
    start = mention.chars[0]
    match = _JOURNEY.search(parsed.text[max(0, start - 60) : start])
    if match is None:
        first = parsed.sentence_of(mention.first)[0]
        led = parsed.words[first].text == "From" and mention.first - first == 1
        return "start" if led else None
    return "start" if match["way"].lower() in ("from", "out of") else "end"


def _possesses_body(parsed: Parsed, mention: Mention) -> bool:
    """Whether it is "Venezuela's interior ministry" or "Seychelles police"."""
    after = parsed.words[mention.past : mention.past + 6]
    for word in after:
        if word.tag in ("POS", "JJ", "HYPH") or word.text in ("'s", "-") or word.text in DEMONYMS:
            continue
        if (
            word.lower == "and"
            and parsed.words[min(word.i + 1, len(parsed.words) - 1)].text in DEMONYMS
        ):
            continue  # "U.S. and European officials"
        if word.lower in BODIES | TELLERS | {
            "spokesman",
            "spokeswoman",
            "minister",
            "ambassador",
            "president",
            "commissioner",
            "mayor",
        }:
            return True
        if not (word.noun or word.tag in ("VBN",)):
            return False
    return False


_BODY_IN = frozenset(
    "embassy consulate office court prosecutor mission police junta authorities government regime forces army garrison".split()
)


def _body_of(parsed: Parsed, mention: Mention) -> bool:
    """Whether it is "the government of X", "the embassy in X", "the mayor of X"."""
    before = parsed.words[max(0, mention.first - 6) : mention.first]
    if not before or before[-1].lower not in ("in", "of", "at", "with", "for", "the"):
        return False
    prep = (
        before[-1] if before[-1].lower != "the" else (before[-2] if len(before) > 1 else before[-1])
    )
    words = [word.lower for word in before]
    if prep.lower in ("of",):
        words = words[max((i + 1 for i, word in enumerate(before) if word.verb), default=0) :]
        return any(
            word
            in BODIES - {"state", "force", "mission", "command"}
            | {"mayor", "governor", "president", "king", "minister"}
            for word in words[-5:-1]
        )
    if prep.lower == "in":
        head = before[-2].lower if len(before) > 1 else ""
        if len(before) > 2 and before[-3].tag == "PRP$":
            return False  # "his office in Galle" is a room
        return head in _BODY_IN or ("prosecutor" in words and head != "flat")
    return prep.lower == "with" and any(
        word
        in ("treaty", "relations", "ties", "talks", "contacts", "agreement", "border", "crossings")
        for word in words
    )


def _acts(parsed: Parsed, mention: Mention) -> bool:
    """Whether it is a subject that tells or decides, as a state does."""
    head = parsed.words[mention.past - 1]
    if head.dep not in ("nsubj", "nsubjpass", "conj", "dobj") and head.head == head.i:
        return False
    verb = parsed.words[head.head]
    if head.dep in ("nsubj", "nsubjpass") and any(
        word.lower in _WILLING for word in parsed.words[verb.i : verb.i + 5]
    ):
        return True
    if head.dep == "conj":
        verb = parsed.words[verb.head]
    before = parsed.words[mention.first - 1].lower if mention.first else ""
    if head.dep == "dobj":
        return verb.lemma in (
            "accuse",
            "blame",
            "ask",
            "urge",
            "tell",
            "thank",
            "warn",
            "provide",
            "sue",
        )
    return (
        head.dep in ("nsubj", "nsubjpass", "conj")
        and before not in ("in", "at", "to", "from", "near")
        and verb.lemma in _ACTS
    )


def _locates(parsed: Parsed, mention: Mention) -> bool:
    """Whether it only says where another place lies ("Gan, in the Addu atoll") or where people are from."""
    start = parsed.words[mention.first].start
    before = parsed.text[max(0, start - 60) : start]
    if re.search(
        r"\b[A-ZÀ-Þ][\w'’-]+,\s(?:(?:in|on|off|near)\s(?:the\s)?(?:\w+\s){0,2})?$", before
    ):
        return True
    if re.search(
        r"(?i)\b(?:island|state|province|region|coast|capital|city|town|part|district|side|south|north|east|west|northeast|northwest|southeast|southwest)\s(?:of|in)\s(?:the\s)?$",
        before,
    ):
        return True
    if re.search(
        r"[A-ZÀ-Þ]\w+\s(?:airport|airbase|base|prison|terminal|port|harbour)\sin\s$", before
    ):
        return True
    match = re.search(r"(?i)\b([\w-]+)\s(?:from|in|at)\s$", before)
    if match and (match[1].lower() in _PERSON or match[1] in DEMONYMS or "year-old" in match[1]):
        return True
    if parsed.words[mention.first - 1].lower == "from" and mention.first > 1:
        thing = parsed.words[mention.first - 2]
        subject = thing.dep in ("nsubj", "nsubjpass")  # the boat of "a boat from Zawiya searched"
        if thing.tag in ("NN", "NNS") and (subject or thing.lemma not in _RIDES):
            return True
    if re.search(
        r"(?i)\b(?:some|most|many|all|both|one|two|three)(?:\sof\s(?:them|whom))?\sfrom\s$", before
    ):
        return True
    if _BETWEEN.search(before) or _COURSE.search(before) or _FAR.search(before):
        return True
    if re.search(r"\b[A-ZÀ-Þ][\w'’-]+\sin\s(?:the\s)?$", before) and any(
        bearer.kind == "country" for bearer in mention.known
    ):
        return True  # "Nong Khai in Thailand"
    if _HEARD_FROM.search(before) or re.search(
        r"(?i)\breached\s(?:(?:by|over)\s(?:the\s)?\w+\s)?(?:in|at)\s$", before
    ):
        return True
    if _RESIDES.search(before) or _MET.search(before) or _of_person(parsed, mention):
        return True
    return bool(_ORIGIN.search(before) or re.search(r"(?i)\bnever\s.{0,25}$", before))


def _of_person(parsed: Parsed, mention: Mention) -> bool:
    """Whether it tells where somebody is from: "a Glasgow student"."""
    behind = parsed.words[mention.past] if mention.past < len(parsed.words) else None
    return (
        behind is not None
        and parsed.words[mention.past - 1].dep in ("compound", "nmod", "amod")
        and behind.tag in ("NN", "NNS")
        and bool({behind.lemma, behind.lower} & _PERSON or _PERSON_NOUN.fullmatch(behind.lower))
    )


_PERSON_NOUN = re.compile(r"(?:student|teenager|native|\w+(?:er|or|ist|man|woman|ian|eer))s?")
_RIDES = frozenset(
    "flight train bus ferry way trip journey road boat car taxi plane hour minute mile kilometre kilometer km call".split()
)
"""Nouns before "from" that are of a way, or of how far it is, and not of where somebody is from."""


def _history(parsed: Parsed, mention: Mention) -> bool:
    low, high = parsed.sentence_of(mention.first)
    text = parsed.words_text(low, high)
    return bool(_HISTORY.search(text)) and not re.search(
        r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", text
    )
