import re

import pytest

from issues.document.word_count import PATTERN, count_rich_words, count_words

TEXTS = {
    "": 0,
    "你好，世界": 5,
    "don’t stop": 2,
    "10.5% of 公立医院（2025年）": 10,
    "“新发展理念”of 公立医院": 12,
    "DRG/DIP 付费2.0版——改革……": 11,
    "　全角空格　隔开\u200b的\xa0话": 8,
    "𠮷野家·𠀀": 5,
    "第①条《办法》，Ⅲ级": 10,
}


@pytest.mark.parametrize(("text", "words"), TEXTS.items())
def test_chinese_characters_and_marks_count_one_and_so_does_a_word(text, words):
    assert count_words(text) == len(re.findall(PATTERN, text)) == words


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>一</p><p>二</p>", 2),
        ("<p>end</p><p>start</p>", 2),
        ("<p>10<sup>9</sup> kg<br>next</p>", 3),
        ("<ul><li>one</li><li>two</li></ul>", 2),
        ("<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>", 2),
        ("<p><strong>D</strong>RG &lt; &amp;</p>", 3),
    ],
)
def test_blocks_end_a_word_and_marks_do_not(html, words):
    assert count_rich_words(html) == words
