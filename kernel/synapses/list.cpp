// All synapse models with state that are built in: a new one is entered here and nowhere else.
#include "kernel/synapses/kind.h"
#include "kernel/synapses/live_table.h"

namespace nestling {

SynapseKindPtr make_bernoulli_synapse();
SynapseKindPtr make_clopath_synapse();
SynapseKindPtr make_cont_delay_synapse();
SynapseKindPtr make_ht_synapse();
SynapseKindPtr make_quantal_stp_synapse();
SynapseKindPtr make_stdp_dopamine_synapse();
SynapseKindPtr make_stdp_facetshw_synapse_hom();
SynapseKindPtr make_stdp_nn_pre_centered_synapse();
SynapseKindPtr make_stdp_nn_restr_synapse();
SynapseKindPtr make_stdp_nn_symm_synapse();
SynapseKindPtr make_stdp_pl_synapse_hom();
SynapseKindPtr make_stdp_synapse();
SynapseKindPtr make_stdp_synapse_hom();
SynapseKindPtr make_stdp_triplet_synapse();
SynapseKindPtr make_tsodyks2_synapse();
SynapseKindPtr make_tsodyks_synapse();
SynapseKindPtr make_tsodyks_synapse_hom();
SynapseKindPtr make_vogels_sprekeler_synapse();

const std::vector<SynapseKindPtr>& synapse_kinds() {
  static const std::vector<SynapseKindPtr> kinds = [] {
    SynapseKindPtr (*const make[])() = {
        make_bernoulli_synapse,
        make_clopath_synapse,
        make_cont_delay_synapse,
        make_ht_synapse,
        make_quantal_stp_synapse,
        make_stdp_dopamine_synapse,
        make_stdp_facetshw_synapse_hom,
        make_stdp_nn_pre_centered_synapse,
        make_stdp_nn_restr_synapse,
        make_stdp_nn_symm_synapse,
        make_stdp_pl_synapse_hom,
        make_stdp_synapse,
        make_stdp_synapse_hom,
        make_stdp_triplet_synapse,
        make_tsodyks2_synapse,
        make_tsodyks_synapse,
        make_tsodyks_synapse_hom,
        make_vogels_sprekeler_synapse,
    };
    std::vector<SynapseKindPtr> all;
    for (auto m : make) all.push_back(m());
    return all;
  }();
  return kinds;
}

}  // namespace nestling
