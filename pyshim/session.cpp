#include "pyshim/session.h"

#include <csignal>
#include <optional>

#include "pyshim/sigint.h"
#include "sli/bindings/kernel.h"
#include "sli/bindings/live_line.h"
#include "sli/errors.h"
#include "sli/search_path.h"
#include "sli/statusdict.h"

namespace nestling::shim {

using namespace nestling::sli;

namespace {

constexpr std::size_t remembered_programs = 1024;

std::function<void(std::string_view)> shown_by(nestling_output output, void* context, int stream) {
  return [=](std::string_view text) {
    if (output && output(stream, text.data(), text.size(), context)) output(stream, text.data(), text.size(), context);
  };
}

std::string text_of(const Token* t) {
  if (t == nullptr) return {};
  if (t->is(Type::Literal) || t->is(Type::Name)) return t->as_name()->text;
  if (t->is(Type::String)) return t->as<StringBody>().text;
  return {};
}

}  // namespace

Session::Session(const std::vector<std::string>& argv, nestling_output output, void* context)
    : out_sink_(shown_by(output, context, 1)),
      err_sink_(shown_by(output, context, 2)),
      out_(&out_sink_),
      err_(&err_sink_) {
  interp_.set_output(out_, err_);
  set_status_arguments(interp_, argv, {}, {}, false);
  add_kernel(interp_);
  load_support();
}

// What the Python side needs in SLI.
void Session::load_support() {
  if (!interp_.run_file(data_directory() / "sli" / "pynest.sli")) failed(interp_.dictionary_stack());
}

nestling_result Session::call(const void* operands, std::size_t bytes, const char* text, std::size_t length,
                              int n_results, nestling_values& results) {
  push_all(interp_, operands, bytes);
  auto result = text == nullptr ? NESTLING_OK : run({text, length});
  if (result == NESTLING_OK) result = take_results(n_results);
  out_.flush();
  err_.flush();
  results.words = words_.data(), results.count = words_.size();
  return result;
}

nestling_result Session::run(std::string_view text) {
  const auto dictionaries = interp_.dictionary_stack();
  try {
    if (!run_watched(program(text))) return failed(dictionaries);
  } catch (const Error& e) {  // no program
    interp_.operands().clear();
    failure_ = {std::string(e.kind.name), "::parse", e.what(), {}};
    return NESTLING_ERROR;
  }
  if (!interp_.exit_code()) return NESTLING_OK;
  failure_ = {"", "quit", std::to_string(*interp_.exit_code()), {}};
  return NESTLING_QUIT;
}

// Text as a procedure. Most calls run a text that has been run before.
Token Session::program(std::string_view text) {
  const auto known = programs_.find(std::string(text));
  if (known != programs_.end()) return known->second;
  if (programs_.size() == remembered_programs) programs_.clear();
  return programs_[std::string(text)] = make_procedure(interp_.tokens_of(text, "python"));
}

// Nobody interrupts what is over at once, and to watch takes longer than most calls.
bool Session::run_watched(Token program) {
  std::optional<SigintWatch> watch;
  interp_.watch_for_long_work([&] { watch.emplace(*this); });
  const bool done = interp_.run_token(std::move(program));
  interp_.watch_for_long_work(nullptr);
  return done;
}

// Remembers what errordict says, and makes stacks and errordict ready for the next call.
nestling_result Session::failed(const TokenArray& dictionaries) {
  auto& errors = interp_.errordict();
  const auto entry = [&](const char* key) { return errors.find(interp_.intern(key)); };
  const Token* fresh = entry("newerror");
  if (fresh != nullptr && fresh->is(Type::Bool) && fresh->as_bool()) {
    const auto& last = interp_.last_error();
    failure_ = {text_of(entry("errorname")), text_of(entry("commandname")),
                with_advice(text_of(entry("message")), last, interp_), place_of(last, interp_.sources())};
    errors[interp_.intern("newerror")] = Token::boolean(false);
  } else {
    failure_ = {"SLIException", "stop", "the program was stopped", {}};
  }
  errors.erase(interp_.intern("message"));
  errors.erase(interp_.intern("command"));
  interp_.operands().clear();
  interp_.set_dictionary_stack(dictionaries);
  return NESTLING_ERROR;
}

nestling_result Session::take_results(int n) {
  words_.clear();
  if (interp_.count() < static_cast<std::size_t>(n)) return NESTLING_EMPTY;
  try {
    for (int k = 0; k < n; ++k) write(interp_, interp_.pop(), spares_, words_);
    return NESTLING_OK;
  } catch (const Unconvertible& e) {
    failure_ = {"PyNESTError", "", e.what(), {}};
    return NESTLING_UNCONVERTIBLE;
  }
}

void Session::break_off(std::string_view why) {
  failure_ = {"PyNESTError", "", std::string(why), {}};
  words_.clear();
}

nestling_failure Session::failure() const {
  return {failure_.errorname.c_str(), failure_.commandname.c_str(), failure_.message.c_str(), failure_.where.c_str()};
}

void Session::show_progress(std::function<int()> columns, std::function<bool(const RunProgress&)> bar) {
  auto& line = interp_.attachment<LiveLine>();
  line.columns = std::move(columns);
  line.bar = std::move(bar);
  line.write = [this](std::string_view text) { err_ << text << std::flush; };
}

void Session::interrupt() { interp_.interrupt(SIGINT); }

}  // namespace nestling::shim
