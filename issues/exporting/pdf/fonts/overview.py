"""Which font plays which role on this machine, in Chinese, for the page of the administrators and for the specimen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from issues.exporting.pdf.fonts import tables
from issues.exporting.pdf.fonts.configuration import marks_lent
from issues.exporting.pdf.fonts.faces import Face, installed
from issues.exporting.pdf.fonts.roles import ROLES, Role

NOT_EMBEDDABLE = "字体文件声明不许嵌入 PDF，请向字体公司问清授权"


@dataclass(frozen=True)
class Played:
    """A role and what plays it; without a file, `notes` says what is printed instead."""

    role: Role
    name: str = ""
    version: str = ""
    path: Path | None = None
    is_own: bool = False
    notes: tuple[str, ...] = ()


def overview(faces: Sequence[Face] | None = None) -> list[Played]:
    faces = installed() if faces is None else faces
    return [_played(role, [face for face in faces if face.role == role]) for role in ROLES]


def _played(role: Role, faces: Sequence[Face]) -> Played:
    if not faces:
        return Played(role, notes=(f"没有找到：{role.without}",))
    face, *others = faces
    about = tables.description(face.path, face.postscript)
    notes = [*_completed(face, others), *([] if about.may_be_embedded else [NOT_EMBEDDABLE])]
    if role.is_other_style and not face.is_own:
        notes.append(f"没有找到{role.label}：用{about.name}代替，字形不同")
    return Played(role, about.name, about.version, face.path, face.is_own, tuple(notes))


def _completed(face: Face, others: Iterable[Face]) -> list[str]:
    notes = []
    for ours in others:
        name = tables.description(ours.path, ours.postscript).name
        notes.append(f"没有的字由{name}补上")
        if marks_lent(face, ours):
            notes.append(f"没有半角标点，标点由{name}来印，连用时才能收紧")
    return notes
