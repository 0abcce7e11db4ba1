"""A private fontconfig that knows the faces by their roles, and nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from issues.exporting.pdf.fonts import tables
from issues.exporting.pdf.fonts.faces import Face
from issues.exporting.pdf.fonts.roles import MARKS

REST = "Rest"
"""Fangsong and FangsongRest: two faces of one family would be one font to WeasyPrint, which tells them by their names."""
UNUSED = '<edit name="family" mode="assign_replace"><string>unused</string></edit>'
HEADER = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>{links}</dir><cachedir>{cache}</cachedir>{rules}
<selectfont><rejectfont><pattern>
<patelt name="family"><string>unused</string></patelt>
</pattern></rejectfont></selectfont>
</fontconfig>"""


def configure(folder: Path, faces: Sequence[Face]) -> Path:
    """Write a fonts.conf into `folder` under which these faces, by their roles, are all there is."""
    (links := folder / "fonts").mkdir()
    rules = []
    for number, face in enumerate(faces):
        link = links / f"{number}{face.path.suffix}"  # one file may play two roles: each needs its own name
        link.symlink_to(face.path.resolve())
        rules.append(_rule(face, link, _characters(face, faces)))
    config = folder / "fonts.conf"
    places = {"links": escape(str(links)), "cache": escape(str(folder / "cache"))}
    config.write_text(HEADER.format(**places, rules="".join(rules)))
    return config


def _rule(face: Face, link: Path, characters: str) -> str:
    """Name the face by its role; push the other faces of its collection out of the way."""
    name = f'<edit name="family" mode="prepend"><string>{_family(face)}</string></edit>'
    weight = f'<edit name="weight" mode="assign_replace"><int>{face.role.weight}</int></edit>'
    rule = _match(face, link, "eq", name + weight + characters)
    if face.postscript:
        rule += _match(face, link, "not_eq", UNUSED)
    return rule + (_followed_by_the_rest(face) if face.completes else "")


def _family(face: Face) -> str:
    return face.role.family + (REST if face.completes else "")


def _followed_by_the_rest(face: Face) -> str:
    """Whoever asks for the role is given the institute's font, and then ours."""
    asked = f'<test name="family"><string>{face.role.family}</string></test>'
    edit = f'<edit name="family" mode="append" binding="same"><string>{_family(face)}</string></edit>'
    absent = f'<test name="family" qual="all" compare="not_eq"><string>{_family(face)}</string></test>'
    return f'\n<match target="pattern">{absent}{asked}{edit}</match>'


def _match(face: Face, link: Path, compare: str, edits: str) -> str:
    tests = f'<test name="file" compare="eq"><string>{escape(str(link))}</string></test>'
    if face.postscript:
        name = f"<string>{escape(face.postscript)}</string>"
        tests += f'<test name="postscriptname" compare="{compare}">{name}</test>'
    return f'\n<match target="scan">{tests}{edits}</match>'


def _characters(face: Face, faces: Iterable[Face]) -> str:
    """The edit of the characters that the face is asked for, where it is not asked for all of its own."""
    if face.role.ranges:
        return _edit(_charset(face.role.ranges))
    if other := face.completes:
        left = tables.characters(face.path) - (tables.characters(other.path) - marks_lent(other, face))
        return _edit(_charset(_ranges(left)))
    ours = next((ours for ours in faces if ours.completes == face), None)
    marks = marks_lent(face, ours) if ours else frozenset()
    return _edit(f"<minus><name>charset</name>{_charset(_ranges(marks))}</minus>") if marks else ""


def marks_lent(own: Face, ours: Face) -> frozenset[int]:
    """The marks that our font draws in the place of an institute's without half-width forms, so that doubled marks close
    up: a second font in the file, and only then."""
    if tables.has_half_width(own.path, own.postscript) or not tables.has_half_width(
        ours.path, ours.postscript
    ):
        return frozenset()
    return frozenset(map(ord, MARKS)) & tables.characters(ours.path)


def _edit(value: str) -> str:
    return f'<edit name="charset" mode="assign_replace">{value}</edit>'


def _charset(ranges: Iterable[tuple[int, int]]) -> str:
    spans = (f"<range><int>0x{first:x}</int><int>0x{last:x}</int></range>" for first, last in ranges)
    return f"<charset>{''.join(spans)}</charset>"


def _ranges(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Consecutive codes as first and last."""
    for _, run in groupby(enumerate(sorted(codes)), lambda pair: pair[1] - pair[0]):
        consecutive = [code for _, code in run]
        yield consecutive[0], consecutive[-1]
