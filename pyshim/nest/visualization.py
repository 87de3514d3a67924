"""Drawings of networks as graphs."""
import nest

__all__ = ["plot_network"]


def plot_network(nodes, filename, ext_conns=False, plot_modelnames=False):
    """Draw nodes and their connections into a file.

    Parameters
    ----------
    nodes : list of int, or list of lists of int
        GIDs; each inner list is drawn as a cluster.
    filename : str
        Ends with .pdf or .png.
    ext_conns : bool, optional
        Draw connections to other nodes, too, as connections to a node "external".
    plot_modelnames : bool, optional
        Label nodes with GID and model instead of the GID.

    Raises
    ------
    NESTErrors.NESTError
        For another kind of file.
    ImportError
        Without the package pydot.

    SLI: ``<< /source [nodes] >> GetConnections``
    """
    import pydot

    form = filename.rpartition(".")[2]
    if form not in ("pdf", "png"):
        raise nest.NESTError(f"the name of the file ends with .pdf or .png, not {filename!r}")
    clusters = [list(c) for c in nodes if not isinstance(c, int)] + [[n] for n in nodes if isinstance(n, int)]
    members = [gid for cluster in clusters for gid in cluster]
    models = dict(zip(members, nest.GetStatus(members, "model")))
    graph = pydot.Dot(graph_type="digraph")
    for number, cluster in enumerate(clusters):
        inside = pydot.Cluster(str(number)) if len(cluster) > 1 else graph
        for gid in cluster:
            inside.add_node(pydot.Node(str(gid), label=f"{gid} {models[gid]}" if plot_modelnames else str(gid)))
        if inside is not graph:
            graph.add_subgraph(inside)
    for source, target in _edges(set(members), ext_conns):
        graph.add_edge(pydot.Edge(source, target))
    graph.write(filename, format=form)


def _edges(members, ext_conns):
    """Pairs of names; others than members are called external, or left out."""
    edges = set()
    for connection in nest.GetConnections():
        ends = connection[0], connection[1]
        if members.issuperset(ends) or (ext_conns and not members.isdisjoint(ends)):
            edges.add(tuple(str(gid) if gid in members else "external" for gid in ends))
    return sorted(edges)
