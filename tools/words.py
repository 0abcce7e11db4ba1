"""Words that our code does not use, with what it says instead: in names, docstrings and comments, of Python and of scripts.

The glossary is docs/glossary.md. Run by `make check`; arguments are files or folders, all of ours without any.
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("bench", "digest", "hospitals", "issues", "papers", "policies", "static/admin", "tests", "tools")
BANNED = {
    "anew": "again",
    "bereft": "without",
    "beside": "next to, with",
    "deed": "action",
    "essence": "comparable text",
    "fingerprint": "sha256 (of a file), digest (of a Document)",
    "kept": "stored, cached, unchanged",
    "ledger": "report",
    "parcel": "message, package",
    "presence": "open form",
    "said": "text, comment, message",
    "spoilt": "damaged",
    "strayed": "moved",
    "stretch": "part, range",
    "told": "message, notice, context, columns",
}
IN_TESTS = frozenset(BANNED) - {"kept", "said"}
"""What is said of behaviour in the names of tests may be said so: test_order_is_kept."""
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_WORD = re.compile(r"[A-Za-z]+")
_SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


def words_of_name(name: str) -> Iterator[str]:
    """`told_in` and `toldIn` have the words told, in."""
    yield from (part.lower() for part in _PART.findall(name))


def python_words(source: str) -> Iterator[tuple[int, str]]:
    """Line and word of each name, docstring and comment."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME:
            yield from ((token.start[0], word) for word in words_of_name(token.string))
        elif token.type == tokenize.COMMENT:
            yield from ((token.start[0], word.lower()) for word in _WORD.findall(token.string))
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            for offset, line in enumerate(node.value.value.splitlines()):
                yield from ((node.lineno + offset, word.lower()) for word in _WORD.findall(line))


def script_words(source: str) -> Iterator[tuple[int, str]]:
    """Line and word of each name and comment; what stands in quotes is text."""
    for number, line in enumerate(source.splitlines(), 1):
        unquoted = re.sub(r"\"[^\"]*\"|'[^']*'|`[^`]*`", '""', line)
        yield from ((number, part) for name in _WORD.findall(unquoted) for part in words_of_name(name))


def faults_in(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    words = python_words(source) if path.suffix == ".py" else script_words(source)
    banned = IN_TESTS if "tests" in path.parts else BANNED.keys()
    for line, word in sorted(set(words)):
        if word in banned:
            better = BANNED[word]
            yield f"{path.relative_to(ROOT)}:{line}: “{word}” → {better}"


def sources(names: list[str]) -> Iterator[Path]:
    for name in names or FOLDERS:
        path = ROOT / name
        yield from [path] if path.is_file() else sorted(path.rglob("*.py")) + sorted(path.rglob("*.js"))


def main() -> int:
    faults = [
        fault
        for path in sources(sys.argv[1:])
        if "migrations" not in path.parts and path != Path(__file__).resolve()
        for fault in faults_in(path)
    ]
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
