// How the user names a connection.
#pragma once
#include <cstdint>

namespace nestling {

struct ConnectionId {
  std::int64_t source, target, thread, model, port;  // the thread is that of the target, the model that of the synapse
};

}  // namespace nestling
