"""The site as a zip: the same files as the command's, and none where that would take too long."""

import io
import zipfile

import pytest

from app.jobs import site_jobs
from app.jobs.site_jobs import SiteRequest
from cli.main import main
from geo.language.told_error import ToldError
from geo.story.loading import load_story
from layers.scene.scene_builder import build_scene

URL = "https://example.org/maps"


@pytest.fixture
def path(make_story, tmp_path):
    path = tmp_path / "made.yaml"
    path.write_text(make_story.text(), encoding="utf-8")
    return path


def test_the_site_is_the_one_that_the_command_writes(path, tmp_path):
    folder, told = tmp_path / "public", []
    assert main(["site", str(path), "-o", str(folder), "--url", URL]) == 0
    site = SiteRequest("made", "", URL).make(
        build_scene(load_story(path)), progress=told.append, cancelled=lambda: False
    )
    with zipfile.ZipFile(io.BytesIO(site.data)) as archive:
        zipped = {name: archive.read(name) for name in archive.namelist()}
    written = [path for path in folder.rglob("*") if path.is_file()]
    assert zipped == {path.relative_to(folder).as_posix(): path.read_bytes() for path in written}
    assert site.files == len(written)
    assert told[-1] == 1
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("url", "most", "cancelled", "said"),
    [
        ("example.org", 1, False, "site.no-address"),
        (URL, 0, False, "site.too-many"),
        (URL, 1, True, "site.called-off"),
    ],
)
def test_no_site_is_made_that_cannot_be_or_is_not_wanted(
    path, monkeypatch, *, url, most, cancelled, said
):
    monkeypatch.setattr(site_jobs, "MOST_EVENTS", most)
    with pytest.raises(ToldError) as refused:
        SiteRequest("made", "", url).make(
            build_scene(load_story(path)), progress=lambda _: None, cancelled=lambda: cancelled
        )
    assert refused.value.text.key == said
