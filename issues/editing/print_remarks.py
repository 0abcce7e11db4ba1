"""Warns an importer of characters that cannot be printed."""

from dataclasses import replace

from issues.exporting.printable import unprintable_in, unprintable_sentence
from issues.importing.recognition import Recognition
from issues.importing.source import Remark


def with_print_remarks(recognition: Recognition) -> Recognition:
    """`recognition` with a remark for every heading whose text contains unprintable characters."""
    remarks = tuple(
        Remark(line=None, reason=f"{unprintable_sentence([fault])}，请改写")
        for fault in unprintable_in(recognition.document)
    )
    return replace(recognition, remarks=(*recognition.remarks, *remarks)) if remarks else recognition
