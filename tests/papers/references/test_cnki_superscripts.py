"""Raised and lowered signs keep their meaning, however a database writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.references import latex, read_references, values
from papers.references.markup import plain
from tests.papers.references.exports import ris


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("5×10<sup>9</sup>/L", "5×10⁹/L"),
        ("10<SUP>-3</SUP>", "10⁻³"),
        ("SpO<sub>2</sub>", "SpO₂"),
        ("PM<inf>2.5</inf>", "PM_(2.5)"),
        ("10&lt;sup&gt;9&lt;/sup&gt;", "10⁹"),
        ("10&amp;lt;sup&amp;gt;9&amp;lt;/sup&amp;gt;", "10⁹"),
        ("x<sup><i>n</i></sup>", "xⁿ"),
        ("x<sup>a<sub>2</sub></sup>", "x^(a₂)"),
        ("CO<jats:sub>2</jats:sub>", "CO₂"),
        ('10<sup class="up">9</sup>', "10⁹"),
        ("10<sup>9/L", "10^9/L"),
        ("见文献<sup>[1,2]</sup>", "见文献[1,2]"),
        ("&beta;=0.4，&plusmn;，&mdash;，P&lt;0.05，A&B;", "β=0.4，±，—，P<0.05，A&B;"),
        ("若 a<b 且 c>d", "若 a<b 且 c>d"),
        ("甲<br/>乙(#br)丙<p>丁</p>", "甲\n乙\n丙\n丁"),
        ("$10^{9}$、10$^{-3}$、CO$_2$、$\\chi^2$", "10⁹、10⁻³、CO₂、χ²"),
        ("花费 $5，收入 $6", "花费 $5，收入 $6"),
    ],
)
def test_tags_and_formulas_become_signs(written, kept):
    assert plain(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("χ~2=12.3，R~2=0.8，I~2=45%", "χ²=12.3，R²=0.8，I²=45%"),
        ("5×10~9/L", "5×10⁹/L"),
        ("10~(-3)", "10⁻³"),
        ("红细胞10~12/L", "红细胞10¹²/L"),
        ("120 m~2，kg/m~2", "120 m²，kg/m²"),
        ("Ca~(2+)、K~+、HCO_3~-", "Ca²⁺、K⁺、HCO₃⁻"),
        ("x~-±s", "x̄±s"),
        ("~(18)F-FDG", "¹⁸F-FDG"),
        ("SpO_2稳定，H_2O，Na_2CO_3，PM_(2.5)", "SpO₂稳定，H₂O，Na₂CO₃，PM_(2.5)"),
        ("VO_(2max)", "VO_2max"),
        # what is none
        ("3~5天", "3~5天"),
        ("10~15岁", "10~15岁"),
        ("10~9.5%", "10~9.5%"),
        ("Q1~Q4", "Q1~Q4"),
        ("II~3期", "II~3期"),
        ("（1）~（5）、(1)~(5)", "（1）~（5）、(1)~(5)"),
        ("文件 file_2、web_of_science_2", "文件 file_2、web_of_science_2"),
        ("https://a.example/A_2?b~2", "https://a.example/A_2?b~2"),
        ("x_i", "x_i"),
    ],
)
def test_marks_of_cnki_become_signs_and_ranges_stay(written, kept):
    assert plain(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (r"M{\"u}ller, J{\'o}zef", "Müller, Józef"),
        (r"M\"uller, G{\"{o}}del, \v{S}\v s", "Müller, Gödel, Šš"),
        (r"{\L}ukasz, \L ukasz, S{\o}rensen, Stra{\ss}e, \'{\i}", "Łukasz, Łukasz, Sørensen, Straße, í"),
        (r"$\pm$ \textbf{粗} \emph{斜} \alpha$_{2}$", "± 粗 斜 α₂"),
        (r"10\textsuperscript{9} CO\textsubscript{2}", "10⁹ CO₂"),
        (r"$\bar{x}\pm s$, $\frac{1}{2}$, $\sqrt{n}$, $37^\circ$C", "x̄± s, 1/2, √(n), 37°C"),
        (r"90%的医院\&其运营 5\$", "90%的医院&其运营 5$"),
        (r"p.~12--15, J.~Smith", "p.~12–15, J. Smith"),
        (r"D\textquotesingle aspremont, a\textasciitilde{}b \textless 5", "D'aspremont, a~b < 5"),
        (r"\unknown{甲}", r"\unknown甲"),
        ("费用$5与$6", "费用$5与$6"),
    ],
)
def test_latex_becomes_signs_and_what_is_not_known_stays(written, kept):
    assert latex.read(written) == kept


def test_latex_that_is_not_known_is_noted():
    (reference,) = read_references(rb"@article{k, title={A \unknown{B}}}").abstracts
    assert reference.abstract.title == r"A \unknownB"
    assert reference.notes == (r"题名里有未识别的 LaTeX 写法，请核对：\unknownB",)


@given(st.lists(st.sampled_from([r"\'{e}", r"\beta", "$x^{2}$", "{A}", "医院", "90%", " ", r"\&", r"\foo"])))
def test_latex_loses_no_text(parts):
    read = latex.read("".join(parts))
    assert read.count("医院") == parts.count("医院")
    assert read.count("90%") == parts.count("90%")
    assert read.count("foo") == parts.count(r"\foo")
    assert read.count("A") == parts.count("{A}")


def test_addresses_and_dois_are_no_text_with_marks():
    text = ris("一").replace("ER", "UR  - https://a.example/A_2?b~2&amp;c=1\nDO  - 10.1234/A_2~3\nER")
    (reference,) = read_references(text.encode()).abstracts
    assert (reference.abstract.url, reference.abstract.doi) == (
        "https://a.example/A_2?b~2&c=1",
        "10.1234/A_2~3",
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Abstract(#br)Background(#br)Queues.", "Background\nQueues."),
        ("ABSTRACT: Queues.", "Queues."),
        ("Abstract Background: Queues.", "Background: Queues."),
        ("【文摘】甲", "甲"),
        ("Abstract thinking helps.", "Abstract thinking helps."),
    ],
)
def test_the_word_abstract_goes_as_its_chinese_does(written, kept):
    assert values.as_abstract(written) == kept
