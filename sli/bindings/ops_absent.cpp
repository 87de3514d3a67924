// Commands that scripts may call and this version does not have: each says so.
#include <algorithm>

#include "sli/bindings/tables.h"
#include "sli/bindings/values.h"
#include "sli/stream.h"

namespace nestling::sli {
namespace {

struct MaskType {
  static constexpr Type type = Type::Mask;
};
struct ParameterType {
  static constexpr Type type = Type::Parameter;
};

[[noreturn]] void refuse(Err kind, const char* what) { fail(kind, "this version of Nestling has no ", what, "."); }

// Where there is no spatial module its names are unknown: programs that can do without catch that error.
[[noreturn]] void no_layers(Interp&) { refuse(err::dict_error, "spatial networks"); }
[[noreturn]] void no_growth(Interp&) { refuse(Err{"FunctionUnsupported"}, "structural plasticity"); }

template <class... Operands>
Op spatial(std::string_view name, std::string_view doc, DeclaredAt where = DeclaredAt::current()) {
  return op(
      name, doc, stack<Operands...>, [](Interp& i) { no_layers(i); }, where);
}

template <class... Operands>
Op growth(std::string_view name, std::string_view doc, DeclaredAt where = DeclaredAt::current()) {
  return op(
      name, doc, stack<Operands...>, [](Interp& i) { no_growth(i); }, where);
}

// The kernel has the entries that describe growth, though nothing grows.
constexpr std::string_view growth_entries[] = {"structural_plasticity_synapses",
                                               "structural_plasticity_update_interval"};

Dict growth_status(const Kernel& k) {
  Dict d;
  for (auto key : growth_entries) d[key] = k.status(0, key);
  return d;
}

void set_growth(Kernel& k, const Dict& changes) {
  for (auto& entry : changes)
    if (std::ranges::find(growth_entries, entry.key) == std::end(growth_entries))
      fail(err::dict_error, "there is no /", entry.key, "; there are /", growth_entries[0], " and /", growth_entries[1],
           ".");
  k.set_status(changes);
}

}  // namespace

const OpTable& absent_ops() {
  static const OpTable table = {
      spatial<Dic>("CreateLayer", "dict -> gid: a layer of nodes in space").as("CreateLayer_D").as_trie(),
      spatial<IntType, IntType, Dic>("ConnectLayers", "gid gid dict -> : connect layers")
          .as("ConnectLayers_i_i_D")
          .as_trie(),
      spatial<Dic>("CreateMask", "dict -> mask").as("CreateMask_D").as_trie(),
      spatial<Dic>("CreateParameter", "dict -> parameter").as("CreateParameter_D"),
      spatial<DoubleType>("CreateParameter", "double -> parameter"),
      spatial<IntType, IntType>("Displacement", "gid gid -> array"),
      spatial<Arr, IntType>("Displacement", "[position] gid -> array").as("Displacement_a_i"),
      spatial<DVec, IntType>("Displacement", "<. position .> gid -> array"),
      spatial<IntType, IntType>("Distance", "gid gid -> double"),
      spatial<Arr, IntType>("Distance", "[position] gid -> double").as("Distance_a_i"),
      spatial<DVec, IntType>("Distance", "<. position .> gid -> double"),
      spatial<OStr, IntType, LitType>("DumpLayerConnections", "ostream gid /model -> ostream")
          .as("DumpLayerConnections_os_i_l")
          .as_trie(),
      spatial<OStr, IntType>("DumpLayerNodes", "ostream gid -> ostream").as("DumpLayerNodes_os_i").as_trie(),
      spatial<IntType, Arr>("GetElement", "gid [position] -> gid or array").as("GetElement_i_ia").as_trie(),
      spatial<IntType>("GetLayer", "gid -> gid of the layer").as_trie(),
      spatial<IntType>("GetPosition", "gid -> [position]").as("GetPosition_i").as_trie(),
      spatial<Arr, ParameterType>("GetValue", "[position] parameter -> double").as("GetValue_a_P").as_trie(),
      spatial<Arr, MaskType>("Inside", "[position] mask -> bool").as("Inside_a_M"),
      spatial<Arr, Dic>("Inside", "[position] mask -> bool"),
      spatial<IntType, Arr, MaskType>("SelectNodesByMask", "gid [position] mask -> array")
          .as("SelectNodesByMask_L_a_M")
          .as_trie(),
      growth<>("EnableStructuralPlasticity", "let connections grow"),
      op("DisableStructuralPlasticity", "undo EnableStructuralPlasticity", stack<>, [](Interp&) {}),
      op("SetStructuralPlasticityStatus", "dict -> : how connections grow",
         [](Interp& i, In<Dic> d) { set_growth(kernel(i), to_dict(d.token())); }),
      op("GetStructuralPlasticityStatus", "dict -> dict: how connections grow",
         [](Interp& i, In<Dic>) { return to_token(i, growth_status(kernel(i))); }),
  };
  return table;
}

// One process has nobody to communicate with.
const OpTable& communication_ops() {
  static const auto no_time = [](Int, Int) { return 0.0; };
  static const char* doc = "n n -> double: seconds that an exchange between processes takes";
  static const OpTable table = {
      op("TimeCommunication", doc, no_time),
      op("TimeCommunication", doc, stack<IntType, IntType, BoolType>, [](Interp& i) { i.drop(3), i.push(0.0); })
          .as("TimeCommunication_i_i_b"),
      op("TimeCommunicationv", doc, no_time).as("TimeCommunicationv_i_i").as_trie(),
      op("TimeCommunicationAlltoall", doc, no_time).as("TimeCommunicationAlltoall_i_i").as_trie(),
      op("TimeCommunicationAlltoallv", doc, no_time).as("TimeCommunicationAlltoallv_i_i").as_trie(),
      op("TimeCommunicationOffgrid", doc, no_time).as_trie(),
  };
  return table;
}

}  // namespace nestling::sli
