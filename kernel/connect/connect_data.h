// DataConnect: connections from their parameters, one by one.
#pragma once
#include <span>

#include "kernel/connect/connect.h"

namespace nestling {

// From one source, with vectors that have an element for each connection: /target, /weight, /delay and parameters of
// the model. Connections that cannot be are left out with a warning; entries that the model does not know are ignored.
void connect_columns(const ConnectContext& context, Gid source, const Dict& columns, std::string_view model);

// With a dictionary for each, as the status of a connection is.
void connect_described(const ConnectContext& context, std::span<const Dict> statuses);

}  // namespace nestling
