// The tables of kernel commands, by subject.
#pragma once
#include "sli/bindings/kernel.h"

namespace nestling::sli {

const OpTable& node_ops();
const OpTable& column_ops();
const OpTable& subnet_ops();
const OpTable& connect_ops();
const OpTable& simulate_ops();
const OpTable& random_ops();
const OpTable& absent_ops();
const OpTable& communication_ops();

void define_random_dictionaries(Interp& i);  // rngdict, rdevdict

}  // namespace nestling::sli
