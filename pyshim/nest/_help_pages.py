"""Help pages for a browser, made from the tables of the interpreter and of the models: `write(folder)`.

What the tables do not say, equations and papers, comes from the comments that the sources of the models begin with.
"""
import html
import json
import os
import re

from . import hl_api, ll_api
from .pynestkernel import SLILiteral

_here = os.path.dirname(os.path.abspath(__file__))
_call = ll_api.engine.call

_kinds = {"neuron": "Neurons", "stimulator": "Stimulators", "recorder": "Recorders", "structure": "Other nodes",
          "other": "Other nodes", "synapse": "Synapses"}
_variants = {"_lbl": "whose connections carry a label", "_hpc": "in the compact form of large networks"}
# Headings of the topics of commands. A topic that is not listed is called what its source is called.
_topics = {
    "math": "Arithmetic", "node": "Nodes and models", "connect": "Connections", "simulate": "Simulation", "subnet": "Subnets",
    "random": "Random numbers", "column": "Many nodes at once", "absent": "What this version does not have", "dict": "Dictionaries",
    "stack": "The operand stack", "loop": "Loops", "string": "Strings", "array": "Arrays", "vector": "Vectors",
    "type": "Types and conversions", "control": "Control", "error": "Errors", "file": "Files", "stream": "Streams",
    "process": "Processes", "help": "Help", "library": "The library in SLI",
}


def note(model):
    """Equations and papers of a model, or an empty text."""
    global _notes
    if _notes is None:
        with open(os.path.join(_here, "_notes.json"), encoding="utf-8") as file:
            _notes = json.load(file)
    for suffix in ("", *_variants):
        if model.endswith(suffix) and model[:len(model) - len(suffix)] in _notes:
            return "\n\n".join(_notes[model[:len(model) - len(suffix)]])
    return ""


_notes = None


# The texts of the tables --------------------------------------------------------------------------------------------------

def rows_of(text):
    """A page of `helptext` about a model in pieces.

    Returns
    -------
    sentence : str
        What the model is.
    sections : list of (str, list of list of str)
        A heading, empty for parameters of devices and synapses, and rows: name, default, unit, meaning; in the section
        State name, unit, meaning; in Receptors number, name, meaning.
    """
    first, _, rest = text.partition("\n")
    sections = [("", [])]
    for line in rest.splitlines():
        if line.endswith(":") and not line.startswith(" "):
            sections.append((line[:-1], []))
        elif line.startswith("  "):
            widths = {"State": (20, 17), "Receptors": (3, 16)}.get(sections[-1][0], (20, 10, 6))
            sections[-1][1].append(_cells(line[2:], widths))
    return first.partition(": ")[2], [s for s in sections if s[1] and s[0] not in ("Equations", "Papers")]


def equations_of(name, text):
    """Equations and papers: those of the page itself, which neurons have, or what the sources say."""
    begin, end = text.find("\nEquations:\n"), text.find("\nParameters:\n")
    return text[begin + 1:end].strip() if 0 <= begin < end else note(name)


def _cells(text, widths):
    """Columns of these widths; one that is too long moves those that follow."""
    cells = []
    for width in widths:
        cell = re.match(r"[^\s(]*\([^)]*\)|\[[^\]]*\]|\S*", text)[0]
        if len(cell) < width and "  " not in text[:width].rstrip():
            cell = text[:width].rstrip()  # names of receptors have blanks
        cells.append(cell)
        text = text[max(width, len(cell)) + 1:]
    return [*cells, text.strip()]


def _commands():
    """{topic: [(name, summary, page)]}"""
    names = sorted(str(name) for name in _call("systemdict keys", results=1))
    names = [name for name in names if not name.startswith(":") and hl_api.is_literal(name) and name.isascii()]
    pages = _call("{ helptext } Map", [SLILiteral(name) for name in names], results=1)
    models = set(hl_api.Models())
    topics = {}
    for name, page in zip(names, pages):
        place = re.search(r"defined in sli/(?:.*/)?ops_(\w+)\.cpp|defined in sli/(?:.*/)?(\w+)\.cpp", page)
        if name in models or not place and "proceduretype" not in page and "trietype" not in page:
            continue
        topic = (place[1] or place[2]) if place else "library"
        page = re.sub(r"(?m)^  defined in .*\n", "", page)
        summary = re.search(r"(?m)^      (.*)$", page)
        topics.setdefault(topic, []).append((name, summary[1] if summary else "", page))
    return topics


# HTML -----------------------------------------------------------------------------------------------------------------------

_style = """
:root { --ink: #1d2733; --soft: #5b6b7b; --line: #dde3e9; --back: #fff; --card: #f6f8fa; --accent: #0b6e8f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e3e9ef; --soft: #9aa9b8; --line: #33404d; --back: #161c22; --card: #1e262e; --accent: #5cc3e4; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); }
main, header > div { max-width: 62rem; margin: 0 auto; padding: 0 1rem; }
header { border-bottom: 1px solid var(--line); background: var(--card); position: sticky; top: 0; z-index: 1; }
header > div { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; padding-top: .6rem; padding-bottom: .6rem; }
header a { font-weight: 600; }
#search { flex: 1 1 14rem; min-width: 0; font: inherit; padding: .35rem .7rem; color: inherit; background: var(--back);
  border: 1px solid var(--line); border-radius: .4rem; }
#found { list-style: none; margin: 0; padding: 0; flex-basis: 100%; max-height: 60vh; overflow: auto; }
#found li { padding: .15rem 0; overflow-wrap: anywhere; } #found small, .kind { color: var(--soft); }
a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
h1 { font-size: 1.6rem; margin: 1.4rem 0 .3rem; overflow-wrap: anywhere; } h2 { font-size: 1.15rem; margin: 1.6rem 0 .5rem; }
h3 { font: 600 1rem ui-monospace, monospace; margin: 1.2rem 0 .2rem; scroll-margin-top: 5rem; }
pre, code { font: .9em/1.45 ui-monospace, monospace; }
pre { background: var(--card); border-radius: .4rem; padding: .7rem .9rem; overflow-x: auto; margin: .3rem 0 1rem; }
pre.text { white-space: pre-wrap; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th { text-align: left; color: var(--soft); font-weight: 600; }
th, td { padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td:first-child { font-family: ui-monospace, monospace; font-size: .85em; white-space: nowrap; }
td.number { white-space: nowrap; }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1rem; } h2 { scroll-margin-top: 4rem; }
.list { columns: 19rem; column-gap: 2rem; list-style: none; padding: 0; margin: 0; }
.list li { break-inside: avoid; padding: .12rem 0; overflow-wrap: anywhere; } .list small { color: var(--soft); display: block; }
"""

_script = """
const box = document.getElementById("search"), found = document.getElementById("found");
function rank(entry, words) {  // names before descriptions, begins before middles; 0 if a word is nowhere
  let sum = 0;
  for (const w of words) {
    const at = entry.n.toLowerCase().indexOf(w);
    const score = at == 0 ? 4 - entry.n.length / 100 : at > 0 ? 2 : entry.s.toLowerCase().includes(w) ? 1 : 0;
    if (!score) return 0;
    sum += score;
  }
  return sum;
}
function search() {
  const words = box.value.toLowerCase().split(/\\s+/).filter(w => w);
  const hits = words.length ? pages.map(e => [rank(e, words), e]).filter(h => h[0]).sort((a, b) => b[0] - a[0]) : [];
  found.replaceChildren(...hits.slice(0, 40).map(([_, e]) => {
    const li = document.createElement("li"), a = document.createElement("a"), small = document.createElement("small");
    a.href = e.h; a.textContent = e.n; small.textContent = " " + e.k + (e.s ? ": " + e.s : "");
    li.append(a, small);
    return li;
  }));
  if (words.length && !hits.length) found.textContent = "Nothing found.";
}
box.addEventListener("input", search);
box.addEventListener("keydown", e => { const a = found.querySelector("a"); if (e.key == "Enter" && a) location.href = a.href; });
document.addEventListener("keydown", e => { if (e.key == "/" && e.target != box) { e.preventDefault(); box.focus(); } });
if (location.hash.startsWith("#?")) { box.value = decodeURIComponent(location.hash.slice(2)); search(); }
"""


def _page(title, body):
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="help.css"></head>\n'
            '<body><header><div><a href="index.html">Help</a>\n<input id="search" type="search" '
            'placeholder="Search models, functions, commands   ( / )" aria-label="Search"><ul id="found"></ul></div></header>\n'
            f'<main>\n{body}</main>\n<script src="pages.js"></script><script src="help.js"></script></body></html>\n')


def _table(heads, rows):
    cells = [("<td>", "</td>")] * len(heads)
    if "Default" in heads:
        cells[heads.index("Default")] = ('<td class="number">', "</td>")
    body = "".join("<tr>" + "".join(a + html.escape(x) + b for (a, b), x in zip(cells, row)) + "</tr>\n" for row in rows)
    return ('<div class="wide"><table><tr>' + "".join(f"<th>{h}</th>" for h in heads) + f"</tr>\n{body}</table></div>\n")


def _list(entries):
    """Links with a line about each: (href, name, summary)."""
    return '<ul class="list">' + "".join(
        f'<li><a href="{html.escape(href)}">{html.escape(name)}</a>' + (f"<small>{html.escape(text)}</small>" if text else "") +
        "</li>\n" for href, name, text in entries) + "</ul>\n"


def _prose(text):
    """A comment of a source: lines of prose flow, what is indented stays as it is."""
    blocks = []
    for line in text.splitlines():
        kind = "pre" if line.startswith("  ") else "p" if line else ""
        line = line.removeprefix("  ")
        if blocks and blocks[-1][0] == kind:
            blocks[-1][1].append(line)
        else:
            blocks.append((kind, [line]))
    return "".join(f"<{kind}>" + html.escape(("\n" if kind == "pre" else " ").join(lines)) + f"</{kind}>\n"
                   for kind, lines in blocks if kind)


def _section(heading, content):
    return f'<h2 id="{html.escape(heading)}">{html.escape(heading)}</h2>\n{content}'


def _file_of(model):
    return f"model_{model}.html"


def _example(name, kind):
    if kind == "Synapses":
        return f'nest.Connect(a, b, syn_spec={{"model": "{name}"}})'
    return f'{kind[:-1].lower().split()[-1]} = nest.Create("{name}")'


def _model_page(name, kind, text):
    sentence, sections = rows_of(text)
    body = f'<h1>{name}</h1>\n<p class="kind">{kind}</p>\n<p>{html.escape(sentence)}</p>\n'
    for suffix, what in _variants.items():
        if name.endswith(suffix):
            base = name[:-len(suffix)]
            body += f'<p>The form of <a href="{_file_of(base)}">{base}</a> {what}.</p>\n'
    equations = equations_of(name, text)
    if equations:
        body += _section("Equations and sources", _prose(equations))
    for heading, rows in sections:
        heads = {"State": ["Name", "Unit", "Meaning"], "Receptors": ["Number", "Name", "Takes"]}.get(
            heading, ["Name", "Default", "Unit", "Meaning"])
        body += _section(heading or "Parameters", _table(heads, rows))
    return _page(name, body + _section("Use", f"<pre>{html.escape(_example(name, kind))}</pre>\n"))


def _text_page(title, entries):
    """Entries with an anchor each: (name, text)."""
    return _page(title, f"<h1>{html.escape(title)}</h1>\n" + "".join(
        f'<h3 id="{html.escape(name)}">{html.escape(name)}</h3>\n<pre class="text">{html.escape(text.rstrip())}</pre>\n'
        for name, text in entries))


def _functions():
    import inspect
    for name in sorted(hl_api.__all__):
        function = getattr(hl_api, name)
        doc = inspect.getdoc(function) or ""
        yield name, doc.partition("\n")[0], f"nest.{name}{inspect.signature(function)}\n\n{doc}"


def _models():
    """(name, kind, page) of all models."""
    for name in hl_api.Models("nodes"):
        yield name, _kinds[str(hl_api.GetDefaults(name, "element_type"))], _call("helptext", SLILiteral(name), results=1)
    for name in hl_api.Models("synapses"):
        yield name, "Synapses", _call("helptext", SLILiteral(name), results=1)


def _introduction(headings):
    links = "".join(f'<a href="#{html.escape(h)}">{html.escape(h)}</a>' for h in headings)
    return ('<h1>Help</h1>\n<p>Everything here is made from the tables of this version. In Python, '
            f'<code>nest.help("iaf_psc_alpha")</code> prints the same.</p>\n<nav>{links}</nav>\n')


def _shown(value):
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def write(folder):
    """Write all pages.

    Parameters
    ----------
    folder : str
        Exists; gets index.html and the other files.

    Returns
    -------
    str
        Path of the page to begin with.
    """
    files, found = {"help.css": _style, "help.js": _script}, []

    def link(name, kind, summary, href):
        found.append({"n": name, "k": kind, "s": summary, "h": href})
        return href, name, summary

    functions = list(_functions())
    files["functions.html"] = _text_page("Functions of the package nest", [(name, text) for name, _, text in functions])
    index = {"Functions of Python": [link(name, "function", summary, f"functions.html#{name}")
                                     for name, summary, _ in functions]}
    kinds = {}
    for name, kind, text in _models():
        files[_file_of(name)] = _model_page(name, kind, text)
        entry = link(name, kind, rows_of(text)[0], _file_of(name))
        if not name.endswith(tuple(_variants)):
            kinds.setdefault(kind, []).append(entry)
    for kind in dict.fromkeys(_kinds.values()):
        if kind in kinds:
            index[kind] = kinds[kind]
    status = hl_api.GetKernelStatus()
    files["kernel.html"] = _page("Status of the kernel", "<h1>Status of the kernel</h1>\n<p>What "
                                 "<code>nest.GetKernelStatus()</code> shows in this session.</p>\n" + _table(
                                     ["Name", "Value"], [(key, _shown(status[key])) for key in sorted(status)]))
    link("Status of the kernel", "kernel", " ".join(sorted(status)), "kernel.html")
    index["Kernel and rules"] = [("kernel.html", "Status of the kernel", "")] + [
        link(rule, "rule of Connect", "", "functions.html#Connect") for rule in hl_api.ConnectionRules()]
    topics = []
    for topic, commands in _commands().items():
        title, file = _topics.get(topic, topic.replace("_", " ").capitalize()), f"commands_{topic}.html"
        files[file] = _text_page(title, [(name, page) for name, _, page in commands])
        topics.append((file, title, " ".join(name for name, _, _ in commands[:12]) + (" …" if len(commands) > 12 else "")))
        for name, summary, _ in commands:
            link(name, "command", summary, f"{file}#{name}")
    index["Commands of SLI"] = sorted(topics, key=lambda t: t[1])
    files["index.html"] = _page("Help", _introduction(index) + "".join(
        _section(heading, _list(entries)) for heading, entries in index.items()))
    files["pages.js"] = f"const pages = {json.dumps(found)};\n"
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    return os.path.join(folder, "index.html")
