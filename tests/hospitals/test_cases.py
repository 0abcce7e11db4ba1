"""A case may have no title: its hospital then says which one it is."""

import pytest

from hospitals.models import CaseStudy
from issues.editing.entry_rows import pooled_rows

pytestmark = pytest.mark.django_db

CASES = (
    {"title": "日间手术的排程", "hospital": "云溪医院"},
    {"hospital": "怀岭市中心医院"},
    {},
)
HEADINGS = {"日间手术的排程", "怀岭市中心医院", "（无标题）"}


def test_case_without_a_title_is_known_by_its_hospital():
    assert {CaseStudy.objects.create(**fields).heading for fields in CASES} == HEADINGS


def test_lists_name_a_case_as_the_case_names_itself():
    for fields in CASES:
        CaseStudy.objects.create(**fields)
    assert {row.title for row in pooled_rows()} == HEADINGS
