// The operators of the language: one table a file, and the one list of them in builtins.cpp.
#pragma once
#include "sli/op.h"

namespace nestling::sli {

extern const OpTable control_ops, loop_ops, scope_ops, trie_ops, error_ops;

void add_builtins(Interp& i);  // what a new interpreter knows

}  // namespace nestling::sli
