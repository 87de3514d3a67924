// Commands that are written in SLI: their file is read when one of them is first used, and puts them into systemdict.
#include <algorithm>

#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/search_path.h"

namespace nestling::sli {
namespace {

// After the file: the name, which now means something else.
struct CallCommand : Frame {
  CallCommand(Name* command, Token before, const char* file) : command(command), before(std::move(before)), file(file) {}
  bool step(Interp& i) override {
    const Token* now = i.lookup(command);
    if (!now || equal(*now, before)) fail(err::undefined_name, file, ".sli of the library does not define ", command->text);
    i.call(*now);
    return false;
  }
  bool ends_exit() const override { return false; }
  std::string_view label() const override { return command->text; }
  Name* command;
  Token before;
  const char* file;
};

void load(Interp& i, const char* file, const char* command) {
  const auto path = data_directory() / "sli" / (std::string(file) + ".sli");
  Token program = open_on_path(i, path, {""});
  program.retype(Type::XIStream);
  Name* name = i.intern(command);
  const Token* present = i.lookup(name);
  i.push_frame(std::make_unique<CallCommand>(name, present ? *present : Token(), file));
  i.call(std::move(program));
}

template <std::size_t n>
struct Text {  // a literal as a parameter of a template
  constexpr Text(const char (&t)[n]) { std::copy_n(t, n, text); }
  char text[n];
};

// A place in the table for a command that the file defines.
template <Text file, Text command>
Op in_library(std::string_view doc, DeclaredAt where = DeclaredAt::current()) {
  return op(
      command.text, doc, stack<>, [](Interp& i) { load(i, file.text, command.text); }, where);
}

}  // namespace

const OpTable library_ops = {
    in_library<"mathematica", "FindRoot">("f low high precision -> x: root by bisection, printing every estimate"),
    in_library<"mathematica", "LRest">("c -> c: old name of Most"),
    in_library<"mathematica", "revert">("c -> c: old name of reverse"),
    in_library<"skip", "skip_if_no_mpi">("leave with code skipped_no_mpi without MPI"),
    in_library<"skip", "skip_if_have_mpi">("leave with code skipped_have_mpi under MPI"),
    in_library<"skip", "skip_if_not_threaded">("leave with code skipped_no_threading without threads"),
    in_library<"skip", "skip_if_without_gsl">("leave with code skipped_no_gsl without the GSL"),
    in_library<"skip", "skip_if_without_music">("leave with code skipped_no_music without MUSIC"),
    in_library<"dictionary", "RestoreDictionary">("(file) -> dict: execute definitions in a new dictionary"),
    in_library<"dictionary", "initialize_module">("(text) -> : execute it with systemdict as the current dictionary"),
    in_library<"network", "LayoutNetwork">("/model [d1 d2 ..] -> gid: d1 subnets of d2 .. nodes of a model"),
    in_library<"network", "SaveModels">("-> [[/model dict] ..]: the defaults of all models"),
    in_library<"network", "RestoreModels">("[[/model dict] ..] -> : defaults as SaveModels found them"),
    in_library<"network", "MemoryInfo">("print how much memory the network takes, by part"),
    in_library<"process", "spoon">("x -> pid: a child process executes x and ends"),
    in_library<"process", "system">(
        "cmd -> status normal: run a program; cmd 1 system: let it run, cmd 2 system -> pid"),
    in_library<"process", "spawn">("cmd -> ostream istream: run a program with pipes to its input and output"),
    in_library<"process", "shpawn">("cmd -> ostream istream: spawn through /bin/sh"),
    in_library<"process", "taskset">("cpus pid -> status normal: bind a process to processors"),
    in_library<"process", "taskset_thisjob">("cpus -> status normal: bind this process to processors"),
    in_library<"interactive", "page">("(file) -> : show a file in the pager (option /command of /page)"),
    in_library<"interactive", "edit">("(file) -> : open a file in the editor (option /command of /edit)"),
    in_library<"interactive", "helpdesk">("open the documentation in a browser"),
    in_library<"interactive", "pageoutput">("proc -> : show what a procedure prints in the pager"),
    in_library<"interactive", "readline">("(prompt) -> string true, or false: a line from the standard input"),
    in_library<"interactive", "ppage">("(file) -> : show a file page by page"),
    in_library<"interactive", "test">("run the tests of the installation"),
    in_library<"interactive", "validate">("/command -> bool: is there a page about the command"),
    in_library<"interactive", "MathLinkPutString">("(text) -> : print what a front end would get"),
    in_library<"interactive", "aload">("array -> x1 .. xn array: old name of arrayload"),
    in_library<"interactive", "astore">("x1 .. xn array -> array: old name of arraystore"),
    in_library<"process", "nest_serial">("(script) -> (command): the command line that runs a script"),
    in_library<"process", "nest_indirect">("(script) -> (command): the command line that runs a script"),
    in_library<"process", "mpirun">("n (program) (script) -> (command): the command line of a distributed run"),
    in_library<"interactive", "MissingOptionError">("/command -> : report that an option is missing"),
    in_library<"interactive", "license">("the terms of use"),
    in_library<"interactive", "authors">("the makers"),
};

}  // namespace nestling::sli
