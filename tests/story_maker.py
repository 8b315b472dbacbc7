"""Makes small stories for tests: legs and events as given, all else stands."""

import yaml

from geo.story.loading import read_story

CLAIM = {"source": "paper", "paragraphs": [1], "told_by": "a guard", "named": False}
PLACES = {
    "paris": (2.35, 48.86),
    "lyon": (4.83, 45.76),
    "gdansk": (18.65, 54.35),
    "tokyo": (139.69, 35.69),
    "los-angeles": (-118.24, 34.05),
    "suva": (178.44, -18.14),
    "apia": (-171.76, -13.83),
}
AREAS = [
    {"id": name.lower(), "name": name, "area": code, "coordinates_from": "Natural Earth"}
    for name, code in (("Italy", "IT"), ("Russia", "RU"))
]


def point(name, lon, lat):
    place = {"id": name, "name": name.title(), "lon": lon, "lat": lat}
    return {**place, "precision_km": 5, "coordinates_from": "GeoNames"}


def leg(name, **fields):
    return {
        "id": name,
        "headline": "A leg",
        "people": ["anna"],
        "from": "paris",
        "to": "lyon",
        "claims": [CLAIM],
        **fields,
    }


def event(name, **fields):
    return {"id": name, "headline": "An event", "people": ["anna"], "claims": [CLAIM], **fields}


class Maker:
    """make_story(legs=[make_story.leg("a", window="2024-05-01")], events=[...])."""

    leg = staticmethod(leg)
    event = staticmethod(event)

    def __call__(self, **fields):
        return read_story(self.text(**fields), name="made.yaml")

    def text(self, *, legs=(), events=(), **fields):
        """The text of the story's file."""
        data = {
            "format": 1,
            "id": "made",
            "title": "Made up",
            "time_zone": "UTC",
            "sources": [
                {
                    "id": "paper",
                    "title": "A report",
                    "publisher": "The Paper",
                    "published": "2024-05-09",
                    "paragraphs": 4,
                }
            ],
            "groups": [{"id": "travellers", "name": "Travellers"}],
            "people": [{"id": "anna", "name": "Anna", "group": "travellers"}],
            "places": [
                *(point(name, *at) for name, at in PLACES.items()),
                *AREAS,
            ],
            "legs": list(legs),
            "events": list(events) or [event("noon", start="2024-05-01T12:00Z")],
            **fields,
        }
        return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
