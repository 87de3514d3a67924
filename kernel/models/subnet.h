// A node that holds other nodes. It takes part in nothing; the tree is in kernel/node/subnets.h.
#pragma once
#include "kernel/node/device.h"
#include "kernel/node/param.h"

namespace nestling {

struct SubnetParams {
  std::string label;
  static const Table& table();
};

// A dictionary of the user's own. Nobody reads its entries, so it can only be set while unused entries are no error.
struct CustomDict {
  Dict entries;
  void read(const Dict& changes);
};

class Subnet final : public Device {
 public:
  static constexpr auto name = "subnet";
  static constexpr auto element_type = "structure";
  static constexpr auto doc = "A group of nodes. What is created while it is the current subnet becomes its child.";

  Subnet() { frozen = true; }
  void status(Dict& to, const Environment&) const override;
  Commit stage(const Dict& changes, const Environment&) override;
  std::string help() const override;

 private:
  SubnetParams params_;
  CustomDict custom_;
};

}  // namespace nestling
