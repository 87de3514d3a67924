// The neuron whose dynamics are two procedures in its status dictionary.
#pragma once
#include "kernel/node/model.h"
#include "sli/interp.h"

namespace nestling::sli {

ModelPtr make_sli_neuron(Interp& i);

}  // namespace nestling::sli
