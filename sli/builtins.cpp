#include "sli/builtins.h"

#include "sli/interp.h"

namespace nestling::sli {

void add_builtins(Interp& i) {
  for (const OpTable* table : {&control_ops, &loop_ops, &scope_ops, &trie_ops, &error_ops}) i.add(*table);
}

}  // namespace nestling::sli
