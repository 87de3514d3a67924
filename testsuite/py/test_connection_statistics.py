"""Every rule and every distribution of Connect against the distribution that it stands for, with fixed seeds."""
import numpy as np
import pytest
from scipy import stats

import nest

N_SOURCES, N_TARGETS = 60, 50
UNLIKELY = 1e-4  # a test with a fixed seed fails for ever or never: this is how surprised it must be


def network(threads=1, seed=1):
    nest.ResetKernel()
    nest.SetKernelStatus({"local_num_threads": threads, "grng_seed": seed, "rng_seeds": list(range(seed + 1, seed + 1 + threads))})
    return nest.Create("iaf_psc_alpha", N_SOURCES), nest.Create("iaf_psc_alpha", N_TARGETS)


def pairs():
    found = np.array(nest.GetStatus(nest.GetConnections(), ["source", "target"]))
    return found[:, 0] - 1, found[:, 1] - 1 - N_SOURCES


def degrees(conn_spec):
    sources, targets = network()
    nest.Connect(sources, targets, conn_spec)
    s, t = pairs()
    return np.bincount(s, minlength=N_SOURCES), np.bincount(t, minlength=N_TARGETS)


def assert_uniform(counts):
    assert stats.chisquare(counts).pvalue > UNLIKELY


def assert_binomial(counts, n, p):
    """Each count is Binomial(n, p): their variance, and their mean."""
    dispersion = ((counts - n * p) ** 2).sum() / (n * p * (1 - p))
    assert UNLIKELY < stats.chi2.cdf(dispersion, len(counts)) < 1 - UNLIKELY


@pytest.mark.parametrize("threads", [1, 3])
def test_rules_without_chance(threads):
    sources, targets = network(threads)
    nest.Connect(sources, targets)
    nest.Connect(sources[:50], targets, "one_to_one")
    expected = [(s, t) for s in range(N_SOURCES) for t in range(N_TARGETS)] + [(k, k) for k in range(N_TARGETS)]
    assert sorted(zip(*pairs())) == sorted(expected)


@pytest.mark.parametrize("rule", ["one_to_one", "all_to_all"])
@pytest.mark.parametrize("autapses", [True, False])
def test_rules_without_chance_onto_themselves(rule, autapses):
    nodes = nest.Create("iaf_psc_alpha", 7)
    nest.Connect(nodes, nodes[::-1], {"rule": rule, "autapses": autapses})
    every = zip(nodes, nodes[::-1]) if rule == "one_to_one" else [(s, t) for t in nodes for s in nodes]
    assert sorted(nest.GetStatus(nest.GetConnections(), ["source", "target"])) == sorted(p for p in every if autapses or p[0] != p[1])


def test_one_to_one_in_both_directions():
    nodes = nest.Create("iaf_psc_alpha", 6)
    nest.Connect(nodes[:3], nodes[3:], {"rule": "one_to_one", "make_symmetric": True}, {"weight": 2.5})
    found = nest.GetStatus(nest.GetConnections(), ["source", "target", "weight"])
    assert sorted(found) == sorted([(s, s + 3, 2.5) for s in (1, 2, 3)] + [(s + 3, s, 2.5) for s in (1, 2, 3)])


AUTAPSES = {
    "fixed_indegree": {"indegree": 300}, "fixed_outdegree": {"outdegree": 300}, "fixed_total_number": {"N": 6000},
    "pairwise_bernoulli": {"p": 0.7},
}


@pytest.mark.parametrize("rule", AUTAPSES)
@pytest.mark.parametrize("autapses", [True, False])
def test_autapses(rule, autapses):
    """Without them the other pairs are as likely as each other."""
    n = 20
    nodes = nest.Create("iaf_psc_alpha", n)
    nest.Connect(nodes, nodes, {"rule": rule, "autapses": autapses, **AUTAPSES[rule]})
    s, t = (np.array(x) - 1 for x in zip(*nest.GetStatus(nest.GetConnections(), ["source", "target"])))
    count = np.bincount(s * n + t, minlength=n * n).reshape(n, n)
    own = np.eye(n, dtype=bool)
    if autapses:
        assert count[own].sum() > 0
    else:
        assert count[own].sum() == 0
    if rule == "pairwise_bernoulli":
        assert count.max() == 1
        assert_binomial(np.array([count[~own].sum()]), n * (n - 1), 0.7)
    else:
        assert_uniform(count.ravel() if autapses else count[~own])


def test_fixed_indegree():
    out, into = degrees({"rule": "fixed_indegree", "indegree": 200})
    assert (into == 200).all()
    assert_uniform(out)
    assert_binomial(out, 200 * N_TARGETS, 1 / N_SOURCES)


def test_fixed_indegree_without_multapses():
    out, into = degrees({"rule": "fixed_indegree", "indegree": 25, "multapses": False})
    assert (into == 25).all()
    assert_binomial(out, N_TARGETS, 25 / N_SOURCES)
    s, t = pairs()
    assert len(set(zip(s, t))) == len(s)


def test_fixed_outdegree():
    out, into = degrees({"rule": "fixed_outdegree", "outdegree": 200})
    assert (out == 200).all()
    assert_uniform(into)
    assert_binomial(into, 200 * N_SOURCES, 1 / N_TARGETS)


def test_fixed_outdegree_without_multapses():
    out, into = degrees({"rule": "fixed_outdegree", "outdegree": 25, "multapses": False})
    assert (out == 25).all()
    assert_binomial(into, N_SOURCES, 25 / N_TARGETS)
    s, t = pairs()
    assert len(set(zip(s, t))) == len(s)


def test_fixed_total_number():
    out, into = degrees({"rule": "fixed_total_number", "N": 20000})
    assert out.sum() == 20000
    assert_binomial(out, 20000, 1 / N_SOURCES)
    assert_binomial(into, 20000, 1 / N_TARGETS)
    s, t = pairs()
    assert_uniform(np.bincount(s * N_TARGETS + t, minlength=N_SOURCES * N_TARGETS))


def test_pairwise_bernoulli():
    out, into = degrees({"rule": "pairwise_bernoulli", "p": 0.3})
    assert_binomial(out, N_TARGETS, 0.3)
    assert_binomial(into, N_SOURCES, 0.3)
    s, t = pairs()
    assert len(set(zip(s, t))) == len(s)


def test_pairs_of_pairwise_bernoulli_are_independent():
    sources, targets = network()
    nest.Connect(sources, targets, {"rule": "pairwise_bernoulli", "p": 0.3})
    s, t = pairs()
    there = np.zeros((N_SOURCES, N_TARGETS), bool)
    there[s, t] = True
    for a, b in ((there[1:], there[:-1]), (there[:, 1:], there[:, :-1])):
        assert stats.chi2_contingency([[(a & b).sum(), (a & ~b).sum()], [(~a & b).sum(), (~a & ~b).sum()]])[1] > UNLIKELY


def test_symmetric_pairwise_bernoulli():
    """Each node draws Binomial(n, p) partners, and is drawn by others; each pair gets a connection either way."""
    n, p = 80, 0.1
    nodes = nest.Create("iaf_psc_alpha", n)
    nest.Connect(nodes, nodes, {"rule": "symmetric_pairwise_bernoulli", "p": p, "make_symmetric": True, "autapses": False})
    found = nest.GetStatus(nest.GetConnections(), ["source", "target"])
    assert sorted(found) == sorted((t, s) for s, t in found)
    assert all(s != t for s, t in found)
    drawn = len(found) // 2
    assert UNLIKELY < stats.binom.cdf(drawn, n * n, p) < 1 - UNLIKELY
    degree = np.bincount(np.array(found)[:, 0] - 1, minlength=n)  # 8 drawn by itself, and by each of the others with 8 / 79
    variance = n * p * (1 - p) + n * p * (1 - p * n / (n - 1))
    assert UNLIKELY < stats.chi2.cdf(((degree - 2 * n * p) ** 2).sum() / variance, n) < 1 - UNLIKELY


CONTINUOUS = {
    "uniform": ({"low": -2.0, "high": 3.0}, stats.uniform(-2, 5)),
    "normal": ({"mu": 5.0, "sigma": 2.0}, stats.norm(5, 2)),
    "lognormal": ({"mu": 0.5, "sigma": 0.7}, stats.lognorm(0.7, scale=np.exp(0.5))),
    "exponential": ({"lambda": 0.4}, stats.expon(scale=2.5)),
    "gamma": ({"order": 2.5, "scale": 0.7}, stats.gamma(2.5, scale=0.7)),
    "gamma of small order": ({"order": 0.6, "scale": 1.5}, stats.gamma(0.6, scale=1.5)),
}
DISCRETE = {
    "uniform_int": ({"low": -3, "high": 6}, stats.randint(-3, 7)),
    "poisson": ({"lambda": 4.2}, stats.poisson(4.2)),
    "poisson of large mean": ({"lambda": 250.0}, stats.poisson(250)),
    "binomial": ({"n": 12, "p": 0.3}, stats.binom(12, 0.3)),
    "gsl_binomial": ({"n": 400, "p": 0.6}, stats.binom(400, 0.6)),
}
CLIPPED = ("normal", "lognormal", "exponential", "gamma", "poisson", "binomial")


def distribution(label, suffix="", **limits):
    parameters = {**CONTINUOUS, **DISCRETE}[label][0]
    return {"distribution": label.split(" of ")[0] + suffix, **parameters, **limits}


def weights(spec, threads=1):
    sources, targets = network(threads)
    nest.Connect(sources, targets, {"rule": "fixed_total_number", "N": 20000}, {"weight": spec})
    return np.array(nest.GetStatus(nest.GetConnections(), "weight"))


def assert_discrete(drawn, probability_of):
    """chi-squared over the values that are expected at least ten times; the rest is one class."""
    values = np.arange(drawn.min() - 1, drawn.max() + 2)
    expected = probability_of(values) * len(drawn)
    seen = np.array([(drawn == v).sum() for v in values])
    often = expected >= 10
    assert seen[probability_of(values) == 0].sum() == 0
    seen, expected = np.append(seen[often], seen[~often].sum()), np.append(expected[often], len(drawn) - expected[often].sum())
    if expected[-1] < 1:
        seen, expected = seen[:-1], expected[:-1] * seen[:-1].sum() / expected[:-1].sum()
    assert stats.chisquare(seen, expected).pvalue > UNLIKELY


@pytest.mark.parametrize("label", CONTINUOUS)
def test_continuous_distributions(label):
    assert stats.kstest(weights(distribution(label)), CONTINUOUS[label][1].cdf).pvalue > UNLIKELY


@pytest.mark.parametrize("label", DISCRETE)
def test_discrete_distributions(label):
    assert_discrete(weights(distribution(label)), DISCRETE[label][1].pmf)


@pytest.mark.parametrize("label", [x for x in CONTINUOUS if x in CLIPPED])
def test_clipped_continuous_distributions(label):
    law = CONTINUOUS[label][1]
    low, high = float(law.ppf(0.2)), float(law.ppf(0.7))
    drawn = weights(distribution(label, "_clipped", low=low, high=high))
    assert low < drawn.min() and drawn.max() < high
    assert stats.kstest(drawn, lambda x: np.clip((law.cdf(x) - 0.2) / 0.5, 0, 1)).pvalue > UNLIKELY


@pytest.mark.parametrize("label", [x for x in DISCRETE if x in CLIPPED])
def test_clipped_discrete_distributions(label):
    law = DISCRETE[label][1]
    low, high = int(law.ppf(0.2)), int(law.ppf(0.9))
    kept = law.cdf(high) - law.cdf(low - 1)
    drawn = weights(distribution(label, "_clipped", low=low, high=high))
    assert_discrete(drawn, lambda x: np.where((x >= low) & (x <= high), law.pmf(x) / kept, 0))


@pytest.mark.parametrize("label", [x for x in CONTINUOUS if x in CLIPPED])
def test_distributions_clipped_to_the_boundary(label):
    law = CONTINUOUS[label][1]
    low, high = float(law.ppf(0.2)), float(law.ppf(0.7))
    drawn = weights(distribution(label, "_clipped_to_boundary", low=low, high=high))
    n = len(drawn)
    for at_bound, p in (((drawn == low).sum(), 0.2), ((drawn == high).sum(), 0.3)):
        assert abs(at_bound - n * p) < 4 * np.sqrt(n * p * (1 - p))
    inside = drawn[(drawn > low) & (drawn < high)]
    assert stats.kstest(inside, lambda x: np.clip((law.cdf(x) - 0.2) / 0.5, 0, 1)).pvalue > UNLIKELY


@pytest.mark.parametrize("label", [x for x in DISCRETE if x in CLIPPED])
def test_discrete_distributions_clipped_to_the_boundary(label):
    law = DISCRETE[label][1]
    low, high = int(law.ppf(0.2)), int(law.ppf(0.8))

    def probability(x):
        p = np.where((x > low) & (x < high), law.pmf(x), 0)
        return p + np.where(x == low, law.cdf(low), 0) + np.where(x == high, law.sf(high - 1), 0)

    assert_discrete(weights(distribution(label, "_clipped_to_boundary", low=low, high=high)), probability)


@pytest.mark.parametrize("suffix", ["_clipped", "_clipped_to_boundary"])
@pytest.mark.parametrize("label", CLIPPED)
def test_limits_on_one_side(label, suffix):
    law = {**CONTINUOUS, **DISCRETE}[label][1]
    kind = float if label in CONTINUOUS else int
    middle = kind(law.ppf(0.5))
    above, below = weights(distribution(label, suffix, low=middle)), weights(distribution(label, suffix, high=middle))
    assert above.min() >= middle >= below.max()
    assert above.max() > law.ppf(0.99) and below.min() < law.ppf(0.1) + (kind is int)
    if suffix == "_clipped" and kind is float:
        assert above.min() > middle > below.max()


def test_clipping_far_in_the_tail():
    drawn = weights({"distribution": "normal_clipped", "mu": 0.0, "sigma": 1.0, "low": 3.0, "high": 3.5})
    law = stats.truncnorm(3.0, 3.5)
    assert 3.0 < drawn.min() and drawn.max() < 3.5
    assert stats.kstest(drawn, law.cdf).pvalue > UNLIKELY


def test_exponential_of_negative_rate():
    assert stats.kstest(-weights({"distribution": "exponential", "lambda": -0.4}), stats.expon(scale=2.5).cdf).pvalue > UNLIKELY


def test_delays_are_drawn_on_the_grid():
    sources, targets = network()
    nest.Connect(sources, targets, {"rule": "fixed_total_number", "N": 20000},
                 {"delay": {"distribution": "uniform", "low": 0.5, "high": 2.5}})
    steps = np.array(nest.GetStatus(nest.GetConnections(), "delay")) * 10
    assert np.allclose(steps, np.round(steps), atol=1e-9)
    steps = np.round(steps).astype(int)
    assert steps.min() == 5 and steps.max() == 25
    assert_uniform(np.bincount(steps)[6:25])


def test_weights_of_neighbours_are_independent():
    drawn = weights(distribution("normal"))
    for lag in (1, 2, 60):
        assert stats.pearsonr(drawn[:-lag], drawn[lag:])[1] > UNLIKELY


def test_large_calls_draw_the_same_distributions():
    """Those whose connections are drawn again when rows are made."""
    sources, targets = network()
    spec = {"weight": distribution("lognormal"), "delay": {"distribution": "normal_clipped", "mu": 1.5, "sigma": 0.75, "low": 0.05}}
    nest.Connect(sources, targets, {"rule": "fixed_total_number", "N": 200000}, spec)
    connections = nest.GetConnections()
    assert stats.kstest(nest.GetStatus(connections, "weight"), CONTINUOUS["lognormal"][1].cdf).pvalue > UNLIKELY
    law, steps = stats.norm(15, 7.5), np.round(np.array(nest.GetStatus(connections, "delay")) * 10).astype(int)
    assert_discrete(steps, lambda k: np.where(k >= 1, law.cdf(k + 0.5) - law.cdf(np.maximum(k - 0.5, 0.5)), 0) / law.sf(0.5))


# ---------------------------------------------------------------- any number of threads

RULES = {
    "one_to_one": {"rule": "one_to_one"},
    "all_to_all": {"rule": "all_to_all", "autapses": False},
    "fixed_indegree": {"rule": "fixed_indegree", "indegree": 20},
    "fixed_indegree, each once": {"rule": "fixed_indegree", "indegree": 20, "multapses": False, "autapses": False},
    "fixed_outdegree": {"rule": "fixed_outdegree", "outdegree": 20},
    "fixed_outdegree, each once": {"rule": "fixed_outdegree", "outdegree": 20, "multapses": False},
    "fixed_total_number": {"rule": "fixed_total_number", "N": 1500},
    "pairwise_bernoulli": {"rule": "pairwise_bernoulli", "p": 0.3},
    "symmetric_pairwise_bernoulli": {"rule": "symmetric_pairwise_bernoulli", "p": 0.2, "make_symmetric": True, "autapses": False},
}
THREADS = (2, 3, 5, 8)
EVERY_DISTRIBUTION = [distribution(label) for label in {**CONTINUOUS, **DISCRETE}] + [
    distribution(label, suffix, low=0.5 if label in CONTINUOUS else 1, high=5.5 if label in CONTINUOUS else 5)
    for label in CLIPPED for suffix in ("_clipped", "_clipped_to_boundary")]


def edges(threads, rule, syn_spec):
    nest.ResetKernel()
    nest.SetKernelStatus({"local_num_threads": threads})
    nodes = nest.Create("iaf_psc_alpha", 71)
    targets = nodes if "symmetric" in rule["rule"] or rule["rule"] == "one_to_one" else nodes[13:]
    nest.Connect(nodes, targets, rule, syn_spec)
    return sorted(nest.GetStatus(nest.GetConnections(), ["source", "target", "weight", "delay"]))


@pytest.mark.parametrize("name", RULES)
def test_rules_do_not_depend_on_the_number_of_threads(name):
    rule = RULES[name]
    drawn = {} if rule.get("make_symmetric") else {"weight": distribution("normal"), "delay": {"distribution": "uniform", "low": 0.5, "high": 2.5}}
    one = edges(1, rule, drawn)
    assert len(one) > 20
    for threads in THREADS:
        assert edges(threads, rule, drawn) == one


def test_every_rule_and_distribution_is_here():
    nest.ll_api.sr("connruledict keys { cvs } Map")
    assert {r["rule"] for r in RULES.values()} == set(nest.ll_api.spp())
    nest.ll_api.sr("rdevdict keys { cvs } Map")
    assert {d["distribution"] for d in EVERY_DISTRIBUTION} == set(nest.ll_api.spp())


LARGE = {
    "all_to_all": {"rule": "all_to_all"},
    "fixed_indegree": {"rule": "fixed_indegree", "indegree": 130},
    "fixed_outdegree": {"rule": "fixed_outdegree", "outdegree": 130},
    "fixed_total_number": {"rule": "fixed_total_number", "N": 39000},
    "pairwise_bernoulli": {"rule": "pairwise_bernoulli", "p": 0.45},
    "symmetric_pairwise_bernoulli": {"rule": "symmetric_pairwise_bernoulli", "p": 0.3, "make_symmetric": True, "autapses": False},
}


@pytest.mark.parametrize("rule", LARGE)
def test_large_calls_do_not_depend_on_the_number_of_threads(rule):
    """So many connections that each thread draws them again when it makes rows."""
    def drawn(threads):
        nest.ResetKernel()
        nest.SetKernelStatus({"local_num_threads": threads})
        nodes = nest.Create("iaf_psc_alpha", 300)
        spec = {}
        if not LARGE[rule].get("make_symmetric"):
            spec = {"weight": distribution("gamma"), "delay": {"distribution": "uniform", "low": 0.5, "high": 2.5}}
        nest.Connect(nodes, nodes, LARGE[rule], spec)
        columns = [np.array(nest.GetStatus(nest.GetConnections(), key)) for key in ("source", "target", "weight", "delay")]
        return np.stack(columns)[:, np.lexsort(columns[::-1])]

    one = drawn(1)
    assert one.shape[1] > 30000
    for threads in THREADS:
        np.testing.assert_array_equal(drawn(threads), one)


@pytest.mark.parametrize("spec", EVERY_DISTRIBUTION, ids=lambda d: d["distribution"])
def test_distributions_do_not_depend_on_the_number_of_threads(spec):
    rule = RULES["fixed_indegree"]
    one = edges(1, rule, {"weight": spec})
    assert len({w for _, _, w, _ in one}) > 1
    for threads in THREADS:
        assert edges(threads, rule, {"weight": spec}) == one


def twenty_seconds(threads):
    nest.ResetKernel()
    nest.SetKernelStatus({"local_num_threads": threads, "print_time": False})
    exc, inh = nest.Create("iaf_psc_exp", 160), nest.Create("iaf_psc_exp", 40)
    drive, detector = nest.Create("poisson_generator", 1, {"rate": 11000.0}), nest.Create("spike_detector")
    delay = {"distribution": "normal_clipped", "mu": 1.5, "sigma": 0.7, "low": 0.3}
    nest.Connect(drive, exc + inh, syn_spec={"weight": 45.0, "delay": 1.5})
    nest.Connect(exc, exc + inh, {"rule": "fixed_indegree", "indegree": 16},
                 {"weight": {"distribution": "lognormal", "mu": 3.5, "sigma": 0.4}, "delay": delay})
    nest.Connect(inh, exc + inh, {"rule": "fixed_indegree", "indegree": 4}, {"weight": -200.0, "delay": delay})
    nest.Connect(exc + inh, detector)
    nest.Simulate(20000.0)
    events = nest.GetStatus(detector, "events")[0]
    return events["times"], events["senders"], np.array(nest.GetStatus(exc + inh, "V_m"))


def test_twenty_seconds_do_not_depend_on_the_number_of_threads():
    one = twenty_seconds(1)
    assert len(one[0]) > 200 * 20 * 2, "at less than 2 Hz the network says little"
    for threads in THREADS:
        for a, b in zip(twenty_seconds(threads), one):
            np.testing.assert_array_equal(a, b)
