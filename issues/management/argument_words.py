"""The words of argparse and of Django's own options, in Chinese: argparse looks each up through its module's `_`."""

import argparse

WORDS = {
    "usage: ": "用法：",
    "positional arguments": "必填参数",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "%(prog)s: error: %(message)s\n": "%(prog)s：没有完成：%(message)s\n",
    "the following arguments are required: %s": "还缺 %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有“%(value)s”，可用：%(choices)s",
    "invalid %(type)s value: %(value)r": "“%(value)s”不合要求",
    "expected one argument": "后面要写一个值",
    "expected at most one argument": "后面最多写一个值",
    "expected at least one argument": "后面至少写一个值",
    "unrecognized arguments: %s": "没有这些参数：%s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 不明确，可能是 %(matches)s",
    "not allowed with argument %s": "不能与 %s 同时用",
    "ignored explicit argument %r": "后面不写值，现在写了 %r",
}

OPTIONS = {
    "version": "显示 Django 的版本",
    "verbosity": "输出多少：0 最少，1 一般，2 较多，3 全部",
    "settings": "设置所在的 Python 模块，不写则用环境变量 DJANGO_SETTINGS_MODULE",
    "pythonpath": "加到 Python 路径里的文件夹",
    "traceback": "出错时显示 Python 的调用过程",
    "no_color": "输出不用颜色",
    "force_color": "输出一定用颜色",
    "skip_checks": "不做运行前的检查",
}


def speak_chinese(parser: argparse.ArgumentParser) -> None:
    """Translates the help of this parser. (The messages of argparse are translated when this module is imported.)"""
    for action in parser._actions:
        action.help = OPTIONS.get(action.dest, action.help)


def translated(text: str) -> str:
    return WORDS.get(text, text)


argparse._ = translated  # type: ignore[attr-defined]
