"""Whether a text is English, by the commonest words of some languages and by its script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_COMMON = {
    "en": "the of and to in a that was he for it with as his on be at by had not but from they she which said were has have",
    "fr": "le la les de des du et un une dans que qui pour par sur au aux il elle est été avec ne pas plus ce cette",
    "es": "el la los las de del y un una en que por para con se su al lo como más fue es ha sus este pero",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat",
    "it": "il lo la gli le di del della e un una in che per con si da al è non sono ha nel alla come più ma",
    "pt": "o a os as de do da dos das e um uma em que para com se por no na não mais foi ao é são",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij werd door",
    "sv": "och att det i en som är på av för den med till har de inte om ett men var",
    "pl": "w i z na do się nie że jest o od po za przez jak ale to był była dla są",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi ne kadar sonra ama olduğu en",
    "id": "yang dan di dari ke dengan untuk pada dalam ini itu tidak adalah oleh akan telah mereka",
    "ro": "și de la în a cu pe care nu este un o din pentru că au fost mai se",
    "fi": "ja on ei se että oli mutta hän joka kun myös ovat kuin sen jo vuoden",
}  # fmt: skip
_SCRIPTS = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "GREEK": "el",
    "DEVANAGARI": "hi",
}
_LEAST = 0.12
"""The share of English's commonest words in a text of it; in prose it is some 0.35."""
_SAMPLE = 20_000


def language_of(text: str) -> str:
    """Give the code of a text's language; "en" for one too short to tell, "und" for others."""
    sample = text[:_SAMPLE]
    letters = [sign for sign in sample if sign.isalpha()]
    if not letters:
        return "en"
    scripts = Counter(
        unicodedata.name(sign, "?").split()[0] for sign in letters if ord(sign) > 0x24F
    )
    for script, count in scripts.most_common(1):
        if count > len(letters) / 2:
            return _SCRIPTS.get(script, "und")
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if len(words) < 12:
        return "en"
    shares = {
        code: sum(word in set_ for word in words) / len(words) for code, set_ in _SETS.items()
    }
    best = max(shares, key=lambda code: (shares[code], code == "en"))
    if shares["en"] >= _LEAST and shares["en"] >= shares[best] * 0.8:
        return "en"
    return best if shares[best] >= _LEAST else "und"


_SETS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
