from dataclasses import replace
from uuid import UUID

from tests import factories

UID = UUID(int=5)


def one_policy(**changes):
    return factories.document(
        sections=(replace(factories.sections()[0], entries=(factories.policy_item(uid=UID, **changes),)),)
    )


def test_digest_depends_on_every_character_and_on_order():
    first, second = factories.policy_item(uid=UID), factories.policy_item("另一条", uid=UUID(int=6))
    section = factories.sections()[0]
    variants = [
        one_policy(),
        one_policy(title="江州省印发《关于规范门诊预约的通知》。"),
        one_policy(source=None),
        replace(one_policy(), reviewer="另一人"),
        replace(one_policy(), sections=(replace(section, entries=(first, second)),)),
        replace(one_policy(), sections=(replace(section, entries=(second, first)),)),
    ]
    assert len({variant.digest for variant in variants}) == len(variants)


def test_digest_stays_what_was_signed():
    """Approvals and editions hold such digests for good: a change of the canonical form would void them all."""
    assert one_policy().digest == "8c871db4c232a3c8a32eb34e5de4c66fdf6078bd3f2ecf4873ff22fbe3c0051d"


def test_entries_are_called_by_their_own_title_or_that_of_their_part():
    headings = {entry.kind: heading for entry, heading in factories.document().headings()}
    assert headings["notice"] == "2025年政策汇总"
    assert headings["case_study"] == "清淮医院缩短候诊时间"
