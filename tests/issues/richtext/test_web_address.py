"""Which addresses a reader can follow: one verdict for every door."""

import pytest

from issues.document.values import web_address
from issues.richtext import clean
from issues.richtext.hosts import mixes_scripts
from issues.richtext.web_address import completed, why_unfit

FIT = [
    "http://www.nhc.gov.cn/wjw/gwywj/202603/a1b2.shtml",
    "https://mp.weixin.qq.com/s?__biz=MzA1&mid=265&idx=1&sn=abc#rd",
    "https://h1.example/news/show-12.html",
    "HTTP://WWW.X.CN/A",
    "hTTps://x.cn",
    "https://x.cn/",
    "https://x.cn.",
    "https://x.cn./a",
    "https://x.cn?q=1",
    "https://x.cn#top",
    "https://x.cn:8080/a",
    "https://x.cn:443",
    "http://x.cn:65535/",
    "https://x.cn/a:b@c",
    "https://x.cn/a@b.html",
    "https://x.cn/a?mail=a@b.cn",
    "https://x.cn/it's",
    "https://x.cn/(a)/[b]/{c}|d^e~f",
    "https://x.cn/a%20b%E5%8C%BB",
    "https://x.cn/100%/a%zz",
    "https://x.cn/医院/新闻?词=门诊&页=2",
    "https://x.cn/a//b/../c",
    "https://x.cn/a;b=c,d!$*+",
    "https://a-b.x.cn/",
    "https://1.x.cn/",
    "https://123.com/",
    "https://xn--fiq228c.xn--fiqs8s/",
    "https://中文.中国/",
    "https://望澜医院.公司/新闻",
    "https://望澜.com/",
    "https://望澜pumch.cn/",
    "https://www.望澜-1.中国:8080/",
    "https://例え.jp/",
    "https://ウィキ.jp/",
    "https://한국.com/",
    "https://пример.рф/",
    "https://müller.de/",
    "https://straße.de/",
    "http://8.8.8.8/a",
    "http://223.5.5.5:8080/",
    "http://[2400:3200::1]/",
    "http://[2001:4860:4860::8888]:8080/a",
    "https://sub.domain.with.many.labels.example/",
    "https://x.museum/",
    "https://x.xn--fiqs8s/",
]

NO_ADDRESS = [
    "x",
    "医院官网",
    "//x.cn/a",
    "/news/1.html",
    "http:",
    "http:/",
    "http://",
    "https:///",
    "http:///x.cn",
    "http:/x.cn",
    "http:x.cn",
    "http:\\\\x.cn",
    "http://\\x.cn",
    "http:/\\x.cn",
    "httpss://x.cn",
    "ttp://x.cn",
    "http：//x.cn",
    "http//x.cn",
    "ftp://x.cn/a",
    "file:///etc/passwd",
    "data:text/html,<b>",
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "javascript://x.cn/%0aalert(1)",
    "vbscript:x",
    "blob:https://x.cn/1",
    "view-source:https://x.cn",
    "mailto:a@x.cn",
    "tel:12345",
    "http://?q=1",
    "http://#a",
    "http://:80/",
    "http://./",
    "http://../",
]

CREDENTIALS = [
    "http://user@x.cn/",
    "http://user:password@x.cn/",
    "https://user:@x.cn",
    "https://:password@x.cn",
    "https://@x.cn",
    "https://www.bank.cn@evil.cn/",
    "https://www.bank.cn:443@evil.cn/",
    "https://a@b@x.cn/",
    "https://a%40b@x.cn",
]

PORTS = [
    "http://x.cn:/",
    "http://x.cn:0/",
    "http://x.cn:65536",
    "http://x.cn:99999/",
    "http://x.cn:123456789012",
    "http://x.cn:-1",
    "http://x.cn:8o",
    "http://x.cn:80:80",
    "http://x.cn:+80",
    "http://x.cn:22",
    "http://x.cn:25/",
    "http://x.cn:6667/",
    "http://x.cn:８０",
]

LABELS = [
    *[
        "http://-a.cn",
        "http://a-.cn",
        "http://a..cn",
        "http://.a.cn",
        "http://a.cn..",
        "http://a_b.cn",
        "http://a*.cn",
        "http://a,b.cn",
        "http://a;b.cn",
        "http://a!.cn",
        "http://a$.cn",
        "http://a&b.cn",
        "http://a'b.cn",
        "http://a(b).cn",
        "http://%65vil.cn",
        "http://x%2ecn",
        "http://x%00.cn",
        "http://x.c",
        "http://x.123",
        "http://x.1a",
        "http://x.cn-",
        "http://xn--a.cn",
        "http://xn--.cn",
        "http://xn--abc.cn",
        "http://xn--zzzzzzzz99999.cn",
        "http://x⁄y.cn",
        "http://x·y.cn",
        "http://x—y.cn",
        "http://☃.cn",
        "http://😀.cn",
    ],
    f"http://{'a' * 64}.cn",
    f"http://{'.'.join(['a' * 60] * 5)}.cn",
]

MARKUP = [
    'https://x.cn/"onmouseover="alert(1)',
    "https://x.cn/<script>",
    "https://x.cn/a>b",
    "https://x.cn/`a`",
    "https://x.cn\\a",
    "https://x.cn/a\\b",
    "https://x.cn\\@evil.cn/",
    "https://x.cn/“a”",
    "https://x.cn/‘a’",
    '"https://x.cn/"',
    "<https://x.cn/>",
    '<a href="https://x.cn/">x</a>',
]

UNSEEN = [
    "https://x.cn/a b",
    "https://x .cn/",
    "https://x.cn/a\tb",
    "https://x.cn/a\nb",
    "https://x.cn/a\r\nSet-Cookie:b",
    "https://x.cn/a\u00a0b",
    "https://x.cn/a\u3000b",
    "https://x.cn/a\u200bb",
    "https://x\u200b.cn/",
    "https://x\u00ad.cn/",
    "https://x.cn/\u202egpj.exe",
    "https://x.cn/a\u2066b",
    "https://x.cn/a\ufeffb",
    "https://x.cn/a\u200db",
    "https://x.cn/a\x00b",
    "https://x.cn/a\x07b",
    "https://x.cn/a\x7fb",
    "https://x.cn/\ud800",
    "https://x.cn/\ufdd0",
    "https://x.cn/\ue000",
    "https://x.cn/\U000e0041",
    "https://x.cn/\u3164",
    "java\nscript:alert(1)",
    "ht\ttps://x.cn",
]

LOOK_ALIKES = [
    "https://аpple.com/",
    "https://www.аррӏе.com/",
    "https://gооgle.com/",
    "https://ɡoogle.com/",
    "https://paypaӏ.com/",
    "https://ρaypal.com/",
    "https://bаidu.cn/",
    "https://müller中.cn/",
    "https://ａ.cn/",
    "https://x.ｃn/",
    "https://①.cn/",
    "https://x。cn/",
    "https://x．cn/",
    "https://x｡cn/",
    "https://xn--pple-43d.com/",
    "https://ｘｎ--a.cn/",
    "https://оо.中国/",
]

OUT_OF_REACH = [
    "http://localhost",
    "http://localhost:8000/admin/",
    "http://LOCALHOST./",
    "http://a.localhost/",
    "http://intranet/",
    "http://oa",
    "http://oa/news",
    "http://oa.",
    "http://oa.local/",
    "http://nas.internal",
    "http://x.lan",
    "http://x.home",
    "http://x.corp/",
    "http://x.intranet/",
    "http://x.private",
    "http://x.localdomain/",
    "http://x.home.arpa/",
    "http://1.0.0.127.in-addr.arpa/",
    "http://x.invalid/",
    "http://x.onion/",
    "http://0.0.0.0/",
    "http://127.0.0.1/",
    "http://127.1.2.3:8080/",
    "http://10.0.0.8/oa",
    "http://172.16.5.4/",
    "http://172.31.255.255",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://203.0.113.5/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://240.0.0.1/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0x08080808/",
    "http://2130706433/",
    "http://134744072/",
    "http://0177.0.0.1/",
    "http://010.8.8.8/",
    "http://127.1/",
    "http://8.8.2056/",
    "http://8.8.8.8./",
    "http://256.1.1.1/",
    "http://1.2.3.4.5/",
    "http://08.8.8.8/",
    "http://[::]/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fc00::1]/",
    "http://[fd12:3456::1]/",
    "http://[ff02::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[64:ff9b::a00:1]/",
    "http://[2002:a00:1::]/",
    "http://[2001:db8::1]/",
    "http://[1::2::3]/",
    "http://[::1",
    "http://[x]/",
]

UNFIT = {
    "no address": NO_ADDRESS,
    "credentials": CREDENTIALS,
    "ports": PORTS,
    "labels": LABELS,
    "markup": MARKUP,
    "unseen": UNSEEN,
    "look-alikes": LOOK_ALIKES,
    "out of reach": OUT_OF_REACH,
}


@pytest.mark.parametrize("address", FIT)
def test_address_that_leads_somewhere_stays_byte_for_byte(address):
    assert why_unfit(address) is None
    assert web_address(f" \u3000{address}\u200b\n") == address


@pytest.mark.parametrize(
    ("kind", "address"), [(kind, address) for kind, shown in UNFIT.items() for address in shown]
)
def test_address_that_leads_nowhere_is_refused_with_a_reason(kind, address):
    reason = why_unfit(address)
    assert reason, kind
    assert not reason.endswith("。")
    with pytest.raises(ValueError, match=r".+"):
        web_address(address)


@pytest.mark.parametrize(
    "address", [*LABELS, *CREDENTIALS, *LOOK_ALIKES, *OUT_OF_REACH, "javascript:alert(1)"]
)
def test_link_to_nowhere_is_no_link_but_its_words_stay(address):
    assert clean(f'<p>见<a href="{address}">原文</a>。</p>') == "<p>见原文。</p>"


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("www.x.cn/a", "https://www.x.cn/a"),
        (" WWW.x.cn ", "https://WWW.x.cn"),
        ("pumch.cn/detail/1.html", "https://pumch.cn/detail/1.html"),
        ("h1.x.com.cn", "https://h1.x.com.cn"),
        ("x.cn:8080/a", "https://x.cn:8080/a"),
        ("x.org?a=1", "https://x.org?a=1"),
        ("望澜医院.中国/新闻", "https://望澜医院.中国/新闻"),
        ("http://x.cn", "http://x.cn"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("报告.pdf", "报告.pdf"),
        ("a@x.cn", "a@x.cn"),
        ("1.5", "1.5"),
        ("", ""),
    ],
)
def test_scheme_is_added_where_nothing_else_is_missing(written, whole):
    assert completed(written) == whole


@pytest.mark.parametrize(
    ("href", "is_link"),
    [
        ("mailto:a@x.cn", True),
        ("mailto:a.b+c@x.cn?subject=%E9%97%AE", True),
        ("mailto:a@b.example", True),
        ("mailto:a", False),
        ("mailto:@x.cn", False),
        ("mailto:a@localhost", False),
        ("mailto:a@аpple.com", False),
        ("mailto:a@x.cn&quot;b", False),
    ],
)
def test_mail_address_of_a_link_is_judged_too(href, is_link):
    assert ("<a " in clean(f'<a href="{href}">信</a>')) is is_link


def test_names_that_mix_scripts_are_noticed():
    assert mixes_scripts("аdmin")
    assert not mixes_scripts("林zhiyuan")
    assert not mixes_scripts("администратор")
