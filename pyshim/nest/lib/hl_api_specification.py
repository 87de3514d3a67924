"""The arguments of Connect as SLI takes them: node lists, rules, synapse parameters."""
import array

from .. import pynestkernel as kernel
from .hl_api_columns import gid_vector
from .hl_api_helper import is_literal

__all__ = ["connection_spec", "node_list", "node_lists", "synapse_spec"]


def _is_array(x):
    return hasattr(x, "__array_interface__") and not is_literal(x)


def node_list(nodes):
    """A node list with one level of nesting taken away. What is no node list stays, and SLI refuses it."""
    if isinstance(nodes, (list, tuple)) and any(issubclass(kind, (list, tuple)) for kind in set(map(type, nodes))):
        return [gid for x in nodes for gid in (x if isinstance(x, (list, tuple)) else (x,))]
    return nodes


def node_lists(pre, post):
    """Two node lists of the same kind: both vectors, or neither."""
    if isinstance(pre, int) and isinstance(post, int):
        raise TypeError(f"Connect wants lists of GIDs: Connect([{pre}], [{post}])")
    if pre is None or post is None:
        raise kernel.NESTErrors.ArgumentType(kernel.SLILiteral("Connect"), ": pre and post are lists of GIDs, not None")
    same = pre is post
    pre = _vector(pre)
    post = pre if same else _vector(post)
    if _is_vector(pre) != _is_vector(post):
        pre, post = [x.tolist() if _is_vector(x) else x for x in (pre, post)]
    return pre, post


def _vector(nodes):
    vector = gid_vector(nodes)
    if vector is None:
        nodes = node_list(nodes)
        vector = gid_vector(nodes)
    return nodes if vector is None else vector


def _is_vector(nodes):
    return isinstance(nodes, array.array) or _is_array(nodes) and nodes.dtype.kind in "iu"


def connection_spec(conn_spec):
    """The dictionary with the rule."""
    if conn_spec is None:
        conn_spec = "all_to_all"
    if is_literal(conn_spec):
        return {"rule": kernel.SLILiteral(conn_spec)}
    if not isinstance(conn_spec, dict):
        raise kernel.NESTError(f"conn_spec must be the name of a rule or a dictionary with 'rule', not {conn_spec!r}")
    rule = conn_spec["rule"]
    return {**conn_spec, "rule": kernel.SLILiteral(rule) if is_literal(rule) else rule}


def synapse_spec(syn_spec, rule, pre, post):
    """The dictionary with the synapse model; arrays of parameters are flat."""
    if is_literal(syn_spec):
        return {"model": kernel.SLILiteral(syn_spec)}
    if not isinstance(syn_spec, dict):
        raise kernel.NESTError(f"syn_spec must be the name of a synapse model or a dictionary, not {syn_spec!r}")
    spec = {"model": kernel.SLILiteral("static_synapse")}
    for key, value in syn_spec.items():
        key = "model" if str(key) == "synapse_model" else str(key)
        if key == "model":
            spec[key] = kernel.SLILiteral(value) if is_literal(value) else value
        else:
            spec[key] = _flat(key, value, rule, pre, post)
    return spec


def _flat(key, value, rule, pre, post):
    """A value of the dictionary: arrays become double vectors, once their shape fits the rule."""
    if isinstance(value, dict):
        return {k: kernel.SLILiteral(v) if isinstance(v, str) else v for k, v in value.items()}
    if not (isinstance(value, (list, tuple)) or _is_array(value)):
        return value
    import numpy
    values = numpy.asarray(value)
    if values.ndim == 0:
        return value
    if values.dtype.kind not in "iuf" or values.ndim > 2:
        return value
    wanted = _shape(rule, values.ndim, len(pre), len(post))
    if values.shape != wanted:
        name = rule["rule"]
        raise kernel.NESTError(
            f"'{key}' has the shape {values.shape}; " +
            (f"{name} takes arrays of shape {wanted}" if wanted else f"{name} takes no array of {values.ndim} dimensions"))
    whole = key in ("receptor_type", "synapse_label") and values.dtype.kind != "f"
    return numpy.ascontiguousarray(values, int if whole else float).ravel()


def _shape(rule, n_dimensions, n_pre, n_post):
    """The shape that an array of parameters must have, None if the rule takes no array."""
    shapes = {
        "one_to_one": (n_pre,),
        "fixed_total_number": (rule.get("N"),),
        "all_to_all": (n_post, n_pre),
        "fixed_indegree": (n_post, rule.get("indegree")),
        "fixed_outdegree": (n_pre, rule.get("outdegree")),
    }
    shape = shapes.get(str(rule["rule"]))
    return shape if shape and len(shape) == n_dimensions else None
