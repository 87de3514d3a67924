"""The introductory tutorial, statements T1 to T10: starting, looking around."""
import io
import os
from contextlib import redirect_stdout

import pytest

import nest
from python_process import run_python


def test_t1_import_prints_a_banner_and_nothing_else():
    code, out, err = run_python("-c", "import nest")
    assert code == 0 and err == ""
    assert "NEST" in out and "nest.help()" in out


def test_t1_quiet_import_prints_nothing():
    assert run_python("-c", "import nest; nest.version()", "--quiet") == (0, "", "")


def test_t1_import_at_the_prompt():
    code, out, err = run_python("-i", "-c", "import nest", "--quiet")
    assert code == 0 and "Traceback" not in err


@pytest.mark.parametrize("modules", [
    "sklearn.svm, scipy.special, nest", "nest, sklearn.svm, scipy.special", "numpy, nest", "nest, numpy", "pylab, nest",
    "nest, pylab",
])
def test_t2_t10_any_order_of_imports_gives_the_same_result(modules):
    for module in modules.split(", "):
        pytest.importorskip(module)
    code, out, err = run_python("-c", f"""
import sys
sys.argv.append("--quiet")
for module in {modules!r}.split(", "):
    __import__(module)
import nest
neuron = nest.Create("iaf_psc_alpha", params={{"I_e": 376.0}})
nest.Simulate(1000.0)
print(repr(nest.GetStatus(neuron, "V_m")[0]))
""")
    assert (code, err) == (0, "")
    assert float(out) == pytest.approx(-57.16496871044047, rel=1e-9)


def test_t3_functions_can_be_listed():
    names = set(dir(nest))
    assert names.issuperset(nest.hl_api.__all__) and len(nest.hl_api.__all__) == 53
    assert names.issuperset({"kernel", "ll_api", "hl_api", "lib", "test"})


def test_t4_models_are_listed():
    models = nest.Models()
    assert models == tuple(sorted(models)) and all(type(m) is str for m in models)
    assert {"iaf_psc_alpha", "multimeter", "spike_detector", "poisson_generator", "static_synapse"} <= set(models)


@pytest.mark.parametrize("name", nest.hl_api.__all__)
def test_t5_every_function_has_documentation_and_keeps_its_name(name):
    function = getattr(nest, name)
    assert function.__name__ == name
    assert function.__doc__ and len(function.__doc__.splitlines()[0]) > 10


def test_t5_documentation_tells_parameters_and_results():
    assert "Parameters" in nest.Models.__doc__ and "Returns" in nest.Models.__doc__


def test_t6_helpdesk_opens_a_page_with_all_models(monkeypatch):
    opened = []
    monkeypatch.delenv("NEST_DOC_DIR", raising=False)
    monkeypatch.setattr("webbrowser.open_new", lambda url: opened.append(url) or True)
    nest.helpdesk()
    page = open(opened[0].removeprefix("file://")).read()
    assert "iaf_psc_alpha" in page and "GetStatus" in page


def test_t6_helpdesk_without_a_browser_says_where_the_page_is(monkeypatch, capsys):
    monkeypatch.setattr("webbrowser.open_new", lambda url: False)
    nest.helpdesk()
    assert os.path.exists(capsys.readouterr().out.split()[-1])


def test_t7_help_for_a_model(monkeypatch, capsys):
    monkeypatch.delenv("NEST_INSTALL_DIR", raising=False)
    nest.help("iaf_psc_alpha")
    shown = capsys.readouterr().out
    assert "tau_m" in shown and "C_m" in shown


def test_t7_help_for_a_word_and_a_function(capsys):
    assert "add" in nest.help("add", return_text=True)
    nest.help(nest.Create)
    assert "GIDs of the new nodes" in capsys.readouterr().out
    assert nest.help("no_such_thing_at_all", return_text=True) is None


def test_t7_general_help_says_where_examples_are(capsys):
    nest.help()
    assert "examples" in capsys.readouterr().out


def test_t8_functions_talk_to_an_interpreter():
    nest.ll_api.sr("2 3 add")
    assert nest.ll_api.spp() == 5


def test_t8_output_of_the_interpreter_goes_to_sys_stdout():
    with redirect_stdout(io.StringIO()) as text:
        nest.ll_api.sr("(hello) =")
    assert text.getvalue() == "hello\n"


def test_t9_the_compiled_part_is_called_pynestkernel():
    import nest.hl_api
    import nest.pynestkernel
    assert nest.kernel is nest.pynestkernel


def test_t10_the_plotting_backend_is_left_alone():
    code, out, _ = run_python("-c", "import sys; import nest; print('matplotlib' in sys.modules)", "--quiet")
    assert (code, out) == (0, "False\n")
