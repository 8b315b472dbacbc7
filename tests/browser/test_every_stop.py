"""What is on screen at every stop of the shipped stories, on a desk and on telephones."""

import io
import re
import unicodedata
from operator import ge

import pypdf
import pytest
from coloraide import Color
from PIL import Image

from geo.language.messages import Messages
from geo.story.loading import load_story
from layers.style.map_style import SIGNS
from tests.browser.documents import PAINTED, opener, write

LEGEND = {sign: Messages("en")(f"sign.{sign}") for sign in SIGNS}
STORIES = ("assad-2024", "benyovszky-1771")
TRACKED = "haneda-2024"
DESK, PHONE, SMALL_PHONE = (1440, 900), (390, 844), (360, 640)
SIZES = [DESK, PHONE, SMALL_PHONE]
PHONES = [PHONE, SMALL_PHONE]
EVERYONE_SIZES = [DESK, (1100, 800), (900, 600), PHONE]
LEAST_MAP = {DESK: 0.44, PHONE: 0.36}  # of the window
APP_BAR = 66  # px of a desk's window that the app keeps above and below its document
HOW_LETTERS, HOW_LINES, HOW_PX = 30, 2, 24  # of a direct label: a line's, lines, off its way
FADE = 20  # px at the lower edge of the column, over which what goes on below fades out
EDGE = 50  # px from the edge of the map, where a way and its own tag may meet
LABELLED = {DESK: (11, 15), PHONE: (10, 14), SMALL_PHONE: (6, 8)}  # ways told with a direct label
MOST_SIGNS = 3  # in the key, beside a subject
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3

# At each event: labels and tags at fault, blocks whose text is cut, the key, what is in the window.
SWEEP = (
    """async (texts) => {
  const painted = PAINTED;
  const { scene, marks, map } = ER.document, root = document.documentElement, out = {};
  const all = (selectors) => [...document.querySelectorAll(selectors)];
  const box = (n) => n.getBoundingClientRect();
  const there = (n) => n.offsetParent && n.offsetWidth;
  const meets = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5
    && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
  const within = (b, view) => b.left >= view.left - 0.5 && b.top >= view.top - 0.5
    && b.right <= view.right + 0.5 && b.bottom <= view.bottom + 0.5;
  const labels = () => {
    const names = all('.name').map((n) => [n, box(n)]), wrong = [], view = box(map.getContainer());
    const over = all('.tag, .open, #inset, .leaflet-control').filter(there);
    const tags = all('.tag').map((n) => [n, box(n)]);
    names.forEach(([n, b], i) => {
      const word = n.textContent;
      if (!within(b, view)) wrong.push(word + ' is cut');
      if (n.scrollWidth > n.clientWidth + 1) wrong.push(word + ' is wider than its box');
      for (const [m, c] of names.slice(i + 1)) {
        if (meets(b, c)) wrong.push(word + ' on ' + m.textContent);
      }
      for (const m of over) if (meets(b, box(m))) wrong.push(word + ' under ' + m.className + m.id);
    });
    tags.forEach(([n, b], i) => {
      const word = 'tag ' + n.textContent;
      if (!within(b, view)) wrong.push(word + ' is cut');
      if (n.scrollWidth > n.clientWidth + 1) wrong.push(word + ' is wider than its box');
      for (const [m, c] of tags.slice(i + 1)) {
        if (meets(b, c)) wrong.push(word + ' on ' + m.textContent);
      }
      for (const m of over) {
        if (!m.matches('.tag') && meets(b, box(m))) wrong.push(word + ' on ' + m.className + m.id);
      }
    });
    return wrong;
  };
  const cut = () => all(texts).flatMap((n) => [n, ...n.querySelectorAll('*')]).filter((n) => {
    if (!(n instanceof HTMLElement) || n.tagName === 'OPTION') return false;
    if (!n.offsetParent || !n.textContent.trim()) return false;
    const style = getComputedStyle(n);
    if (style.display === 'inline' || style.overflowY === 'auto') return false;
    if (style.clipPath !== 'none') return false;                  // for those who listen
    const strip = n.matches('.score, .rail, .known-line');        // days, and the last tick's reach
    const wide = n.scrollWidth > n.clientWidth + 1 && !strip;
    if (n.matches('h1, h2, button') && n.scrollHeight > n.clientHeight + 3) return true;
    return wide || box(n).right > innerWidth + 0.5 || box(n).left < -0.5;
  }).map((n) => `${n.tagName}.${n.className}: ${n.textContent.trim().slice(0, 60)}`);
  const days = () => all('.rail .day').filter(there).flatMap((n, i, shown) =>
    [...shown.slice(i + 1), ...all('.step').filter(there)].filter((m) => meets(box(n), box(m)))
      .map((m) => `${n.textContent} on ${m.textContent || m.className}`));
  /* Every few px of some lines, in the map's container. */
  const points = (runs) => {
    const o = marks.offset(), at = [];
    for (const run of runs) for (let i = 1; i < run.length; i++) {
      const [a, b] = [run[i - 1], run[i]];
      const n = Math.min(3000, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 2));
      for (let k = 0; k <= n; k++) {
        at.push([a[0] + (b[0] - a[0]) * k / n + o.x, a[1] + (b[1] - a[1]) * k / n + o.y]);
      }
    }
    return at;
  };
  /* The direct label: its words, how far from its own way, px, and whether a way crosses it. */
  const how = () => {
    const label = document.querySelector('.name.how');
    const told = scene.byId.event.get(ER.document.state.event);
    if (!label) return null;
    const { left, top } = box(map.getContainer()), r = box(label);
    const [x0, y0, x1, y1] = [r.left - left, r.top - top, r.right - left, r.bottom - top];
    const off = ([x, y]) => Math.hypot(Math.max(x0 - x, 0, x - x1), Math.max(y0 - y, 0, y - y1));
    const own = marks.ways.filter((way) => way.mark.id === told.leg).flatMap((way) => way.runs);
    return { lines: label.textContent.split('\\n'), far: Math.min(...points(own).map(off)),
      crossed: points(marks.hits.flatMap((hit) => hit.runs || [])).some((at) => off(at) === 0) };
  };
  /* Destinations beyond the view of ways that run in it, and those of them without a tag. */
  const beyond = () => {
    const size = map.getSize(), out = { all: [], untold: [] };
    const seen = ([x, y]) => x >= 0 && y >= 0 && x <= size.x && y <= size.y;
    for (const { mark, shown, runs } of marks.ways) {
      if (shown.role !== 'subject' && shown.role !== 'before') continue;
      const place = marks.placeOf(mark.ends[mark.ends.length - 1]), line = points(runs);
      if (!place || !line.length || !line.some(seen)) continue;
      if (mark.open_end && !place.area) continue;                 // nobody reported where it ends
      const turn = 360 * Math.round((map.getCenter().lng - place.lon) / 360);
      const p = map.latLngToContainerPoint([place.lat, place.lon + turn]);
      if (place.area ? marks._areaInView(place) : seen([p.x, p.y])) continue;
      out.all.push(place.id);
      if (!document.querySelector(`.tag[data-place="${place.id}"]`)) out.untold.push(place.id);
    }
    return out;
  };
  /* Tags that lie on the way that is told, and not where it leaves the view. */
  const onWay = () => {
    const size = map.getSize(), here = box(map.getContainer());
    const inner = ([x, y]) => Math.min(x, y, size.x - x, size.y - y) > EDGE;
    const way = marks.ways.filter(({ shown }) => shown.role === 'subject');
    const line = points(way.flatMap((part) => part.runs)).filter(inner);
    return all('.tag').filter((n) => {
      const r = box(n), [x0, y0] = [r.left - here.left, r.top - here.top];
      return line.some(([x, y]) => x > x0 && y > y0 && x < x0 + r.width && y < y0 + r.height);
    }).map((n) => n.textContent);
  };
  /* What of these is not to be seen at once, without scrolling. */
  const unseen = (selectors) => all(selectors).filter((n) => {
    const r = box(n), column = n.closest('#column') && box(document.getElementById('column'));
    const low = column ? Math.min(innerHeight, column.bottom - FADE) : innerHeight;
    const window = { left: 0, top: column ? column.top : 0, right: innerWidth, bottom: low };
    return !there(n) || !within(r, window);
  }).map((n) => n.className || n.tagName);
  /* Whether the first line of the text is to be seen at once; null where there is no text. */
  const begun = () => {
    const text = document.querySelector('#card .text'), range = document.createRange();
    if (!text) return null;
    range.selectNodeContents(text);
    return range.getClientRects()[0].bottom <= box(document.getElementById('column')).bottom - FADE;
  };
  for (const { id } of scene.events) {
    document.querySelector(`#list [data-event='${id}']`).click();
    await painted();
    const stage = box(map.getContainer());
    out[id] = {
      labels: labels(), days: days(), names: all('.name').length, cut: cut(), how: how(),
      beyond: beyond(), tags: all('.tag').length, onWay: onWay(),
      key: all('#signs li').filter((n) => !n.hidden).map((n) => [n.dataset.sign, n.textContent]),
      signs: [...ER.marks.signs(scene, marks.inView())],
      unseen: unseen('header h1, #card h2, #card .when, .step:not(.play)'), begun: begun(),
      scroll: document.getElementById('column').scrollTop,
      wide: root.scrollWidth, tall: root.scrollHeight,
      map: map.getContainer().clientHeight, known: map.getSize().y,
      share: stage.width * stage.height / (innerWidth * innerHeight),
      broad: stage.width / innerWidth,
      end: box(document.getElementById('source')).bottom,
    };
  }
  return out;
}""".replace("PAINTED", PAINTED)
    .replace("FADE", str(FADE))
    .replace("EDGE", str(EDGE))
)
# Whether the map knows its size: an observer tells it, after the frame in which it has changed.
FITS = """() => { const { map } = ER.document, box = map.getContainer();
  return map.getSize().x === box.clientWidth && map.getSize().y === box.clientHeight; }"""
BOUNDS = """() => { const b = ER.document.map.getBounds();
  return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()]; }"""
TEXTS = "header, #transport, #timeline, #card, footer, #signs, #over"


@pytest.fixture(scope="session")
def stories(root):
    return {name: load_story(root / "stories" / f"{name}.yaml") for name in (*STORIES, TRACKED)}


@pytest.fixture(scope="session")
def files(stories, tmp_path_factory):
    """The documents of the shipped stories."""
    folder = tmp_path_factory.mktemp("stops")
    return {name: write(story, folder / f"{name}.html") for name, story in stories.items()}


@pytest.fixture
def open_document(open_page):
    return opener(open_page)


@pytest.fixture(scope="session")
def sweeps():
    return {}


@pytest.fixture
def sweep(open_document, files, sweeps):
    """sweep("assad-2024", PHONE): what is on a screen of that size at each event, by its id."""

    def facts(story, size, *, everyone=False):
        if (story, size, everyone) not in sweeps:
            document = open_document(files[story], width=size[0], height=size[1])
            if everyone:
                document.everyone()
            sweeps[story, size, everyone] = document.js(SWEEP, TEXTS)
        return sweeps[story, size, everyone]

    return facts


def at_fault(facts, name):
    return {event: fact[name] for event, fact in facts.items() if fact[name]}


# --------------------------------------------------------------------------- the subject, told

every_story = pytest.mark.parametrize("story", STORIES)
tracked_too = pytest.mark.parametrize("story", [*STORIES, TRACKED])
every_size = pytest.mark.parametrize("size", SIZES, ids=str)


@tracked_too
@every_size
def test_no_label_or_tag_is_cut_or_lies_on_another(sweep, story, size):
    facts = sweep(story, size)
    assert at_fault(facts, "labels") == {}
    assert min(seen["names"] for seen in facts.values()) >= 1
    assert any(seen["tags"] for seen in facts.values())


@every_story
@every_size
def test_the_key_has_three_signs_at_most_and_each_is_in_view(sweep, story, size):
    for event, seen in sweep(story, size).items():
        assert len(seen["key"]) <= MOST_SIGNS, event
        shown = {sign for sign, _ in seen["key"]} - {"before", "meanwhile", "context", "open"}
        assert shown <= set(seen["signs"]), event
        assert all(LEGEND[sign] == words for sign, words in seen["key"]), event


@tracked_too
@every_size
def test_every_destination_beyond_the_view_has_its_tag(sweep, story, size):
    facts = sweep(story, size)
    assert {
        event: seen["beyond"]["untold"] for event, seen in facts.items() if seen["beyond"]["untold"]
    } == {}
    assert any(seen["beyond"]["all"] for seen in facts.values())


@tracked_too
@every_size
def test_the_direct_label_is_short_and_at_its_own_way(sweep, story, size):
    labels = {event: seen["how"] for event, seen in sweep(story, size).items() if seen["how"]}
    assert labels
    for event, seen in labels.items():
        assert len(seen["lines"]) <= HOW_LINES, event
        assert max(map(len, seen["lines"])) <= HOW_LETTERS, event
        assert seen["far"] <= HOW_PX, event
        assert not seen["crossed"], event


@every_size
def test_most_ways_told_have_their_label(sweep, size):
    labelled = [sum(seen["how"] is not None for seen in sweep(story, size).values())
                for story in STORIES]  # fmt: skip
    assert all(map(ge, labelled, LABELLED[size])), labelled


@every_story
@every_size
def test_no_tag_lies_on_the_way_that_is_told(sweep, story, size):
    assert at_fault(sweep(story, size), "onWay") == {}


@tracked_too
@every_size
def test_headline_time_and_the_way_on_are_in_the_window(sweep, story, size):
    facts = sweep(story, size)
    assert at_fault(facts, "unseen") == {}
    assert at_fault(facts, "scroll") == {}
    assert at_fault(facts, "days") == {}
    for event, seen in facts.items():
        assert (seen["wide"], seen["tall"]) == size, event
        assert seen["cut"] == [], event
        assert seen["known"] == seen["map"], event


@tracked_too
@pytest.mark.parametrize("size", [DESK, PHONE], ids=str)
def test_the_text_begins_in_the_window(sweep, story, size):
    begun = {event: seen["begun"] for event, seen in sweep(story, size).items()}
    assert True in begun.values()
    assert [event for event, seen in begun.items() if seen is False] == []


@tracked_too
@pytest.mark.parametrize("size", LEAST_MAP, ids=str)
def test_the_map_has_its_share_of_the_window(sweep, story, size):
    """What the app keeps of a desk's window is the map's loss alone, and that is still enough."""
    lost = APP_BAR / size[1] if size == DESK else 0
    for event, seen in sweep(story, size).items():
        assert seen["share"] - lost * seen["broad"] >= LEAST_MAP[size], event


# ------------------------------------------------------------------------------------- everyone


@pytest.mark.parametrize("size", EVERYONE_SIZES, ids=str)
def test_with_everyone_shown_no_label_is_cut_or_lies_on_another(sweep, size):
    facts = sweep(STORIES[0], size, everyone=True)
    assert at_fault(facts, "labels") == {}
    assert min(seen["names"] for seen in facts.values()) > 1
    for event, seen in facts.items():
        assert (seen["wide"], seen["tall"]) == size, event
        assert seen["cut"] == [], event
        assert seen["known"] == seen["map"] >= 200, event


@pytest.mark.parametrize("size", EVERYONE_SIZES, ids=str)
def test_with_everyone_shown_the_key_lists_the_signs_in_view_and_nothing_else(sweep, size):
    signs = set()
    for event, seen in sweep(STORIES[0], size, everyone=True).items():
        assert [sign for sign, _ in seen["key"]] == [s for s in LEGEND if s in seen["signs"]], event
        assert all(words == LEGEND[sign] for sign, words in seen["key"]), event
        signs |= set(seen["signs"])
    assert {"concealed", "inferred", "may-be", "intended", "open", "questioned"} <= signs


# ------------------------------------------------------------------------------ colours, and paper

# Of every text on screen: its colour, what it stands on, and a few words of it.
COLOURS = """() => {
  const clear = (c) => /^rgba\\(.*, 0\\)$|^transparent$/.test(c);
  const ground = (n) => {
    for (; n; n = n.parentElement) {
      const { backgroundColor } = getComputedStyle(n);
      if (!clear(backgroundColor)) return backgroundColor;
    }
    return 'white';
  };
  const faint = (n) => (n ? Number(getComputedStyle(n).opacity) * faint(n.parentElement) : 1);
  return [...document.querySelectorAll('body *')].filter((n) => n instanceof HTMLElement
    && n.offsetParent && n.offsetWidth > 1 && !n.matches('option, script, .leaflet-disabled')
    && [...n.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
    .map((n) => {
      const style = getComputedStyle(n);                          // a name on the map has a rim
      const rimmed = n.matches('.name') && parseFloat(style.webkitTextStrokeWidth);
      const behind = rimmed ? style.webkitTextStrokeColor : ground(n);
      const words = `${n.className || n.tagName}: ${n.textContent.trim().slice(0, 30)}`;
      return [style.color, behind, faint(n), words];
    });
}"""


@every_story
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_in_light_and_dark(open_document, files, stories, story, scheme):
    document = open_document(files[story], color_scheme=scheme)
    texts = {}

    def look():
        for colour, behind, opacity, words in document.js(COLOURS):
            texts.setdefault((colour, behind, opacity), words)

    for event in stories[story].events[::6]:
        document.choose(event.id)
        look()
    if story == STORIES[0]:
        document.choose("flight-from-damascus")
        see_forced_colours(document)
        document.page.emulate_media(forced_colors="none")
    document.everyone()
    for part in (".view.lanes", ".view.list", ".open.people"):
        document.click(part)
        look()
    paper = Color(document.js("() => getComputedStyle(document.body).backgroundColor"))
    assert (paper.luminance() < 0.1) == (scheme == "dark")
    assert len(texts) > 10
    assert poor(texts) == {}


def poor(texts):
    """Give what cannot be read well: a few words each, and the contrast ratio."""
    out = {}
    for (colour, behind, opacity), words in texts.items():
        ground = Color(behind).convert("srgb")
        text = Color(colour).convert("srgb")
        text = text.set("alpha", text.alpha() * opacity)
        ratio = Color.layer([text, ground], space="srgb").contrast(ground, method="wcag21")
        if ratio < LEAST_CONTRAST:
            out[words] = round(ratio, 2)
    return out


# Where the system sets the colours: rims of names, and what tells one thing from another.
FORCED = """() => {
  const { marks, scene, state } = ER.document;
  const of = (selectors, name) => [...document.querySelectorAll(selectors)]
    .filter((n) => n.offsetParent).map((n) => getComputedStyle(n)[name]);
  return { rims: of('.name', 'webkitTextStrokeWidth'),
    borders: of('.open, .tag, .step', 'borderTopColor'),
    ground: getComputedStyle(document.body).backgroundColor,
    stops: of('.rail .stop', 'backgroundColor'), days: of('.rail .under', 'backgroundColor'),
    scale: of('.scales [aria-checked="true"]', 'borderBottomColor'),
    scales: of('.scales [aria-checked="false"]', 'borderBottomColor'),
    told: marks.style.people[scene.byId.event.get(state.event).colour - 1] };
}"""


def see_forced_colours(document):
    """The document's marks, buttons and texts with the system's colours, as in high contrast."""
    document.page.emulate_media(forced_colors="active")
    document.painted()
    seen = document.js(FORCED)
    texts = {tuple(colours): words for *colours, words in document.js(COLOURS)}
    assert poor(texts) == {}
    assert set(seen["rims"]) == {"0px"}
    for name in ("borders", "stops", "days"):
        assert seen[name], name
        assert seen["ground"] not in seen[name], name
    (chosen,) = seen["scale"]
    assert chosen not in seen["scales"]
    assert set(seen["scales"]) == {seen["ground"]}
    stage = Image.open(io.BytesIO(document.find("#stage").screenshot())).convert("RGB")
    told = tuple(round(255 * part) for part in Color(seen["told"]).convert("srgb").coords())
    colours = {colour: count for count, colour in stage.getcolors(stage.width * stage.height)}
    assert colours.get(told, 0) > 200, "the way that is told"


@pytest.mark.parametrize(("story", "scheme"), [(STORIES[0], "dark"), (STORIES[1], "light")])
def test_on_paper_map_event_and_claims_stand_on_one_sheet(
    open_document, files, stories, story, scheme
):
    document = open_document(files[story], color_scheme=scheme)

    def length(event):
        return sum(len(claim.told_by + (claim.text or "")) for claim in event.claims)

    event = max(stories[story].events, key=length)
    document.choose(event.id)
    view = document.now()["view"]
    seen = document.js(BOUNDS)
    sheets = pypdf.PdfReader(io.BytesIO(document.page.pdf(format="A4"))).pages
    assert len(sheets) == 1
    said = squeezed(sheets[0].extract_text())
    for words in (event.headline, event.words or "", *(claim.told_by for claim in event.claims)):
        assert squeezed(words) in said

    document.page.emulate_media(media="print")
    document.frame.wait_for_function(FITS)
    document.painted()
    stage = document.rect("#stage")
    assert stage["height"] > 300
    assert stage["right"] <= document.rect("#page")["right"]
    west, south, east, north = document.js(BOUNDS)
    assert west <= seen[0] < seen[2] <= east, "what was in view is on the sheet"
    assert south <= seen[1] < seen[3] <= north
    texts = {tuple(colours): words for *colours, words in document.js(COLOURS)}
    assert {ground for _, ground, _ in texts} >= {"rgb(255, 255, 255)"}
    assert poor(texts) == {}
    document.page.emulate_media(media="screen")
    document.frame.wait_for_function(FITS)
    document.painted()
    assert document.now()["view"] == view


def squeezed(text):
    """Without spaces and ligatures."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
