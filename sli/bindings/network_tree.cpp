#include "sli/bindings/network_tree.h"

#include <ostream>
#include <string>
#include <vector>

namespace nestling::sli {

namespace {

class Printer {
 public:
  Printer(std::ostream& out, Kernel& kernel) : out_(out), kernel_(kernel) {}

  void subnet(Gid g, std::int64_t depth, const std::string& indent) {
    const auto children = kernel_.children(g);
    out_ << indent << "+-[" << place(g) << "] " << name(g) << " dim=[" << dimensions(g) << "]\n";
    if (depth < 2 || children.empty()) return;
    const std::string inner = indent + "   ";
    out_ << inner << "|\n";
    for (std::size_t k = 0; k < children.size();) {
      const std::size_t n = is_subnet(children[k]) ? 0 : run(children, k);
      if (n == 0) subnet(children[k], depth - 1, inner);
      else leaves(children[k], children[k + n - 1], inner);
      k += n == 0 ? 1 : n;
    }
    if (!is_subnet(children.back())) out_ << inner << '\n';
  }

 private:
  // How many nodes of one model follow each other.
  std::size_t run(const std::vector<Gid>& nodes, std::size_t first) {
    std::size_t end = first + 1;
    while (end < nodes.size() && model(nodes[end]) == model(nodes[first])) ++end;
    return end - first;
  }

  void leaves(Gid first, Gid last, const std::string& indent) {
    out_ << indent << "+-[" << place(first) << ']';
    if (last != first) out_ << "...[" << place(last) << ']';
    out_ << ' ' << model(first) << '\n';
  }

  // "2 3" for two subnets of three nodes each
  std::string dimensions(Gid g) {
    const auto children = kernel_.children(g);
    const std::string n = std::to_string(children.size());
    std::string inner;
    for (Gid child : children) {
      if (!is_subnet(child)) return n;
      const std::string of_child = dimensions(child);
      if (!inner.empty() && inner != of_child) return n;
      inner = of_child;
    }
    return inner.empty() ? n : n + ' ' + inner;
  }

  std::string name(Gid g) {
    const Value label = g == 0 ? kernel_.status().at("label") : kernel_.status(g, "label");
    const auto& text = std::get<std::string>(label);
    return !text.empty() ? text : g == 0 ? "root" : model(g);
  }

  std::string model(Gid g) { return std::get<Literal>(kernel_.status(g, "model")).name; }
  bool is_subnet(Gid g) { return std::get<Literal>(kernel_.status(g, "element_type")).name == "structure"; }
  std::int64_t place(Gid g) { return g == 0 ? 0 : std::get<std::int64_t>(kernel_.status(g, "local_id")); }

  std::ostream& out_;
  Kernel& kernel_;
};

}  // namespace

void print_network(std::ostream& out, Kernel& kernel, Gid subnet, std::int64_t depth) {
  Printer(out, kernel).subnet(subnet, depth, "");
}

}  // namespace nestling::sli
