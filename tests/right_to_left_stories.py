"""Two made-up stories whose own texts run from right to left: in Hebrew and in Persian."""

WORDS = {
    "he": {
        "title": "הלילה בנמל",
        "subtitle": "שתי סירות יצאו מחיפה ב-9 במאי. רק אחת הגיעה.",
        "headline": "דנה מפליגה ב-9 במאי אל לימסול",
        "publisher": "העיתון",
        "person": "דנה לוי",
        "group": "נוסעים",
        "told_by": "שומר הנמל",
        "text": "היא עלתה לסירה בשעה 22:30.",
        "from": "חיפה",
        "to": "לימסול",
    },
    "fa": {
        "title": "شبی در بندر",
        "subtitle": "دو قایق روز ۹ مه از بندر رفتند. تنها یکی رسید.",
        "headline": "پروانه ۹ مه به دبی می‌رود",
        "publisher": "روزنامه",
        "person": "پروانه گل‌محمدی",
        "group": "مسافران",
        "told_by": "نگهبان بندر",
        "text": "او ساعت 22:30 سوار قایق شد.",
        "from": "بندرعباس",
        "to": "دبی",
    },
}
ENDS = {"he": ((35.0, 32.82), (33.04, 34.67)), "fa": ((56.27, 27.18), (55.3, 25.26))}


def own_words(language):
    """Give the texts of the story in a language, by what they are."""
    return WORDS[language]


def right_to_left_story(make_story, language):
    """Give a story of one voyage and its one event, all of whose texts are in a language."""
    said = own_words(language)
    claim = {"source": "paper", "paragraphs": [1], "told_by": said["told_by"], "named": False}
    row = {
        "headline": said["headline"],
        "people": ["traveller"],
        "claims": [{**claim, "text": said["text"]}],
    }
    places = [
        {
            "id": end,
            "name": said[end],
            "lon": lon,
            "lat": lat,
            "precision_km": 5,
            "coordinates_from": "GeoNames",
        }
        for end, (lon, lat) in zip(("from", "to"), ENDS[language], strict=True)
    ]
    voyage = {
        "id": "voyage",
        "from": "from",
        "to": "to",
        "mode": "ship",
        "departure": "2024-05-09T22:30Z",
        "arrival": "2024-05-10T09:00Z",
        **row,
    }
    return make_story(
        title=said["title"],
        subtitle=said["subtitle"],
        language=language,
        sources=[
            {
                "id": "paper",
                "title": said["title"],
                "publisher": said["publisher"],
                "published": "2024-05-12",
                "paragraphs": 4,
            }
        ],
        groups=[{"id": "travellers", "name": said["group"]}],
        people=[{"id": "traveller", "name": said["person"], "group": "travellers"}],
        places=places,
        legs=[voyage],
        events=[{"id": "sails", "leg": "voyage", **row}],
    )
