#include "sli/cli.h"

#include <unistd.h>

#include <boost/program_options.hpp>

#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <sstream>

#include "sli/interrupt.h"
#include "sli/message.h"
#include "sli/prompt.h"
#include "sli/report.h"
#include "sli/search_path.h"
#include "sli/statusdict.h"
#include "sli/stream.h"
#include "sli/text.h"

namespace nestling::sli {
namespace po = boost::program_options;
namespace {

po::options_description visible_options() {
  po::options_description options("Options");
  options.add_options()                                                                                          //
      ("command,c", po::value<std::string>()->value_name("TEXT"), "execute TEXT and exit")                       //
      ("batch", "execute the standard input and exit; the same as -")                                            //
      ("userargs", po::value<std::string>()->value_name("A:B:.."), "array of strings for statusdict /userargs")  //
      ("verbosity", po::value<std::string>()->value_name("LEVEL"),
       "show messages from LEVEL on: ALL DEBUG STATUS INFO DEPRECATED WARNING ERROR FATAL QUIET")  //
      ("debug,d", "show all messages, and the calls under way on every stop; at a prompt, the line debugger")  //
      ("sandbox", po::value<std::string>()->implicit_value("")->value_name("DIR:DIR.."),
       "for programs of strangers: no files outside of these folders, no processes, no network, no environment, limits")  //
      ("memory", po::value<std::size_t>()->value_name("MB"), "limit of memory in a sandbox (2048)")                         //
      ("seconds", po::value<unsigned>()->value_name("N"), "limit of processor time in a sandbox (60)")                      //
      ("help,h", "print this and exit")                                                            //
      ("version,v", "print the version and exit");
  return options;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

int level_of(const std::string& name) {
  int value = 0;
  if (!level_by_name(name, value)) fail(err::argument_error, "--verbosity=", name, ": there is no such level");
  return value;
}

Sandbox sandbox_of(const po::variables_map& given) {
  Sandbox sandbox;
  sandbox.folders = split(given["sandbox"].as<std::string>(), ':');
  if (given.count("memory")) sandbox.megabytes = given["memory"].as<std::size_t>();
  if (given.count("seconds")) sandbox.seconds = given["seconds"].as<unsigned>();
  return sandbox;
}

void interpret(const po::variables_map& given, CommandLine& line) {
  using Action = CommandLine::Action;
  if (given.count("userargs")) line.user_arguments = split(given["userargs"].as<std::string>(), ':');
  if (given.count("verbosity")) line.verbosity = level_of(given["verbosity"].as<std::string>());
  if (given.count("debug")) line.verbosity = level::all, line.debug = true;
  if (given.count("sandbox")) line.sandbox = sandbox_of(given);
  else if (given.count("memory") || given.count("seconds")) fail(err::argument_error, "--memory and --seconds need --sandbox");
  if (given.count("help")) line.action = Action::help;
  else if (given.count("version")) line.action = Action::version;
  else if (given.count("command")) line.action = Action::command, line.command = given["command"].as<std::string>();
  else if (given.count("batch")) line.action = Action::batch;
  else if (!line.files.empty()) line.action = Action::files;
}

// Runs the resource file, if there is one. Its errors are reported and change nothing.
void run_resource_file(Interp& i) {
  const std::string file = resource_file_name();
  std::error_code error;
  if (file.empty() || !std::filesystem::exists(file, error)) return;
  if (!i.run_file(file)) {
    report_error(i);
    i.operands().clear();
  }
}

// The script and everything it called have ended: with an error, by `stop`, or well.
int result_of(Interp& i, bool ended_well) {
  if (const auto code = i.exit_code()) return *code;
  if (ended_well) return final_exit_code(i);
  report_error(i);
  return exit_code(i, "scripterror");
}

// The files share operands and definitions. What runs them has no place in a program that a report could name.
int run_files(Interp& i, const std::vector<std::string>& files) {
  TokenArray program;
  for (const auto& f : files) program.push_back(make_string(f)), program.push_back(Token::name(i.intern("run")));
  return result_of(i, i.run_token(make_procedure(std::move(program))));
}

int run_standard_input(Interp& i) {
  TokenArray program;
  for (const char* name : {"cin", "cvx", "exec"}) program.push_back(Token::name(i.intern(name)));
  return result_of(i, i.run_token(make_procedure(std::move(program))));
}

}  // namespace

void enter_sandbox(const CommandLine& line) {
  if (!line.sandbox) return;
  Sandbox sandbox = *line.sandbox;
  const std::string library = data_directory() / "sli";
  std::vector<std::string> readable = {library, "/etc/localtime", "/usr/share/zoneinfo"};
  for (const auto& file : line.files) readable.push_back(file), readable.push_back(file + ".sli");
  for (const auto& path : readable)
    if (std::filesystem::exists(path)) sandbox.only_to_read.push_back(path);
  enter(sandbox);
}

std::string resource_file_name() {
  const char* named = std::getenv("NESTRCFILENAME");
  const char* home = std::getenv("HOME");
  return named ? named : home ? std::string(home) + "/.nestrc" : std::string();
}

std::string usage() {
  std::ostringstream text;
  text << "usage: sli [OPTION..] [FILE.. | -]\n\n"
          "Runs the SLI programs in order, or the standard input (-), or starts an interactive session.\n\n"
       << visible_options()
       << "\nExit code: 0, what quit_i says, or 126 after an error.\n"
          "Environment: SLI_PATH and SLIUSER (directories with programs), NESTRCFILENAME (run at the start instead of "
          "~/.nestrc).\n";
  return std::move(text).str();
}

CommandLine parse_command_line(int argc, const char* const* argv) {
  CommandLine line;
  line.arguments.assign(argv, argv + argc);
  const auto options = visible_options();  // what was parsed refers to it
  po::variables_map given;
  try {
    const auto parsed = po::command_line_parser({std::next(line.arguments.begin(), argc > 0), line.arguments.end()})
                            .options(options)
                            .style(po::command_line_style::unix_style & ~po::command_line_style::allow_guessing)
                            .allow_unregistered()
                            .run();
    po::store(parsed, given);
    line.files = po::collect_unrecognized(parsed.options, po::include_positional);
  } catch (const po::error& error) { fail(err::argument_error, error.what(), "; see sli --help"); }
  const bool from_standard_input = std::erase(line.files, "-") > 0;
  interpret(given, line);
  if (from_standard_input && line.action != CommandLine::Action::command) line.action = CommandLine::Action::batch;
  return line;
}

int run_command_line(Interp& i, const CommandLine& line) {
  using Action = CommandLine::Action;
  if (line.action == Action::help) return i.out() << usage(), 0;
  if (line.action == Action::version)
    return i.out() << "Nestling " << program_version() << " (runs scripts of " << compatible_version() << ")\n", 0;
  set_status_arguments(i, line.arguments, line.files, line.user_arguments, line.action == Action::interactive);
  if (line.verbosity) i.attachment<Verbosity>().level = *line.verbosity;
  if (line.debug) i.run("backtrace_on");
  run_resource_file(i);
  if (line.action == Action::interactive && ::isatty(STDIN_FILENO)) return run_session(i);
  InterruptWatch interrupts(i, InterruptWatch::Second::kills);
  interrupts.program_starts();
  switch (line.action) {
    case Action::command:
      return result_of(i, i.run(line.command, "-c"));
    case Action::files:
      return run_files(i, line.files);
    default:
      return run_standard_input(i);
  }
}

}  // namespace nestling::sli
