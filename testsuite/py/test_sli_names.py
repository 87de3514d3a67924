"""Every public name of the language exists, takes the types that it is known for, and refuses others without touching them."""
import json
import os
import pathlib
import re
import subprocess

import pytest

TESTS = pathlib.Path(__file__).parents[1]
SLI = os.environ.get("NESTLING_SLI") or str(TESTS.parent / "build/bin/sli")
CATALOGUE = json.loads((TESTS / "py/data/sli_names.json").read_text())

# An operand of each of these types is at hand; what a command does not take is looked for among them.
SAMPLES = {"booltype": "true", "regextype": "(a) regcomp", "ostreamtype": "cout", "iteratortype": "[1 3] RangeIterator",
           "nametype": "/x cvn", "integertype": "7", "stringtype": "(text)"}


def run(program, folder):
    script = pathlib.Path(folder) / "names.sli"
    script.write_text(program)
    p = subprocess.run([SLI, "--verbosity=QUIET", script], cwd=folder, env=dict(os.environ, HOME=str(folder)),
                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    assert p.returncode == 0, p.stdout.decode()[-300:]
    return p.stdout.decode()


def quoted(name):
    return "(%s) cvlit" % name


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """name -> the signatures that its help page shows; None for a name that is no command"""
    folder = tmp_path_factory.mktemp("names")
    program = "\n".join("(@@@ ) =only (%s) = %s load type = %s helptext =" % (n, quoted(n), quoted(n)) for n in CATALOGUE)
    result = {}
    for part in run(program, folder).split("@@@ ")[1:]:
        name, kind, page = part.split("\n", 2)
        lines = [line.split() for line in page.splitlines() if re.match(r"  \S", line)]
        shown = [line[:line.index(name)] for line in lines if name in line]
        result[name] = shown if kind in ("functiontype", "trietype") else None
    return result


def takes(signature, operands):
    wanted = operands[len(operands) - len(signature):] if signature else []
    return len(signature) <= len(operands) and all(s in (o, "anytype") for s, o in zip(signature, wanted))


def test_every_name_exists(rows):
    assert sorted(rows) == sorted(CATALOGUE)


def test_listed_types_are_taken(rows):
    refused = {name: s for name, signatures in CATALOGUE.items() if rows[name] is not None
               for s in signatures if not any(takes(row, s) for row in rows[name])}
    assert not refused, " ".join(map(str, refused.items()))


def test_too_few_operands(rows, tmp_path):
    names = [n for n, shown in rows.items() if shown and all(shown)]
    assert len(names) > 300
    program = "\n".join("clear { %s load exec } stopped pop errordict/errorname :: =only ( ) =only (%s) = "
                        "errordict /newerror false put" % (quoted(n), n) for n in names)
    wrong = [line for line in run(program, tmp_path).splitlines() if not line.startswith("StackUnderflow ")]
    assert not wrong


def test_wrong_types(rows, tmp_path):
    program, n_tested = "", 0
    for name, shown in rows.items():
        if not shown or not all(shown):
            continue
        refused = [t for t in SAMPLES if all(row[-1] not in (t, "anytype") for row in shown)]
        if not refused:
            continue
        n_tested += 1
        n = max(map(len, shown))
        program += "clear %s { %s load exec } stopped pop pop errordict/errorname :: =only ( ) =only count =only ( %d ) =only (%s) = " \
                   "errordict /newerror false put\n" % (" ".join([SAMPLES[refused[0]]] * n), quoted(name), n, name)
    assert n_tested > 300
    wrong = [line for line in run(program, tmp_path).splitlines()
             if not re.match(r"ArgumentType (\d+) \1 ", line)]
    assert not wrong


def words(text):
    return re.findall(r"[\[\]]|[^\s()\[\]{}/\"]+", text)


def test_every_name_is_used_in_some_test():
    used = set()
    for path in list((TESTS / "conformance").glob("*/*.jsonl")):
        for line in path.read_text().splitlines():
            case = json.loads(line)
            used.update(words(case.get("code") or " ".join(case.get("argv", []))))
    for path in list((TESTS / "sli").rglob("*.sli")) + list((TESTS / "cpp/sli").rglob("*.cpp")) + list((TESTS / "py").glob("*.py")):
        used.update(words(path.read_text()))
    unused = sorted(set(CATALOGUE) - used)
    assert not unused, " ".join(unused)
