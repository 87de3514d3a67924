// The bridge between the language and the engine: the only place that knows both.
#pragma once
#include "kernel/kernel.h"
#include "sli/bindings/connections.h"
#include "sli/interp.h"

namespace nestling::sli {

// Gives the interpreter a kernel of its own and the commands that drive it.
void add_kernel(Interp& i);

Kernel& kernel(Interp& i);

// Called when the set of models may have changed: modeldict, synapsedict and connruledict follow the kernel.
void refresh_model_dictionaries(Interp& i);

struct GidCollectionBody : Object {
  explicit GidCollectionBody(NodeList n) : nodes(std::move(n)) {}
  NodeList nodes;
};
struct Conn {
  using Body = ConnectionBody;
  static constexpr Type type = Type::Connection;
};
struct Gids {
  using Body = GidCollectionBody;
  static constexpr Type type = Type::GidCollection;
};

}  // namespace nestling::sli
