#include "sli/builtins.h"

#include "sli/interp.h"
#include "sli/search_path.h"
#include "sli/statusdict.h"

namespace nestling::sli {

void add_builtins(Interp& i) {
  for (const OpTable* table : {&control_ops, &loop_ops, &scope_ops, &trie_ops, &wrapper_ops, &error_ops}) i.add(*table);
  for (const OpTable* table :
       {&string_ops, &archive_ops, &dictionary_ops, &option_ops, &scan_ops, &output_ops, &message_ops, &report_ops, &stream_ops, &file_ops,
        &search_path_ops, &image_ops, &regex_ops, &process_ops, &time_ops, &status_ops, &help_ops, &session_ops, &prompt_ops, &library_ops, &debug_ops, &plot_ops})
    i.add(*table);
  for (auto* define : {define_string_constants, define_message_levels, define_standard_streams, define_regex_constants,
                       define_signals, define_options, define_search_path, define_status, define_debug, define_scanner_names, define_help})
    define(i);
  for (const OpTable* table :
       {&stack_ops, &math_ops, &function_ops, &special_ops, &compare_ops, &array_ops, &sequence_ops, &elementwise_ops,
        &vector_ops, &map_ops, &fold_ops, &part_ops, &tensor_ops, &convert_ops, &infix_ops, &expression_ops, &patch_ops,
        &statistics_ops})
    i.add(*table);
  define_constants(i);
  define_arraylib(i);
}

}  // namespace nestling::sli
