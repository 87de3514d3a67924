"""The pages of nest.helpdesk(): complete, their links lead somewhere, and they say what the tables say."""
import html
import json
import os
import re
import urllib.parse

import pytest

import nest
from nest import _help_pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """{name: text} of all files"""
    folder = tmp_path_factory.mktemp("help")
    assert _help_pages.write(str(folder)) == str(folder / "index.html")
    return {path.name: path.read_text() for path in folder.iterdir()}


def anchors(text):
    return {html.unescape(name) for name in re.findall(r'id="([^"]*)"', text)}


def test_links_lead_somewhere(pages):
    known = {name: anchors(text) for name, text in pages.items()}
    entries = json.loads(pages["pages.js"].partition("= ")[2].rstrip(";\n"))
    links = {entry["h"] for entry in entries}
    for name, text in pages.items():
        links.update(html.unescape(h) if not h.startswith("#") else name + html.unescape(h)
                     for h in re.findall(r'(?:href|src)="([^"]*)"', text) if name.endswith(".html"))
    for link in links:
        file, _, anchor = urllib.parse.unquote(link).partition("#")
        assert file in pages and (not anchor or anchor in known[file]), link


def test_everything_can_be_found(pages):
    names = [entry["n"] for entry in json.loads(pages["pages.js"].partition("= ")[2].rstrip(";\n"))]
    assert set(nest.Models()) | set(nest.hl_api.__all__) | set(nest.ConnectionRules()) <= set(names)
    assert {"add", "forall", "Create", "Simulate", "GetStatus", "CompileMath"} <= set(names)


@pytest.mark.parametrize("model", [m for m in nest.Models() if m != "sli_neuron"])  # procedures have no Python form
def test_page_of_a_model_shows_its_parameters(model, pages):
    text = nest.ll_api.sli_func("helptext", nest.ll_api.kernel.SLILiteral(model))
    defaults = nest.GetDefaults(model)
    sentence, sections = _help_pages.rows_of(text)
    page = html.unescape(pages[f"model_{model}.html"])
    assert sentence and sentence in page
    rows = [row for heading, rows in sections if heading not in ("State", "Receptors") for row in rows]
    for row in rows:
        assert all(f">{cell}<" in page for cell in row), row
        name, default, unit, meaning = row
        assert meaning and not meaning.startswith(")"), row
        value = defaults.get(name)
        if isinstance(value, float) and "(never shown)" not in meaning:
            assert float(default) == value, row


def test_equations_and_papers():
    assert "dU/dt = -U / tau_m" in nest.help("iaf_psc_alpha", return_text=True)
    assert "Brette & Gerstner 2005" in nest.help("aeif_cond_alpha", return_text=True)
    assert _help_pages.note("stdp_synapse_hpc") == _help_pages.note("stdp_synapse") != ""
    assert _help_pages.note("no_such_model") == ""
    assert "Equations" not in nest.help("add", return_text=True)


def test_helpdesk_opens_the_pages(monkeypatch, capsys):
    import webbrowser
    opened = []
    monkeypatch.setattr(webbrowser, "open_new", lambda url: opened.append(url) or True)
    nest.helpdesk()
    assert opened[0].startswith("file:///") and os.path.exists(opened[0][len("file://"):]) and capsys.readouterr().out == ""
    monkeypatch.setattr(webbrowser, "open_new", lambda url: False)
    nest.helpdesk()
    assert opened[0][len("file://"):] in capsys.readouterr().out
