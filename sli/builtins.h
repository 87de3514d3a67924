// The operators of the language: one table a file, and the one list of them in builtins.cpp.
#pragma once
#include "sli/op.h"

namespace nestling::sli {

extern const OpTable control_ops, loop_ops, scope_ops, trie_ops, wrapper_ops, error_ops;
extern const OpTable string_ops, archive_ops, dictionary_ops, option_ops, scan_ops, output_ops, message_ops, report_ops, stream_ops, file_ops,
    search_path_ops, image_ops, regex_ops, process_ops, time_ops, status_ops, help_ops, session_ops, prompt_ops, library_ops, debug_ops, plot_ops;

// What stands in systemdict beside operators.
void define_string_constants(Interp& i);
void define_message_levels(Interp& i);
void define_standard_streams(Interp& i);
void define_regex_constants(Interp& i);
void define_signals(Interp& i);
void define_options(Interp& i);
void define_debug(Interp& i);
void define_scanner_names(Interp& i);
void define_help(Interp& i);

// On data: numbers, containers, lists.
extern const OpTable stack_ops, math_ops, function_ops, special_ops, compare_ops, array_ops, sequence_ops, elementwise_ops,
    vector_ops, map_ops, fold_ops, part_ops, tensor_ops, convert_ops, infix_ops, expression_ops, patch_ops, statistics_ops;

void define_constants(Interp& i);  // E, Pi, and the names that push a mark
void define_arraylib(Interp& i);   // the namespace

void add_builtins(Interp& i);  // what a new interpreter knows

}  // namespace nestling::sli
