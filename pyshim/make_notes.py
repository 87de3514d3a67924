"""Collects what the sources of the models say about equations and papers: make_notes.py FOLDER... notes.json

Each source begins with a comment. A model gets that of its own file, then those of the parts that the file is made of.
"""
import json
import pathlib
import re
import sys

*folders, target = map(pathlib.Path, sys.argv[1:])
ROOT = pathlib.Path(__file__).resolve().parents[1]


def begin_of(text):
    """The comment that a source begins with."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        lines.append(line[3:])
    return "\n".join(lines)


def parts_of(text):
    return [ROOT / name for name in re.findall(r'#include "(kernel/(?:models/parts|models/stimulator|synapses)/.*\.h)"', text)]


def notes_of(path, seen):
    """Comments with an equation or a paper, of a source and of what it includes."""
    if path in seen:
        return []
    seen.add(path)
    text = path.read_text()
    comment = begin_of(text)
    tells = re.search(r" = |\b(19|20)\d\d\b", comment)
    return [comment] * bool(tells) + [note for part in parts_of(text) for note in notes_of(part, seen)]


notes = {}
for path in sorted(p for folder in folders for p in folder.iterdir() if p.suffix in (".cpp", ".h")):
    names = set(re.findall(r'name = "([\w-]+)"', path.read_text())) | {path.stem}
    found = notes_of(path, set())
    notes.update((name, found) for name in names if found and len(found) >= len(notes.get(name, ())))
target.write_text(json.dumps(notes, indent=0, sort_keys=True))
