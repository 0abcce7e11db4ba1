"""What is put where it may not belong gets its remark, and an issue that is read well gets none."""

from issues.importing.formats import read_file
from issues.importing.recognition import Recognition

HEAD = "动态参考\n第9期\n江州省医院管理研究院\n2026年10月30日\n"
POLICY = (
    "1.江州省卫生健康委印发《关于规范门诊的通知》\n"
    "10月12日，江州省卫生健康委印发《关于规范门诊的通知》，要求预约。（来源于江州省卫生健康委网站）\n"
)


def read(text: str) -> Recognition:
    return read_file((HEAD + text).encode(), "a.txt")


def remarks_on(text: str) -> list[tuple[str, str]]:
    return [(remark.reason, remark.text) for remark in read(text).remarks]


def test_section_without_entries_is_remarked_upon_unless_it_says_so() -> None:
    reasons = [
        reason for reason, _ in remarks_on(f"一、政策热点\n{POLICY}二、典型案例\n本期选登一篇，供参考。\n")
    ]
    assert reasons == ["这个栏目里没有识别出条目，请核对"]
    assert remarks_on(f"一、政策热点\n{POLICY}二、典型案例\n（暂缺）\n") == []


def test_long_introduction_is_quoted_as_not_understood() -> None:
    lines = "\n".join(f"研究{n}：某刊物2026年第{n}期论文，供参考。" for n in range(6))
    recognition = read(f"一、政策热点\n{POLICY}二、理论优选\n{lines}\n")
    intro = recognition.document.sections[1].intro or ""
    assert intro
    assert ("“理论优选”的导语很长，其中可能有没有识别出的条目，请核对", intro) in [
        (remark.reason, remark.text) for remark in recognition.unrecognised
    ]


def test_guide_that_names_what_the_body_has_not_is_remarked_upon() -> None:
    listed = "江州省卫生健康委印发《关于规范门诊的通知》\n云溪市医保局印发《关于结算的通知》"
    guide = f"本期导读\n◆政策热点\n{listed}\n◆典型案例\n某院的做法\n"
    remarks = remarks_on(f"{guide}一、政策热点\n{POLICY}")
    assert (
        "导读列在“政策热点”里的这一条，正文里没有识别出来，请核对",
        "云溪市医保局印发《关于结算的通知》",
    ) in remarks
    assert ("导读里有“典型案例”，正文里没有识别出这个栏目", "典型案例\n某院的做法") in remarks


def test_source_and_names_left_in_a_body_are_remarked_upon() -> None:
    case = "1.江州省人民医院改进流程\n江州省人民医院改进门诊流程，候诊缩短。\n——来源／该院官微。\n编辑 / 林知微　审核 / 周明\n"
    remarks = dict(remarks_on(f"一、典型案例\n{case}"))
    assert remarks["“江州省人民医院改进流程”的正文末尾像是来源，没有填入“来源”，请核对"].startswith(
        "——来源／该院官微"
    )
    assert remarks["最后一条的正文末尾像是编辑、审核的署名，没有填入刊头，请核对"].startswith("编辑 / 林知微")


def test_policy_without_issuer_and_entry_without_text_are_remarked_upon() -> None:
    remarks = remarks_on(
        f"一、政策热点\n{POLICY}2.前沿观察\n3.云溪市卫生健康委印发《关于急诊的通知》\n近日，云溪市卫生健康委印发通知。\n"
    )
    reasons = {reason[:8] for reason, words in remarks if words.startswith("前沿观察")}
    assert reasons == {"这一条只有标题，", "这一条没有识别出"}


def test_addresses_that_stop_or_run_into_each_other_are_remarked_upon() -> None:
    rows = (
        "序号\t单位\t标题\t网址\n"
        "1\t江州省人民医院\t门诊试运行\thttps://a.example/1.htmlhttps://b.example/2.html\n"
        "2\t云溪市医院\t新院区启用\thttps://mp.example.cn/s/BEk06_\n"
        "3\t望海市医院\t急诊启用\ty.com/info/17091\n"
    )
    assert sorted(reason.split("的网址")[-1] for reason, _ in remarks_on(f"一、医院资讯\n{rows}")) == [
        "像是两个连在了一起，请核对",
        "可能不完整，请核对",
        "网址前没有写 http，已补上，网址可能不完整，请核对",
    ]


def test_hospital_guessed_from_another_title_is_doubted() -> None:
    lines = "江州省人民医院开设周末门诊 https://a.example/1\n云溪市中心医院启用新楼 https://a.example/2\n"
    reasons = [reason for reason, _ in remarks_on(f"一、医院资讯\n{lines}")]
    assert "标题里的单位与填入的“江州省人民医院”不同，请核对" in reasons


def test_file_with_a_masthead_and_no_section_is_kept_in_remarks() -> None:
    recognition = read("专家谈医保\n按病组付费的三点体会。\n")
    assert recognition.document.sections == ()
    assert "按病组付费的三点体会。" in [remark.text for remark in recognition.unrecognised]


def test_title_of_news_over_two_lines_keeps_the_dash_between_them() -> None:
    lines = "江州省人民医院推出检查“预约—缴费\n—报告”一码通\nhttps://a.example/1.html\n"
    (link,) = read(f"一、医院资讯\n{lines}").document.entries
    assert "“预约—缴费—报告”一码通" in (link.heading or "")
