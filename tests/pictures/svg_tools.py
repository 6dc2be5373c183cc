"""What tests of pictures ask of an SVG: that it is XML, what it says, and that its words stay inside."""

from __future__ import annotations

from lxml import etree

from ironstride.pictures.svg import text_width

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> etree._Element:
    """The picture's root; title and description are there and referred to, ids are unique, words stay inside."""
    root = etree.fromstring(svg.encode())
    assert root.tag == f"{SVG}svg"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert title.text
    assert desc.text
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert_words_inside(root)
    return root


def assert_words_inside(root: etree._Element) -> None:
    """Every line of text starts and ends within the picture, and none is smaller than 13 px."""
    _, _, width, height = (float(number) for number in root.get("viewBox", "").split())
    for text in root.iter(f"{SVG}text"):
        size, x = float(text.get("font-size", "0")), float(text.get("x", "0"))
        assert size >= 13
        assert 0 <= float(text.get("y", "-1")) <= height
        # the estimate of a width is generous; a fifth of it may hang over before words are really cut
        wide = text_width(text.text or "", size) * 0.8
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
        assert left >= -1, text.text
        assert left + wide <= width + 1, text.text


def tips(root: etree._Element) -> list[str]:
    """What the shapes say when a mouse rests on them."""
    return [title.text or "" for title in root.iter(f"{SVG}title")][1:]


def lines(root: etree._Element) -> list[str]:
    """All words written in the picture."""
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def classes(root: etree._Element, tag: str, name: str) -> list[etree._Element]:
    """Shapes of a kind that carry a class."""
    return [shape for shape in root.iter(f"{SVG}{tag}") if name in (shape.get("class") or "").split()]
