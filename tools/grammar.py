#!/usr/bin/env python3
"""Write grammars for editors from the table of operators: doc/editors/sli.tmLanguage.json (TextMate) and sli.vim (Vim).

usage: grammar.py SLI [FOLDER]      SLI: the program; with FOLDER the files go there
"""
import json
import pathlib
import re
import subprocess
import sys

NAMES = r"""
systemdict begin
/kinds << /functiontype (command) /trietype (command) /proceduretype (command) >> def
systemdict {
  type /:kind Set /:name Set
  :name = kinds :kind known { (command) } { (constant) } ifelse =
} forall
modeldict keys { = (model) = } forall synapsedict keys { = (model) = } forall
end
"""
CONTROL = "if ifelse for forall forallindexed loop repeat repeatany exit switch switchdefault case stop stopped quit quit_i exec assert".split()
DEFINING = "def Set put undef begin end namespace using endusing SLIFunctionWrapper Function bind load lookup".split()
WORD = r"A-Za-z0-9_:.<>=!?@#$^&|;'\"*+~`,\-"  # what a name may consist of


def names_of(sli):
    out = subprocess.run([sli, "-"], input=NAMES, stdout=subprocess.PIPE, text=True, check=True).stdout.split("\n")
    kinds = {"command": set(), "constant": set(), "model": set()}
    for name, kind in zip(out[::2], out[1::2]):
        if not re.match(r":.|.*_$", name) and name not in ("[", "]", "{", "}", "(", ")"):
            kinds[kind].add(name)
    kinds["command"] -= set(CONTROL) | set(DEFINING)
    return kinds


def one_of(names):
    """A pattern for whole names, longest first: the first alternative that fits is taken."""
    return "(?<![%s/])(?:%s)(?![%s])" % (WORD, "|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n)))), WORD)


def text_mate(kinds):
    def rule(scope, pattern):
        return {"name": scope + ".sli", "match": pattern}
    patterns = [
        rule("comment.line.percentage", "%.*$"),
        {"name": "comment.block.sli", "begin": r"/\*", "end": r"\*/"},
        {"include": "#string"},
        rule("constant.numeric", r"(?<![%s/])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![%s])" % (WORD, WORD)),
        rule("entity.name.type.model", "(?<=/)(?:%s)(?![%s])" % ("|".join(map(re.escape, sorted(kinds["model"], key=lambda n: (-len(n), n)))), WORD)),
        rule("constant.other.symbol", "/[%s]+" % WORD),
        rule("keyword.control", one_of(CONTROL)),
        rule("storage.type", one_of(DEFINING)),
        rule("constant.language", one_of(kinds["constant"])),
        rule("support.function", one_of(kinds["command"])),
    ]
    string = {"name": "string.quoted.sli", "begin": r"\(", "end": r"\)",
              "patterns": [rule("constant.character.escape", r"\\[nt\\()]"), {"include": "#string"}]}
    return json.dumps({"name": "SLI", "scopeName": "source.sli", "fileTypes": ["sli"], "patterns": patterns,
                       "repository": {"string": string}}, indent=1) + "\n"


def vim(kinds):
    lines = ['" Vim syntax file: SLI. Made by tools/grammar.py from the table of operators.',
             'if exists("b:current_syntax") | finish | endif', "syntax case match",
             r"syntax iskeyword 33,35-36,38-39,42-46,48-59,60-90,94-122,124,126,128-255",
             r"syntax match sliNumber /\v(^|[ \t\[{(])@<=[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/",
             r"syntax match sliLiteral +/[^][ \t(){}%/]\++",
             "syntax region sliString start=/(/ end=/)/ contains=sliEscape,sliString", r"syntax match sliEscape /\\[nt\\()]/ contained",
             "syntax match sliComment /%.*$/", r"syntax region sliComment start=+/\*+ end=+\*/+"]
    for group, names in (("sliControl", CONTROL), ("sliDefine", DEFINING), ("sliConstant", kinds["constant"]), ("sliCommand", kinds["command"])):
        plain = sorted(n for n in names if re.fullmatch(r"[A-Za-z_:][\w:]*", n))
        lines += ["syntax keyword %s %s" % (group, " ".join(plain[k:k + 12])) for k in range(0, len(plain), 12)]
    for group, link in (("Number", "Number"), ("Literal", "Identifier"), ("String", "String"), ("Escape", "SpecialChar"),
                        ("Comment", "Comment"), ("Control", "Conditional"), ("Define", "Define"), ("Constant", "Constant"), ("Command", "Function")):
        lines.append("highlight default link sli%s %s" % (group, link))
    return "\n".join(lines + ['let b:current_syntax = "sli"']) + "\n"


def main():
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else pathlib.Path(__file__).parents[1] / "doc/editors")
    folder.mkdir(parents=True, exist_ok=True)
    kinds = names_of(sys.argv[1])
    (folder / "sli.tmLanguage.json").write_text(text_mate(kinds))
    (folder / "sli.vim").write_text(vim(kinds))


if __name__ == "__main__":
    main()
