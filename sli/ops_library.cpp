// Commands that are written in SLI: their file is read when one of them is first used, and puts them into systemdict.
#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/search_path.h"

namespace nestling::sli {
namespace {

// Executes the file, and then again the name that now means something else.
void load(Interp& i, const char* file, const char* command) {
  const auto path = data_directory() / "sli" / (std::string(file) + ".sli");
  Token program = open_on_path(i, path, {""});
  program.retype(Type::XIStream);
  i.call(Token::name(i.intern(command)));
  i.call(std::move(program));
}

// A place in the table for a command that the file defines.
template <class Load> Op in_library(std::string_view name, std::string_view doc, Load load,
                                    DeclaredAt where = DeclaredAt::current()) {
  return op(name, doc, stack<>, load, where);
}

}  // namespace

const OpTable library_ops = {
    in_library("FindRoot", "f low high precision -> x: root by bisection, printing every estimate", [](Interp& i) { load(i, "mathematica", "FindRoot"); }),
    in_library("LRest", "c -> c: old name of Most", [](Interp& i) { load(i, "mathematica", "LRest"); }),
    in_library("revert", "c -> c: old name of reverse", [](Interp& i) { load(i, "mathematica", "revert"); }),
    in_library("skip_if_no_mpi", "leave with code skipped_no_mpi without MPI", [](Interp& i) { load(i, "skip", "skip_if_no_mpi"); }),
    in_library("skip_if_have_mpi", "leave with code skipped_have_mpi under MPI", [](Interp& i) { load(i, "skip", "skip_if_have_mpi"); }),
    in_library("skip_if_not_threaded", "leave with code skipped_no_threading without threads", [](Interp& i) { load(i, "skip", "skip_if_not_threaded"); }),
    in_library("skip_if_without_gsl", "leave with code skipped_no_gsl without the GSL", [](Interp& i) { load(i, "skip", "skip_if_without_gsl"); }),
    in_library("skip_if_without_music", "leave with code skipped_no_music without MUSIC", [](Interp& i) { load(i, "skip", "skip_if_without_music"); }),
    in_library("RestoreDictionary", "(file) -> dict: execute definitions in a new dictionary", [](Interp& i) { load(i, "dictionary", "RestoreDictionary"); }),
    in_library("initialize_module", "(text) -> : execute it with systemdict as the current dictionary", [](Interp& i) { load(i, "dictionary", "initialize_module"); }),
    in_library("spoon", "x -> pid: a child process executes x and ends", [](Interp& i) { load(i, "process", "spoon"); }),
    in_library("system", "cmd -> status normal: run a program; cmd 1 system: let it run, cmd 2 system -> pid", [](Interp& i) { load(i, "process", "system"); }),
    in_library("spawn", "cmd -> ostream istream: run a program with pipes to its input and output", [](Interp& i) { load(i, "process", "spawn"); }),
    in_library("shpawn", "cmd -> ostream istream: spawn through /bin/sh", [](Interp& i) { load(i, "process", "shpawn"); }),
    in_library("taskset", "cpus pid -> status normal: bind a process to processors", [](Interp& i) { load(i, "process", "taskset"); }),
    in_library("taskset_thisjob", "cpus -> status normal: bind this process to processors", [](Interp& i) { load(i, "process", "taskset_thisjob"); }),
};

}  // namespace nestling::sli
