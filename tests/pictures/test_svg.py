"""The pen writes SVG that any program can read, whatever words it is given."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ironstride.pictures.svg import Pen, cut, pixels, slug, text_width


@settings(max_examples=150)
@given(st.text())
def test_any_words_make_valid_xml(text: str) -> None:
    pen = Pen(text)
    pen.text(0, 10, text)
    pen.rect(0, 0, 1, 1, "f-ink", tip=text)
    pen.rect(0, 0, 1, 1, "", pen.hatch("s-iron"))
    for standalone in (True, False):
        etree.fromstring(pen.svg(10, 10, text, text, standalone).encode())


@given(st.text(), st.text())
def test_slugs_are_ids_and_keep_different_texts_apart(one: str, other: str) -> None:
    assert all(c.isascii() and (c.isalnum() or c in "-_") for c in slug(one))
    if one.isalnum() and other.isalnum() and one != other:
        assert slug(one) != slug(other)


@given(st.text(max_size=60), st.floats(0, 400))
def test_cut_words_fit(text: str, room: float) -> None:
    short = cut(text, room)
    assert text_width(short, 13) <= room or short == "…"


def test_a_picture_alone_brings_the_colours_it_uses_and_no_others() -> None:
    pen = Pen("x")
    pen.rect(0, 0, 1, 1, "f-cinder")
    alone, inside = pen.svg(1, 1, "t", "d", True), pen.svg(1, 1, "t", "d", False)
    assert ".f-cinder{" in alone
    assert ".f-iron{" not in alone
    assert "prefers-color-scheme:dark" in alone
    assert "<style" not in inside


def test_coordinates_are_short() -> None:
    assert [pixels(v) for v in (1.0, 1.25, -0.01, 100.04)] == ["1", "1.2", "0", "100"]
