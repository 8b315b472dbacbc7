import io
import zipfile
from datetime import date

import pytest

from articles.article import dateline_end
from articles.documents import office_text, pdf_text
from articles.documents.report_reading import read_article, read_text
from articles.linguistics import analysis
from articles.linguistics.language import language_of
from articles.propose import propose
from articles.report_errors import ArticleError

BODY = "He flew to Galle on Monday, two officials said."
PAGE = f"""<!doctype html><html lang="en"><head><title>Site</title>
<meta property="og:title" content="A banker flees"><meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2025-03-14T09:00:00Z">
<script>document.title = "run"; fetch("https://example.org")</script>
<style>p {{ color: red }}</style></head><body>
<nav><p>Home, News, Sport and much more that is no part of any report at all</p></nav>
<article><h1>A banker flees</h1><p>{BODY}</p><h2>A heading</h2>
<p>He left <a href="javascript:alert(1)">Colombo</a> late on Saturday &amp; hid in a house there, they said.</p>
<figure><figcaption>The harbour of Galle</figcaption></figure>
<div class="related-links"><p>Read also what others have read today about something else entirely</p></div>
</article><footer><p>All rights reserved by the publisher of this page, now and always</p></footer>
</body></html>"""


def body(article):
    return [article.text(paragraph) for paragraph in article.body]


def parts(article):
    return [(paragraph.part, paragraph.number) for paragraph in article.paragraphs]


def test_a_plain_text_with_headline_and_date():
    text = f"A banker flees\nPublished: 2025-03-14, COLOMBO\n\n{BODY}\n\nHe hid there.\n"
    article = read_text(text)
    assert parts(article) == [("headline", 0), ("dateline", 0), ("body", 1), ("body", 2)]
    assert (article.title, article.published) == ("A banker flees", date(2025, 3, 14))
    assert article.raw == text


def test_numbers_in_brackets_are_taken_over():
    article = read_text(f"Title line\n\n[1] {BODY}\n\n[heading] A HEADING\n\n[2] He hid there.")
    assert [part for part in parts(article) if part[0] != "headline"] == [
        ("body", 1), ("heading", 0), ("body", 2),
    ]  # fmt: skip
    assert body(article)[0] == BODY


def test_a_paragraph_a_line_without_blank_ones():
    article = read_text("\n".join([BODY] * 6))
    assert len(article.body) == 6


def test_markdown_has_headings_and_no_marks():
    article = read_text(
        f"# A banker flees\n\n**{BODY}**\n\n## More\n\nHe [hid](https://x.org) in *Galle*."
    )
    assert body(article) == [BODY, "He hid in Galle."]
    assert article.title == "A banker flees"


def test_a_page_without_its_boilerplate():
    article = read_article("page.html", PAGE.encode())
    assert body(article) == [
        BODY,
        "He left Colombo late on Saturday & hid in a house there, they said.",
    ]
    assert (article.title, article.publisher) == ("A banker flees", "The Post")
    assert article.published == date(2025, 3, 14)
    assert "fetch" not in article.raw
    assert ("caption", 0) in parts(article)


HOSTILE = [
    "<p>" * 5000 + BODY,
    "<div>" * 3000 + f"<p>{BODY}</p>",
    f"<p>{BODY}</p><!--",
    f"<p>{BODY}<![CDATA[ x",
    f"<html><body><p onclick='x()'>{BODY}</p><svg><script>1</script></svg></body>",
    f"<!DOCTYPE html [<!ENTITY a 'b'>]><html><p>{BODY} &a; &#xFFFFFF; &#0;</p>",
    f"<html><head><meta property='article:published_time' content='2025-99-99'></head><p>{BODY}</p>",
    f'<html><script type="application/ld+json">{{"@graph": [1, null, {{"publisher": []}}]</script><p>{BODY}</p>',
]


@pytest.mark.parametrize("page", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_markup_is_text(page):
    article = read_article("page.html", page.encode())
    assert any(BODY in text for text in body(article))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("a.html", text) for text in ("<a ", "<a b='", "<!-- ", "<![CDATA[ ", "</a ", "<? ")),
        *(("a.md", text) for text in ("[a", "![a", "[a](", " *a", " __a", " `a")),
    ],
)
def test_what_never_closes_is_read_in_time_that_grows_with_it(name, text):
    """A pattern that goes back over the text would not end within the test run."""
    article = read_article(name, f"<html><p>{BODY}</p>\n\n{text * (500_000 // len(text))}".encode())
    assert BODY in article.raw


def test_a_dateline_is_looked_for_at_the_beginning_alone():
    assert dateline_end("SEATTLE (Coastal Press) - He flew.") == len("SEATTLE (Coastal Press) - ")
    assert dateline_end("A" + " " * 500_000 + "b") == 0  # else this would not end


def test_marks_of_markdown_are_left_out_one_inside_another():
    text = (
        "# A title\n\nHe **flew *to* Galle** by `B_1`, ![a map](m.png)[the *police*](p.html) said."
    )
    assert body(read_text(text)) == ["He flew to Galle by B_1, the police said."]


def test_a_page_s_tags_end_where_browsers_end_them():
    page = """<HTML><p title="a > b" data-x='<p>'>He &lt;flew&gt; to Galle < Colombo</P
    ><script>"</p><p>x"</script ><p hidden>y</p><p>He was <b/>seen &amp; heard.<a title="""
    article = read_article("page.html", page.encode())
    assert body(article) == ["He <flew> to Galle < Colombo", "He was seen & heard."]


def office(name, xml, **others):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        if name == "content.xml":
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(name, xml)
        for told, text in others.items():
            archive.writestr(told, text)
    return data.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCX = f"""<w:document xmlns:w="{WORD}"><w:body>
<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>A banker flees</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">He flew to Galle on </w:t></w:r><w:r><w:t>Monday, two officials said.</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>More</w:t></w:r></w:p></w:body></w:document>"""
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
ODT = f"""<office xmlns:text="{TEXT}"><text:h>A banker flees</text:h><text:p>{BODY}</text:p></office>"""


def nested(root, tag, levels):
    name = root[1:].partition(" ")[0]
    return f"{root}{f'<{tag}>a' * levels}{f'</{tag}>' * levels}</{name}>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", office("word/document.xml", DOCX)),
        ("a.odt", office("content.xml", ODT)),
    ],
)
def test_office_documents(name, data):
    article = read_article(name, data)
    assert (article.title, body(article)) == ("A banker flees", [BODY])


BROKEN = {
    "no-zip.docx": b"PK\x03\x04 nothing",
    "other.docx": office("other.xml", "<a/>"),
    "entities.docx": office("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    "cut.odt": office("content.xml", "<a><b>"),
    "empty.docx": office("word/document.xml", f'<w:document xmlns:w="{WORD}"/>'),
    "text.pdf": b"no PDF at all",
    "cut.pdf": b"%PDF-1.7\n1 0 obj\n<<",
    "zeros.txt": b"a\x00b",
    "empty.txt": b"  \n ",
    "large.txt": b"a" * 10_000_001,
    "deep.docx": office("word/document.xml", nested(f'<w:document xmlns:w="{WORD}">', "w:p", 200)),
    "deep.odt": office("content.xml", nested(f'<o xmlns:text="{TEXT}">', "text:p", 200)),
    "old.doc": b"\xd0\xcf\x11\xe0",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_says_so(name):
    with pytest.raises(ArticleError) as caught:
        read_article(name, BROKEN[name])
    assert str(caught.value).endswith(".")


def test_a_document_of_too_many_elements_or_characters_is_given_up_at_once(monkeypatch):
    monkeypatch.setattr(office_text, "_MOST_ELEMENTS", 100)
    monkeypatch.setattr(office_text, "MAX_CHARACTERS", 100)
    many = office("word/document.xml", f"<a>{'<b/>' * 100}</a>")
    with pytest.raises(ArticleError, match="far more than it may hold"):
        read_article("a.docx", many)
    long = office("word/document.xml", f"<a>{'a ' * 501}</a>")
    with pytest.raises(ArticleError, match="more than 100 characters"):
        read_article("a.docx", long)


def test_a_pdf_with_a_text_layer():
    from matplotlib.backends.backend_pdf import FigureCanvasPdf  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(8, 10))
    words = [
        BODY,
        "He hid in a house there for two nights and was seen by many people of the town.",
    ]
    for i, line in enumerate(words):
        figure.text(0.05, 0.9 - i / 10, line)
    data = io.BytesIO()
    FigureCanvasPdf(figure).print_pdf(data)
    article = read_article("a.pdf", data.getvalue())
    assert "Galle" in article.raw
    assert len(article.body) >= 1


def test_a_pdf_that_takes_too_long_ends_its_own_process_alone(monkeypatch, tmp_path):
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass", encoding="utf-8")
    monkeypatch.setattr(pdf_text, "_PROCESS", endless)
    monkeypatch.setattr(pdf_text, "_SECONDS", 0.2)
    with pytest.raises(ArticleError, match="far more than it may hold"):
        read_article("a.pdf", b"%PDF-1.7")


def test_a_pdf_whose_page_unfolds_to_more_than_can_be_read_is_refused():
    """Its one page is a form that draws two forms, each of which draws two: 2 to the power of 40."""
    forms = 40
    bodies = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    bodies.append("<</Type/Page/Parent 2 0 R/Resources<</XObject<</A 5 0 R>>>>/Contents 4 0 R>>")
    bodies.append("<</Length 5>>stream\n/A Do\nendstream")
    for i in range(forms):
        inner = f"/Resources<</XObject<</A {6 + i} 0 R>>>>" if i < forms - 1 else ""
        head = f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]{inner}/Length 11>>"
        bodies.append(f"{head}stream\n/A Do /A Do\nendstream")
    text, starts = "%PDF-1.7\n", []
    for number, inside in enumerate(bodies, 1):
        starts.append(len(text))
        text += f"{number} 0 obj\n{inside}\nendobj\n"
    rows = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(bodies) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer<</Size {size}/Root 1 0 R>>\n"
    data = f"{text}{end}startxref\n{len(text)}\n%%EOF".encode()
    with pytest.raises(ArticleError):  # by pypdf's own bound, or by that of the process
        read_article("a.pdf", data)


LANGUAGES = {
    "en": "The banker fled to Galle on Monday and hid in a house by the sea, two officials said.",
    "fr": "Le banquier a fui vers Galle lundi et il est resté dans une maison près de la mer.",
    "es": "El banquero huyó a Galle el lunes y se quedó en una casa cerca del mar, según la policía.",
    "de": "Der Bankier floh am Montag nach Galle und blieb in einem Haus, das nicht weit vom Meer ist.",
    "ru": "Банкир бежал в Галле в понедельник и остался в доме у моря.",
    "ar": "فر المصرفي إلى غالي يوم الاثنين وبقي في منزل قرب البحر.",
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_languages(code):
    assert language_of(LANGUAGES[code]) == code


def test_another_language_is_said_and_only_places_are_found():
    article = read_text(LANGUAGES["es"] + " Después voló a Damasco, en Siria, y a Madrid.")
    result = propose(article, published=date(2025, 3, 14), zone="Asia/Colombo")
    assert {proposal.kind for proposal in result.rows} == {"place"}
    assert any("Spanish" in note for note in result.notes)


SIGNS = [
    "He flew to Da\u00admascus on Mon\u00adday, two of\u00adfi\u00adcials said.",
    "He flew to \u202bدمشق\u202c and Damascus on Monday, “two” ‘officials’ said.",
    "“He flew to Damascus on Monday,” two officials said, «surely».",
    "He flew to Damascus\u200b on\u00a0Monday, two officials said.",
    "\ufeffHe flew\tto Damascus on Monday, two officials said.\r\n",
    "He flew to Damascus on Monday, said \ud800 officials \x07 and 🛩️.",
]


@pytest.mark.parametrize("text", SIGNS, ids=range(len(SIGNS)))
def test_spans_are_of_the_raw_text(text):
    article = read_text(text)
    result = propose(article, published=date(2025, 3, 14), zone="Asia/Colombo")
    raw = article.text(article.body[0])
    names = {
        (proposal.kind, raw[proposal.start : proposal.end].replace("\u00ad", ""))
        for proposal in result.rows
    }
    assert ("place", "Damascus") in names
    assert any("Monday" in words for kind, words in names if kind == "time")


def test_a_long_text_without_paragraphs():
    text = " ".join([BODY, "He left Colombo late on Saturday, a clerk said."] * 1700)
    article = read_text(text)
    assert len(article.body) == 1
    assert len(text.split()) > 30_000
    result = propose(article, published=date(2025, 3, 14), zone="Asia/Colombo", use_model=False)
    assert len([proposal for proposal in result.rows if proposal.kind == "attribution"]) == 3400
    assert any("no paragraphs" in note for note in result.notes)


def test_the_hash_is_of_the_raw_text():
    first, two = read_text(BODY), read_text(BODY.replace("Galle", "Gal\u00adle"))
    assert (len(first.sha256), first.sha256 == two.sha256) == (64, False)


def test_an_unknown_zone_is_a_clear_error():
    with pytest.raises(ArticleError, match="no time zone"):
        propose(read_text(BODY), published=date(2025, 3, 14), zone="Mars/Olympus")


def test_ids_are_the_same_for_the_same_text():
    results = [
        propose(read_text(BODY), published=date(2025, 3, 14), zone="Asia/Colombo") for _ in range(2)
    ]
    ids = [[proposal.id for proposal in result.rows] for result in results]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0])


def test_other_weights_of_the_model_s_name_are_refused(monkeypatch):
    monkeypatch.setattr(analysis, "model_sha256", lambda: "0" * 64)
    with pytest.raises(ArticleError, match="is not the one that is known here"):
        analysis.model.__wrapped__()
