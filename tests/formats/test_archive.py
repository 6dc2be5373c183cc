"""Archives: what is inside is handed out one at a time, and traps inside are named and left alone."""

from __future__ import annotations

import gzip
import io
import os
import stat
import struct
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doc_tools import fences
from ironstride import formats
from ironstride.formats.archive import MEGABYTE, Limits, Member, shown, walk
from ironstride.formats.decoding import Settings, Task, decode
from ironstride.model.running import Unread


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def found(path: Path, limits: Limits | None = None) -> tuple[dict[str, bytes], dict[str, str]]:
    """Names and bytes handed out, names and reasons refused."""
    items = list(walk([path], limits))
    members = {i.name: i.data for i in items if isinstance(i, Member)}
    return members, {i.where: i.why for i in items if isinstance(i, Unread)}


def test_a_folder_is_walked_to_the_bottom_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "watch"
    (folder / "2026").mkdir(parents=True)
    (folder / "b.fit").write_bytes(b"b")
    (folder / "2026" / "a.GPX.gz").write_bytes(gzip.compress(b"a"))
    (folder / "photo.jpg").write_bytes(b"p")
    (folder / "._b.fit").write_bytes(b"m")
    items = list(walk([folder]))
    assert items == [Member("watch/b.fit", ".fit", b"b"), Member("watch/2026/a.GPX.gz", ".gpx", b"a")]


def test_zip_in_zip_is_opened_once(tmp_path: Path) -> None:
    deepest = zipped({"c.fit": b"c"})
    inner = zipped({"b.fit": b"b", "deeper.zip": deepest})
    path = tmp_path / "export.zip"
    path.write_bytes(zipped({"a.fit.gz": gzip.compress(b"a"), "uploaded/inner.zip": inner, "readme.txt": b"x"}))
    members, refused = found(path)
    assert members == {"export.zip/a.fit.gz": b"a", "export.zip/uploaded/inner.zip/b.fit": b"b"}
    assert not refused


def test_what_is_missing_or_broken_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(b"not a zip")
    (tmp_path / "bad.fit.gz").write_bytes(b"not gzip")
    (tmp_path / "cut.fit.gz").write_bytes(gzip.compress(os.urandom(5000))[:-20])
    (tmp_path / "good.fit").write_bytes(b"good")
    items = list(walk([tmp_path / "none.fit", tmp_path]))
    refused = {i.where.rpartition("/")[2]: i.why for i in items if isinstance(i, Unread)}
    assert refused == {
        "none.fit": "there is no such file or folder",
        "bad.zip": "it is not a readable zip archive",
        "bad.fit.gz": "its gzip wrapping is damaged",
        "cut.fit.gz": "its gzip wrapping is damaged",
    }
    assert [i.data for i in items if isinstance(i, Member)] == [b"good"]


def test_bombs_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    zeros = bytes(8 * MEGABYTE)
    (tmp_path / "a.fit.gz").write_bytes(gzip.compress(zeros))
    (tmp_path / "b.zip").write_bytes(
        zipped({"bomb.fit": zeros, "good.fit": b"good", "gz.fit.gz": gzip.compress(zeros)})
    )
    (tmp_path / "c.zip").write_bytes(zipped({"inner.zip": zipped({"x.fit": zeros}, zipfile.ZIP_STORED)}))
    members, refused = found(tmp_path)
    assert list(members.values()) == [b"good"]
    assert len(refused) == 4
    assert all("zip bomb" in why for why in refused.values())


def test_a_lying_size_in_the_directory_does_not_help_a_bomb(tmp_path: Path) -> None:
    data = bytearray(zipped({"bomb.fit": bytes(8 * MEGABYTE)}))
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(mark)
        data[at + place : at + place + 4] = struct.pack("<I", 10)
    (tmp_path / "a.zip").write_bytes(bytes(data))
    members, refused = found(tmp_path)
    assert all(len(m) <= 10 for m in members.values())
    assert len(members) + len(refused) == 1


def test_sizes_and_numbers_are_limited(tmp_path: Path) -> None:
    for i in range(6):
        (tmp_path / f"{i}.fit").write_bytes(os.urandom(1000 * (i + 1)))
    _, refused = found(tmp_path, Limits(file=4500))
    assert {name.rpartition("/")[2] for name in refused} == {"4.fit", "5.fit"}
    members, refused = found(tmp_path, Limits(members=3))
    assert (len(members), list(refused.values())) == (3, ["more than 3 files; the rest was left out"])
    members, refused = found(tmp_path, Limits(total=4 * 1000))
    assert (len(members), len(refused)) == (2, 1)


def test_names_and_links_lead_nowhere(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.fit")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("../../evil.fit", b"evil")
        archive.writestr("/etc/evil.fit", b"evil")
        archive.writestr("C:\\evil.fit", b"evil")
        archive.writestr(link, "/etc/hostname")
        archive.writestr("good.fit", b"good")
    (tmp_path / "a.zip").write_bytes(stream.getvalue())
    members, refused = found(tmp_path / "a.zip")
    assert list(members.values()) == [b"good"]
    assert sorted(refused.values()) == ["it is a link and not a file"] + 3 * ["its name leads out of the archive"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip"]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes")
def test_links_out_of_a_folder_are_not_followed_and_pipes_do_not_block(tmp_path: Path) -> None:
    folder = tmp_path / "watch"
    folder.mkdir()
    (tmp_path / "secret.fit").write_bytes(b"secret")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.fit").write_bytes(b"b")
    (folder / "a.fit").write_bytes(b"a")
    (folder / "inside.fit").symlink_to(folder / "a.fit")
    (folder / "outside.fit").symlink_to(tmp_path / "secret.fit")
    (folder / "folder").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(folder / "pipe.fit")
    members, refused = found(folder)
    assert members == {"watch/a.fit": b"a", "watch/inside.fit": b"a"}
    assert refused == {"watch/pipe.fit": "it is not a regular file"}


def test_an_encrypted_member_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.fit": b"a"}))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + place] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(data))
    assert list(found(tmp_path / "a.zip")[1].values()) == ["it is encrypted"]


def test_names_are_shown_without_addresses_and_control_characters() -> None:
    assert shown("export/some.body@example.org_123.fit") == "export/…_123.fit"
    assert shown("a\x1b[2Jb.fit") == "a?[2Jb.fit"
    assert len(shown("x" * 999)) == 200


ARCHIVE = zipped({"a.fit": b"a" * 50, "b.zip": zipped({"c.gpx.gz": gzip.compress(b"c" * 50)})})


@given(st.lists(st.tuples(st.integers(0, len(ARCHIVE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_a_damaged_archive_is_read_or_named(changes: list[tuple[int, int]]) -> None:
    data = bytearray(ARCHIVE)
    for place, byte in changes:
        data[place] = byte
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(bytes(data))
        file.flush()
        for item in walk([Path(file.name)]):
            assert isinstance(item, (Member, Unread))


def test_a_format_is_found_by_being_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = next(fence.text for fence in fences("python") if fence.file.endswith("diary_activities.py"))
    (tmp_path / "diary_activities.py").write_text(shown, encoding="utf-8")
    monkeypatch.setattr("ironstride.formats.__path__", [*formats.__path__, str(tmp_path)])
    monkeypatch.setattr("ironstride.formats.decoding.SUFFIXES", (".diary",))
    read = decode(Task(".diary", b"2027-03-02 06:30 45 min 8.2 km\n", Settings(time_zone="Europe/Berlin")))
    assert [run.start.isoformat() for run in read.runs] == ["2027-03-02T06:30:00+01:00"]
    assert "line 1 is no run" in decode(Task(".diary", b"rest")).fault
    assert "are not read" in decode(Task(".other", b"")).fault
