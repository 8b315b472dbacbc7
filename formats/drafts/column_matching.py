"""Which column or property means which field: by known heads in several languages, or by hand.

Heads are compared without case, accents, spaces and signs ("Start date" is `startdate`). A field
that two columns could be is asked about, unless both say the same in every row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from formats.cells.cell import Cell
from formats.files.import_limits import MAX_COLUMNS
from formats.shared.import_draft import Column
from formats.shared.import_notes import Notes
from formats.shared.records import Record
from geo.language.told_text import ToldList, ToldText

HEADS: dict[str, str] = {
    "id": "id event_id eventid uid",
    "headline": "headline title event name titel überschrift ereignis titre évènement événement "
    "titulo título evento заголовок название событие عنوان العنوان الحدث"
    " what headline_text chapter titolo titulo_evento başlık назва подія subject item_label itemlabel"
    " what_happened happened was_geschah qué_pasó olay incident incidente vorfall avvenimento acontecimento происшествие رویداد خبر",
    "text": "text description desc notes note details summary body comment comments beschreibung "
    "notiz bemerkung texte descripción descripcion notas описание текст примечание الوصف وصف"
    " caption testo açıklama опис descrizione descrição detalles détails подробности توضیحات",
    "start": "date start startdate start_date begin began from_date datetime timestamp when "
    "eventdate event_date datum beginn date_start début debut date_début fecha inicio дата начало "
    "تاريخ التاريخ timestart time_start begintime starttime start_time date_time"
    " utc date_utc eventdatetime event_time basedatetime data_evento tarih تاریخ data_inizio when_ data wann quand cuándo cuando quando когда коли متى zaman ne_zaman",
    "end": "end enddate end_date date_end until to_date ende bis fin date_fin final конец النهاية "
    "timeend time_end endtime end_time",
    "clock": "time clock hour uhrzeit zeit heure hora время الوقت وقت",
    "earliest": "earliest start_earliest",
    "latest": "latest start_latest",
    "end_earliest": "end_earliest earliest_end",
    "end_latest": "end_latest latest_end",
    "approximate": "approximate approx circa is_approximate",
    "words": "words display_date time_words reported_time as_reported",
    "reading": "reading",
    "lat": "lat latitude y breite breitengrad latitud широта خطالعرض عرض latitude_wgs84"
    " latitudine enlem northing عرضجغرافیایی",
    "lon": "lon lng long longitude x länge längengrad laenge longitud долгота خطالطول طول "
    "longitude_wgs84"
    " longitudine boylam easting довгота طولجغرافیایی",
    "coordinates": "coordinates coords latlng latlon lat_lon lat_lng latitude_longitude gps "
    "koordinaten coordonnées coordenadas координаты إحداثيات الإحداثيات"
    " position latlong lat_long gps_coordinates geo coordinate_location coordenada coordinate lon_lat lng_lat longlat longitude_latitude mgrs plus_code pluscode utm coord koordinat koordinatlar координати مختصات",
    "wkt": "wkt geometry geom geom_wkt the_geom",
    "place": "place location where site city town village locality place_name ort stadt lieu "
    "ville lugar ciudad место город مكان المكان الموقع المدينة at"
    " luogo cidade città şehir yer місто місце مکان شهر address adresse dirección indirizzo endereço адрес locality_name lieu_dit wo où dónde donde dove onde где أين nerede konum",
    "country": "country country_code land pays país pais страна الدولة البلد iso iso2",
    "region": "region state province admin1 adm1 governorate oblast bundesland département departement "
    "regione provincia estado область",
    "year": "year jahr année ano año yıl год",
    "month": "month monat mois mes mês mese ay месяц",
    "day": "day tag jour día dia giorno gün день",
    "end_year": "end_year",
    "end_month": "end_month",
    "end_day": "end_day",
    "precision_km": "precision_km accuracy_km radius_km uncertainty_km within_km",
    "people": "people person persons who actor actors personen person_en beteiligte personnes "
    "qui wer wen personas quién quien люди кто الأشخاص من",
    "group": "group lane gruppe groupe grupo группа مجموعة",
    "source": "source sources publication publisher outlet quelle quellen fuente fuentes "
    "источник المصدر مصدر kaynak fonte fonti джерело منبع",
    "url": "url link source_url href web website источник_url",
    "told_by": "told_by informant witness according_to attribution who_says_so who_says who_said_so "
    "said_by who_told_it wer_sagt_das qui_le_dit quién_lo_dice",
    "sure": "sure how_sure is_it_sure certain sicher sûr seguro",
    "stance": "stance",
    "informants": "informants",
    "named": "named",
    "mode": "mode transport",
    "path": "path",
    "outcome": "outcome",
}
"""Field -> the heads that name it, the preferred first."""

FIELDS = tuple(HEADS)
_NAMED = {"start", "end", "clock", "lat", "lon", "coordinates", "wkt", "headline", "place", "people",
          "source"}  # fmt: skip
"""Fields for which a question has a message of its own."""
_NEVER_GUESSED = {"start", "end", "clock", "lat", "lon", "coordinates", "wkt", "earliest", "latest",
                  "year", "month", "day", "end_year", "end_month", "end_day"}  # fmt: skip
"""Fields for which a wrong column would put something at a wrong place or time."""

MAX_CANDIDATES = 12
"""How many columns that name the same field are looked at."""
_ALL = {"text"}
"""Fields that take all columns that name them."""


def flat(head: str) -> str:
    """Give a head in the form in which heads are compared."""
    text = unicodedata.normalize("NFKD", head).casefold()
    if not text.isascii():
        text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "", text)


_FIELD_OF = {flat(head): (field, i) for field, heads in HEADS.items()
             for i, head in enumerate(heads.split())}  # fmt: skip


def is_head(text: str) -> bool:
    """Whether a text is one of the heads that name a field."""
    return flat(text) in _FIELD_OF


def columns_of(records: Iterable[Record], known: Sequence[str] = ()) -> list[str]:
    """Give all columns or properties of the records, in the order of their first appearance."""
    names = dict.fromkeys(known)
    for record in records:
        names.update(dict.fromkeys(record.values))
    return list(names)


def match_columns(
    records: Sequence[Record], names: Sequence[str], notes: Notes
) -> dict[str, tuple[str, ...]]:
    """Choose for each field the columns that it is read from; asks where that is not clear.

    `notes.answers` may name a column for a field, or "-" for none.
    """
    candidates: dict[str, list[tuple[int, int, str]]] = {}
    for i, name in enumerate(names):
        if field_and_rank := _FIELD_OF.get(flat(name)):
            candidates.setdefault(field_and_rank[0], []).append((field_and_rank[1], i, name))
    known, filled_in = set(names), _examples(records)
    chosen: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for field in FIELDS:
        answer = notes.answers.get(field)
        if answer == "-":
            chosen[field] = ()
        elif answer and answer in known:
            chosen[field] = (answer,)
            taken.add(answer)
        elif answer:
            listed = ", ".join(names[:20])
            notes.miss(
                ToldText("import.no-column", answer=answer, field=field),
                ToldText("import.no-column.mend", columns=listed),
            )
    for field in FIELDS:
        if field in chosen:
            continue
        matching = [name for _, _, name in sorted(candidates.get(field, ())) if name not in taken]
        filled = [name for name in matching if name in filled_in][:MAX_CANDIDATES]
        matching = filled or matching[:1]
        if len(matching) > 1 and field not in _ALL:
            matching = _choose_column(field, matching, records, notes)
        chosen[field] = tuple(matching)
    return chosen


def column_table(
    records: Sequence[Record], names: Sequence[str], chosen: dict[str, tuple[str, ...]]
) -> tuple[Column, ...]:
    """List the columns with the field that each was read as, for a mapping by hand.

    At most MAX_COLUMNS are listed, those that were read first.
    """
    field_of = {name: field for field, columns in chosen.items() for name in columns}
    examples = _examples(records)
    if len(names) > MAX_COLUMNS:
        names = sorted(names, key=lambda name: name not in field_of)[:MAX_COLUMNS]
    return tuple(Column(name, field_of.get(name), _glimpse(examples.get(name))) for name in names)


def _choose_column(
    field: str, names: list[str], records: Sequence[Record], notes: Notes
) -> list[str]:
    first = names[0]
    different = [name for name in names[1:] if not _same(records, first, name)]
    if not different:
        return [first]
    examples = _examples(records)
    options = [
        (name, ToldText("import.column-example", name=name, example=_glimpse(examples[name])))
        for name in [first, *different]
    ]
    columns = ToldList((f'"{name}"' for name in [first, *different]), style="or")
    text = (
        ToldText(f"import.which-column.{field}", columns=columns)
        if field in _NAMED
        else ToldText("import.which-column", field=field, columns=columns)
    )
    default = None if field in _NEVER_GUESSED else first
    answer = notes.ask(field, text, options, default=default)
    return [answer] if answer else []


def _same(records: Sequence[Record], name: str, second: str) -> bool:
    return all(record.values.get(name) == record.values.get(second) for record in records)


def _filled(value: Cell) -> bool:
    return value is not None and value != ""


def _examples(records: Iterable[Record]) -> dict[str, Cell]:
    """Give the first value of each column that has any; one pass over all cells."""
    examples: dict[str, Cell] = {}
    for record in records:
        for name, value in record.values.items():
            if name not in examples and _filled(value):
                examples[name] = value
    return examples


def _glimpse(value: Cell) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004 - a glimpse
