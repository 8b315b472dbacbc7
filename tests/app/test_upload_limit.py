"""Of the files that a session uploads, the server keeps the last few."""

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from app.upload_limit import MOST, limited


def test_a_session_keeps_its_last_uploads_alone():
    manager = MemoryUploadedFileManager("/upload")
    manager.add_file = limited(manager)
    for i in range(MOST + 5):
        manager.add_file("mine", UploadedFileRec(str(i), "a.csv", "text/csv", b"x" * 100))
    manager.add_file("theirs", UploadedFileRec("0", "a.csv", "text/csv", b"x"))
    last = [str(i) for i in range(5, MOST + 5)]
    assert list(manager.file_storage["mine"]) == last
    assert [file.file_id for file in manager.get_files("mine", ["0", *last])] == last
    assert len(manager.get_files("theirs", ["0"])) == 1
