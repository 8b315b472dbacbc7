"""The words that expressions of time are made of, as patterns."""

from __future__ import annotations

import re

from articles.linguistics.lexicon import MONTHS, NUMBERS, WEEKDAYS

_NUM_WORDS = "|".join(
    sorted(
        (w for w in NUMBERS if w not in ("zero", "single", "both", "fortnight")),
        key=len,
        reverse=True,
    )
)
NUMBER = (
    rf"(?:\d{{1,3}}|a\scouple\sof|couple\sof|half\san?|(?:{_NUM_WORDS})(?:[-\s](?:{_NUM_WORDS}))?)"
)
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_HOURS_PAST = "one|two|three|four|six|seven"
"""Hours of "two after midnight"; "ten after midnight" may be minutes."""
_DAY_NAMES = "|".join([*WEEKDAYS, "Tues", "Thurs?", "Mon", "Wed", "Thu", "Fri", "Sat", "Sun"])
WEEKDAY = rf"(?:{_DAY_NAMES})(?![a-z])"
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
MONTH = rf"(?:(?:{'|'.join(MONTHS)})(?![a-z])|(?:{_SHORT})\.(?=\s|$)|(?:{_SHORT})(?=\s\d|,))"
YEAR = r"(?:1[5-9]|20)\d\d(?!\d|\s?(?:GMT|UTC|hours|hrs)\b)"
_DAY = r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?(?![\d.:]\d|\d|%)"
_NEXT = r"(?:next|following|previous|preceding|same|very\snext|very\ssame)"
_UNIT = r"(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|fortnights?)"
_PARTS = (
    r"(?:mid[-\s]?)?(?:morning|afternoon|arvo)|break\sof\sday|lunch(?=\son\s|[.,;]|$)|evening|night|daybreak|first\slight|dawn|sunrise|sun-?up|"
    r"sun\s(?:came\sup|comes\sup|rose|rises|set|sets|went\sdown)|dusk|sunset|sundown|nightfall|lunchtime|(?:small|early|wee)\shours(?:\sof\sthe\smorning)?|overnight"
)
_YEAR_TOLD = r"\s(?:last|this|next)\syear"
_ITS_WEEKDAY = rf"(?:,?\s\({WEEKDAY}\)|,\s(?:which\swas\s)?an?\s{WEEKDAY})?"
"""As in "on 12 May, a Friday": the weekday of the date, and no other day."""
_NEAR_HOUR = "|".join(
    rf"(?<={near}\s{side}\s)"
    for near in ("just", "shortly", "soon", "right")
    for side in ("before", "after")
)
_HOUR_ENDS = r"(?=[.,;:\"]|$|\s(?:on|the|that|last|in|yesterday|this|when|and|as)\b)"
_AT = r"(?<=\b[Aa]t\s)"
_STILL = r"(?:\sof\sthe\s(?:month|current\smonth))?"

ATOMS: dict[str, str] = {
    # --- spans of days
    "date_range": rf"(?:the\s)?{_DAY}\s?(?:to|and|or|-|–)\s?(?:the\s)?{_DAY}\s(?:of\s)?{MONTH}(?:,?\s{YEAR})?|{MONTH}\s{_DAY}\s?(?:to|and|into|-|–)\s?{_DAY}(?:,?\s{YEAR})?",
    "date": rf"(?:{WEEKDAY},?\s)?(?:{MONTH}\s{_DAY}(?:,?\s{YEAR}|{_YEAR_TOLD})?|(?:the\s)?{_DAY}\s(?:of\s)?{MONTH}(?:,?\s{YEAR}|{_YEAR_TOLD})?){_ITS_WEEKDAY}",
    "iso": r"\d{4}-\d{2}-\d{2}",
    "numeric": r"(?<![\d.])\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d(?!\d)",
    "holiday": r"Good\sFriday|Easter\s(?:Sunday|Monday|Saturday)|Holy\sSaturday|(?:Maundy|Holy)\sThursday|Palm\sSunday|Easter(?!n)|"
    r"Ash\sWednesday|Whit\sMonday|Pentecost|Christmas\s(?:Eve|Day)|Christmas(?!\s(?:tree|market|present|party))|Boxing\sDay|New\sYear's\s(?:Eve|Day)|New\sYear(?!\s?[A-Z])|Halloween|Valentine's\sDay|May\sDay",
    "after_that": rf"(?:(?:the|a|{NUMBER})\s(?:days?|hours?|nights?|weeks?|morning|evening)|(?:hours|days|weeks|months))\s(?:after|before)\s(?!noon|dawn|midnight|midday|day|sun|dusk|first\slight|nightfall|at\s|in\s|on\s|from\s|by\s|yesterday|tomorrow)(?=\w)",
    "next_day": rf"(?:the|that)\s{_NEXT}\s(?:day|morning|afternoon|evening|night|{WEEKDAY})|next\s(?:day|morning)(?!s)|(?:the\s)?same\s(?:day|night|evening|morning|afternoon)|"
    r"the\s(?:day|night|evening|morning)\s(?:before|after|earlier)(?=[\s.,;]*(?:$|[.,;]|\s(?:at|in|on|from|by|and|but)\b))|(?:later|earlier)\s(?:that|the\ssame|in\sthe)\s(?:day|morning|afternoon|evening|night)|(?:that|this)(?:\s(?:very|same))?\s(?:day|morning|afternoon|evening|night)(?!s|'s)|"
    r"the\snext\s(?:morning|day|evening|night)",
    "shift": rf"{NUMBER}\s{_UNIT}\s(?:later|earlier|ago|before(?=[\s.,;])(?!\s\w)|after(?=[.,;])|previously|afterwards?|prior(?!\sto))|a\sfortnight\s(?:ago|later|earlier)|(?:a\s)?(?:day|week|month|year)\s(?:later|earlier|ago)",
    "told_day": r"(?:the\sday\sbefore\syesterday|the\sday\safter\stomorrow|yesterday|today|tonight|tomorrow|last\snight|late\slast\snight)(?!'s)",
    "weekday": rf"(?:(?:last|this|next|the\sfollowing|the\sprevious|that|the)\s)?{WEEKDAY}(?!\s(?:Times|Night\sLive|Club|Market|{YEAR}))(?:\s(?:last|next)\sweek|\sthe\sweek\sbefore\slast)?",
    "in_days": rf"in\s(?:just\s|about\s)?{NUMBER}\s(?:days|weeks|months|hours)(?:'?\stime)?(?!\s(?:of|and|after|since|before))",
    "weekend": r"(?:the|last|this|next|that|the\sfollowing)\s(?:(?:last|past)\s)?weekend",
    "week": rf"(?<=\bby\s)(?:spring|summer|autumn|winter)(?=[.,;]|$)|the\s(?:week|month|year)\sbefore\slast|(?:(?:earlier|later)\s)?(?:this|last|next|that|the\s(?:following|previous|same|past))\s(?:week|month|year|spring|summer|autumn|fall|winter)(?!end|s\b|\sof\s(?-i:{MONTH}))|(?:(?:earlier|later)\s)?the\s(?:week|month|year)\s(?:before|after)(?!\s\w)|the\send\sof\s(?:the|this|next|last)\s(?:week|month|year)|earlier\sthis\s(?:week|month|year)",
    "past_span": rf"the\s(?:past|last|next|coming)\s(?:few\s|several\s|{NUMBER}\s)(?:hours|days|weeks|months|years)|(?:recent|coming)\s(?:days|weeks|months|years)",
    "month": rf"(?:(?:the\s(?:beginning|start|middle|end)\sof\s)|(?:[Tt]he\s)?(?:first|second|third|fourth|last|final)\sweek\s(?:of|in)\s|(?:early|mid|late)(?:\sin|-|\s)\s?)?(?:{MONTH})(?:\s(?:this|last|of\slast|of\sthis|next)\syear|,?\s{YEAR})?(?!\s?\d)|(?:early|mid|late)[-\s](?:last|this|next)\smonth",
    "nth": rf"the\s(?:[12]?\d|3[01])(?:st|nd|rd|th){_STILL}(?!\s(?:century|floor|street|anniversary|division|brigade|birthday|(?-i:[A-Z])))",
    "decade": r"the\s(?:early\s|mid-?|late\s)?(?:(?:1[5-9]|20)\d0s|(?:Twent|Thirt|Fort|Fift|Sixt|Sevent|Eight|Ninet)ies)",
    "year": rf"(?<![$€£\d.,])(?:(?:early|mid|late)[-\s](?:in\s)?)?{YEAR}(?![\d.,]*\s?(?:people|men|metres|meters|km|miles|dollars|tonnes))",
    # --- the clock
    "clock": rf"(?<![\d.,])(?:\d{{1,2}}[:.][0-5]\d|\d{{1,2}})\s?[apAP]\.?\s?[mM](?:\.|\b)|(?<![\d.,:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])(?:\s?(?:hours|hrs)\b)?|"
    rf"(?:{_NEAR_HOUR})(?:{_HOURS}){_HOUR_ENDS}|(?:{_HOURS_PAST})(?:\so'clock)?\safter\smidnight\b|{_AT}(?:[01]?\d|2[0-3])\.[0-5]\d(?![\d.]|\s?(?:km|miles|metres|million|per))|{_AT}(?:[01]\d|2[0-3])[0-5]\d(?:\s(?:hours|hrs)\b)?(?![\d.,]?\d|\s?(?:km|miles|met|m\b|feet|ft|people|kilo|tonnes|[°$%]))|(?<=\b[Tt]he\s)(?:[01]?\d|2[0-3])\.[0-5]\d(?=\s(?:train|sleeper|express|bus|coach|ferry|boat|flight|service|to|from|for)\b)|(?<![\d.,$€£])(?:[01]?\d|2[0-3])\.[0-5]\d(?=\s(?:on|in)\sthe\s(?:morning|afternoon|evening|night))|(?<=day\sat\s)(?:{_HOURS})(?=[.,;:\"]|\sin\sthe\s|\ssharp)|{_AT}(?:{_HOURS})(?=\son\s(?:{WEEKDAY}|the\s(?:morning|evening|afternoon|night)\sof|\d))|(?<=about\s|round\s)(?:[01]?\d|2[0-3])\.[0-5]\d(?![\d.]|\s?(?:km|miles|metres|million|per))|(?:[01]\d|2[0-3])[0-5]\d\s?(?:GMT|UTC|hours|hrs|Z|local)\b|(?:[01]?\d|2[0-3])h(?:[0-5]\d)?\b|"
    r"(?<=between\s)\d{1,2}(?=\sand\s\d{1,2}(?:[:.]\d\d)?\s?[apAP]\.?\s?[mM])|(?<=from\s)\d{1,2}(?=\s(?:to|until)\s\d{1,2}(?:[:.]\d\d)?\s?[apAP]\.?\s?[mM])|"
    rf"(?:(?:half\spast|a?\s?quarter\s(?:past|to)|(?:five|ten|twenty|twenty-five)(?:\sminutes)?\s(?:past|to|before|after))\s(?:{_HOURS}|\d{{1,2}})|(?:{_HOURS}|\d{{1,2}})(?:[-\s](?:fifteen|thirty|forty-five))?\so'clock|(?:{_HOURS})(?=\sin\sthe\s(?:morning|afternoon|evening)|\sat\snight))(?:\so'clock)?(?:\sin\sthe\s(?:morning|afternoon|evening)|\sat\snight)?|"
    r"(?<![-\w])(?:noon|midday|midnight)(?!-)",
    "part": rf"(?<![-\w])(?:{_PARTS})(?![-\w]|\sshift|\sduty|\swatch|\snews|\spaper|\sclub|\ssky|\sbus|\strain|\sflight|\sferry|\sprayers?)",
    "edge": r"(?<![-\w])(?:early|late)(?=\s(?:on|in\sthe|that)\s|\s(?:last|this)\s|\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|yester))",
    "edge_late": r"(?<=[ ])(?:late|early)(?=[.,;])",
    "zone": r"(?:local\stime|GMT|UTC|(?:[A-Z][\w'-]+\s){1,2}(?:[Ss]tandard\s|[Dd]aylight\s)?time(?!\s(?:of|for|to)\b)|[ECMP][SD]?T\b|CET\b|BST\b)(?:\s\([^)]{3,20}\))?",
    "eve": r"the\seve\sof\s",
}  # fmt: skip
ATOM = re.compile(
    "|".join(
        f"(?P<{name}>(?<!\\w)(?i:{text}))"
        if name
        in {
            "after_that",
            "in_days",
            "next_day",
            "shift",
            "told_day",
            "week",
            "weekend",
            "past_span",
            "part",
            "edge",
            "edge_late",
            "nth",
            "eve",
        }
        else f"(?P<{name}>{text})"
        for name, text in ATOMS.items()
    )
)

LEAD = re.compile(
    r"(?i)(?:(?:\b(?:no|not)\slater\sthan|\bas\s(?:early|late)\sas|\bshortly\s(?:before|after)|\b(?:soon|just|right|immediately)\s(?:before|after)|\b(?:some\stime|sometime)\s(?:before|after|between|around|on|in)|"
    r"\b(?:a\slittle|a\sfew\sminutes|about\san\shour|an\shour|minutes|hours|half\san\shour|{num}\s(?:minutes|hours?))\s(?:before|after)|\bby|\bsince|\buntil|\btill|\bfrom|\bbefore|\bafter|\baround|\babout|\bcirca|\bon\sor\sabout|\bsome|\broughly|\bapproximately|\bnearly|\bat|\bon|\bin|\bof|"
    r"\bduring|\bover|\bthroughout|\btowards?|\bbetween|\bfor|\bas\sof|\bweek\sof|\bstarting|\bbeginning|\bthe|\bearly|\blate|\blater|\bearlier|\bwithin|\bexactly|\bprecisely|\bovernight|\bevery|\beach)\s)+$".replace(
        "{num}", NUMBER
    )
)
GAP = re.compile(
    r"(?i)\s*,?\s*(?:(?:on|at|of|in|around|about|the|local\stime,?|early|late|during|between|from|of\sthe)\s*)*"
)
RANGE = re.compile(
    r"(?i)\s*(?:to|and|until|till|through|-|–|or)\s+(?:(?:about|around|the|early|late)\s)?"
)
