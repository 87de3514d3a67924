// The one exception of the whole program: an error name that scripts catch by, and a message that teaches.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

namespace nestling {

// The name of an error as SLI shows it. Only made from literals, so the view never dangles.
struct Err {
  std::string_view name;
  friend constexpr bool operator==(Err a, Err b) { return a.name == b.name; }
};

struct Error : std::runtime_error {
  Error(Err kind, const std::string& message) : std::runtime_error(message), kind(kind) {}
  Err kind;
};

// An error that only the language has a name for is declared beside the operators that raise it.
namespace err {
// values and types
inline constexpr Err type_mismatch{"TypeMismatch"}, argument_type{"ArgumentType"}, dict_error{"DictError"}, range_check{"RangeCheck"},
    dimension_mismatch{"DimensionMismatch"};
// models and their parameters
inline constexpr Err bad_property{"BadProperty"}, bad_parameter{"BadParameter"}, bad_parameter_value{"BadParameterValue"},
    unknown_model{"UnknownModelName"}, model_exists{"NewModelNameExists"}, not_implemented{"NotImplemented"},
    step_multiple_required{"StepMultipleRequired"}, invalid_time_in_model{"InvalidTimeInModel"};
// nodes and connections
inline constexpr Err unknown_node{"UnknownNode"}, subnet_expected{"SubnetExpected"}, unknown_synapse{"UnknownSynapseType"},
    unknown_receptor{"UnknownReceptorType"}, incompatible_receptor{"IncompatibleReceptorType"}, illegal_connection{"IllegalConnection"},
    unexpected_event{"UnexpectedEvent"}, bad_delay{"BadDelay"}, argument_error{"ArgumentError"},
    node_with_proxies_expected{"NodeWithProxiesExpected"};
// running
inline constexpr Err kernel_exception{"KernelException"}, io_error{"IOError"}, numerical_instability{"NumericalInstability"};
}  // namespace err

}  // namespace nestling
