#include "sli/errors.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>

#include "kernel/base/interrupt.h"
#include "kernel/base/suggest.h"
#include "sli/machine.h"

namespace nestling::sli {
namespace {

using Kind = Cell::Kind;

constexpr std::size_t half_chain = 12;  // calls kept at either end of a chain

std::uint32_t position_of(const Cell& cell) {
  if (cell.kind == Kind::stream) return static_cast<StreamFrame*>(cell.frame)->scanner.position();
  const auto at = cell.next - cell.body->code->instructions.data();
  return at > 0 ? cell.body->items[static_cast<std::size_t>(at - 1)].position : 0;
}

bool is_true(const Token* t) { return t && t->is(Type::Bool) && t->as_bool(); }

void append_type(std::string& text, Type type) {
  if (!text.empty()) text += ' ';
  text += type_name(type);
}

std::vector<Type> top_types(const TokenArray& operands, std::size_t n) {
  std::vector<Type> types;
  for (std::size_t k = operands.size() - std::min(n, operands.size()); k < operands.size(); ++k) types.push_back(operands[k].type());
  return types;
}

std::string signature_text(const std::vector<Type>& signature) {
  std::string text;
  for (Type t : signature) append_type(text, t);
  return text;
}

}  // namespace

// Raising ----------------------------------------------------------------------------------------------------------

ErrorKeys::ErrorKeys(NameTable& names)
    : newerror(names.intern("newerror")),
      errorname(names.intern("errorname")),
      commandname(names.intern("commandname")),
      message(names.intern("message")),
      command(names.intern("command")),
      recordstacks(names.intern("recordstacks")),
      ostack(names.intern("ostack")),
      dstack(names.intern("dstack")),
      estack(names.intern("estack")) {
  using Kind = Cell::Kind;
  for (const auto& [kind, text] : {std::pair{Kind::stopped, "::stopped"}, {Kind::repeat, "::repeat"}, {Kind::loop, "::loop"},
                                   {Kind::for_integer, "::for"}, {Kind::for_array, "::forall_a"}, {Kind::map, "::Map"}})
    labels[static_cast<std::size_t>(kind)] = names.intern(text);
}

void Interp::Impl::raise(Name* name, Name* command, std::string message, Token culprit) {
  record_place();
  auto& dict = errordict.as<DictBody>();
  const bool unacknowledged = is_true(dict.find(keys.newerror));
  if (unacknowledged) {
    error.second = std::exchange(name, i.intern("BadErrorHandler"));
    error.second_command = std::exchange(command, i.intern("raiserror"));
  }
  error.error = name;
  error.command = command;
  error.message = message;
  dict[keys.newerror] = Token::boolean(true);
  dict[keys.errorname] = Token::literal(name);
  dict[keys.commandname] = Token::literal(command);
  if (!unacknowledged) {
    if (message.empty()) dict.erase(keys.message);
    else dict[keys.message] = make_string(std::move(message));
    if (culprit.is(Type::Integer)) dict.erase(keys.command);
    else dict[keys.command] = std::move(culprit);
  }
  record_stacks();
  if (watcher) watcher->raised(i);
  operands.push_back(Token::literal(command));
  stop();
}

namespace {

bool same(const Token& a, const Token& b) {
  return a.type() == b.type() && a.position == b.position && a.as_integer() == b.as_integer();  // or object
}

// Of a deep stack most is as it was at the last error: only the rest is copied.
void record(Token& array, const TokenArray& now) {
  if (!array.is(Type::Array) || array.object()->references > 1) {
    array = make_array(now);
    return;
  }
  auto& body = array.as<ArrayBody>();
  body.edited();
  body.items.erase(std::mismatch(body.items.begin(), body.items.end(), now.begin(), now.end(), same).first, body.items.end());
  body.items.insert(body.items.end(), now.begin() + static_cast<std::ptrdiff_t>(body.items.size()), now.end());
}

}  // namespace

void Interp::Impl::record_stacks() {
  auto& dict = errordict.as<DictBody>();
  if (!is_true(dict.find(keys.recordstacks))) return;
  record(dict[keys.ostack], operands);
  record(dict[keys.dstack], i.dictionaries_);
  dict[keys.estack] = make_array(i.execution_stack());
}

void Interp::Impl::record_place() {
  error = {};
  std::vector<CallSite> outer;  // of a long chain, a ring of the latest
  auto keep = [&](CallSite site) {
    if (error.chain.size() < half_chain) return error.chain.push_back(site);
    if (outer.size() == half_chain) outer.erase(outer.begin()), ++error.left_out;
    outer.push_back(site);
  };
  CallSite site;
  bool open = false;  // site may lie in an anonymous body, whose procedure is still to be found
  for (std::size_t k = cells.size(); k-- > 0;) {
    const Cell& cell = cells[k];
    if (!cell.has_body() && cell.kind != Kind::stream) continue;
    Name* name = cell.kind == Kind::procedure ? cell.name : nullptr;
    if (open && site.procedure) keep(site), open = false;
    if (cell.kind == Kind::stream) {
      if (open) keep(site);
      keep({nullptr, position_of(cell)});
      open = false;
    } else if (!open) {
      site = {name, position_of(cell)};
      open = true;
    } else {
      site.procedure = name;
    }
  }
  if (open) keep(site);
  error.chain.insert(error.chain.end(), outer.begin(), outer.end());
}

void Interp::Impl::raise_undefined(Name* name) {
  raise(err::dict_error, i.intern("SLIInterpreter::execute"), "Undefined name: " + name->text, Token::name(name));
  error.undefined = name;
}

namespace {

std::string how_many(std::size_t operands) {
  if (operands == 0) return "There is no operand. ";
  return operands == 1 ? "There is only 1 operand. " : "There are only " + std::to_string(operands) + " operands. ";
}

}  // namespace

void Interp::Impl::raise_in_function(const Op* op, TrieBody::Match match) {
  raise_mismatch(i.intern(op->command()), Token::function(op), op->signature.size(), match);
}

void Interp::Impl::raise_in_trie(TrieBody& trie, TrieBody::Match match) {
  raise_mismatch(trie.name, Token(Type::Trie, &trie), trie.deepest, match);
}

// Candidates are for the report (with_advice): scripts that catch the error do not wait for that.
void Interp::Impl::raise_mismatch(Name* command, Token culprit, std::size_t n_operands, TrieBody::Match match) {
  const std::size_t present = operands.size();  // the name of the command comes on top
  std::vector<Type> found = top_types(operands, n_operands);
  if (match == TrieBody::Match::underflow) raise(err::stack_underflow, command, {}, culprit);
  else raise(err::argument_type, command, n_operands ? "it does not take " + signature_text(found) : "it has no variants yet", culprit);
  error.culprit = std::move(culprit);
  error.found = std::move(found);
  if (match == TrieBody::Match::underflow) error.remark = how_many(present);
}

void Interp::Impl::raise_caught(Err kind, const std::string& message, std::uint32_t position) {
  Name* command = i.intern(running ? running->command() : running_frame);
  if (kind == err::interrupted) i.errordict()[i.intern("sys_signo")] = Token::integer(signal.exchange(0));
  raise(kind, command, message, running ? Token::function(running) : Token::literal(command));
  if (position && (error.chain.empty() || error.chain.front().position != position))
    error.chain.insert(error.chain.begin(), {nullptr, position});
}

void Interp::Impl::raise_signal(int number) {
  i.errordict()[i.intern("sys_signo")] = Token::integer(number);
  interrupting = true;
  const bool at_prompt = is_true(i.statusdict().find(i.intern("interactive")));
  const char* message = at_prompt ? "interrupted; resume goes on" : "interrupted";
  if (number == SIGXCPU) message = "the program has used the processor time that it may take";
  raise(err::interrupted, i.intern("SLIInterpreter::execute"), message);
}

void Interp::Impl::raise_out_of_memory() {
  constexpr Err out_of_memory{"OutOfMemory"};
  const std::string message = "the machine has no more memory for this";
  try {
    raise_caught(out_of_memory, message);
  } catch (const std::bad_alloc&) {  // not even for the report: the operands are what takes the place
    operands = TokenArray();
    i.errordict()[keys.newerror] = Token::boolean(false);
    raise_caught(out_of_memory, message);
  }
}

void Interp::raise(Name* error, Name* command, std::string message) {
  impl_->raise(error, command, std::move(message));
}

void Interp::raise_again() {
  errordict()[impl_->keys.newerror] = Token::boolean(true);
  const Token* command = errordict().find(impl_->keys.commandname);
  push(command ? Token(*command) : literal("raiseagain"));
  stop();
}

void Interp::Impl::stop() {
  std::size_t k = cells.size() - 1;
  while (cells[k].kind != Kind::stopped && cells[k].kind != Kind::base) --k;
  const bool caught = cells[k].kind == Kind::stopped;
  if (backtrace) i.out() << "Stopped.\n" << place_of(error, sources);
  if (std::exchange(interrupting, false)) keep_interrupted(k + 1);
  unwind_to(caught ? k : k + 1);
  if (caught) operands.push_back(Token::boolean(true));
  else failed = true;
}

// The dictionary ---------------------------------------------------------------------------------------------------

void Interp::Impl::init_errordict() {
  auto& dict = errordict.as<DictBody>();
  dict[keys.newerror] = Token::boolean(false);
  dict[keys.commandname] = make_string("");
  dict[keys.recordstacks] = Token::boolean(true);
  dict[i.intern("quitbyerror")] = Token::boolean(false);
  for (Name* stack : {keys.ostack, keys.estack, keys.dstack}) dict[stack] = make_array({});
  constexpr std::pair<std::string_view, int> numbers[] = {
      {"E2BIG", E2BIG},         {"EACCES", EACCES}, {"EAGAIN", EAGAIN},
      {"EBADF", EBADF},         {"EBUSY", EBUSY},   {"ECHILD", ECHILD},
      {"EDEADLK", EDEADLK},     {"EDOM", EDOM},     {"EEXIST", EEXIST},
      {"EFAULT", EFAULT},       {"EFBIG", EFBIG},   {"EINTR", EINTR},
      {"EINVAL", EINVAL},       {"EIO", EIO},       {"EISDIR", EISDIR},
      {"EMFILE", EMFILE},       {"EMLINK", EMLINK}, {"ENAMETOOLONG", ENAMETOOLONG},
      {"ENFILE", ENFILE},       {"ENODEV", ENODEV}, {"ENOENT", ENOENT},
      {"ENOEXEC", ENOEXEC},     {"ENOLCK", ENOLCK}, {"ENOMEM", ENOMEM},
      {"ENOSPC", ENOSPC},       {"ENOSYS", ENOSYS}, {"ENOTDIR", ENOTDIR},
      {"ENOTEMPTY", ENOTEMPTY}, {"ENOTTY", ENOTTY}, {"ENXIO", ENXIO},
      {"EPERM", EPERM},         {"EPIPE", EPIPE},   {"ERANGE", ERANGE},
      {"EROFS", EROFS},         {"ESPIPE", ESPIPE}, {"ESRCH", ESRCH},
      {"EXDEV", EXDEV}};
  for (auto [name, number] : numbers) dict[i.intern(name)] = Token::integer(number);
}

// Reports ----------------------------------------------------------------------------------------------------------

namespace {

std::string in_file(const Location& at) { return std::string(at.file) + ":" + std::to_string(at.line); }

// The line, and below it a mark under the token.
std::string marked_line(const Location& at) {
  const std::string number = "  " + std::to_string(at.line) + " | ";
  const auto column = static_cast<std::size_t>(at.column - 1);
  std::string blank(number.size() - 2, ' ');
  std::string under;
  for (char c : at.text.substr(0, column)) under += c == '\t' ? '\t' : ' ';
  const auto end = std::min(at.text.find_first_of(" \t()[]{}%", column + 1), at.text.size());
  return number + std::string(at.text) + "\n" + blank + "| " + under + "^" +
         std::string(end > column ? end - column - 1 : 0, '~') + "\n";
}

// The literal that the message is about, "/V_th" of "/V_th: expected …".
std::string_view literal_in(std::string_view message) {
  const auto slash = message.find('/');
  if (slash == message.npos || (slash > 0 && message[slash - 1] != ' ')) return {};
  const auto end = message.find_first_of(" ,;:()/", slash + 1);
  std::string_view literal = message.substr(slash, end == message.npos ? end : end - slash);
  while (literal.ends_with('.')) literal.remove_suffix(1);
  return literal.size() > 1 ? literal : std::string_view();
}

// Mostly that of the command; of a literal that the message is about and that stands there, its own.
std::uint32_t marked_position(const ErrorRecord& error, const Sources& sources, std::uint32_t of_command) {
  const auto literal = literal_in(error.message);
  const auto found = literal.empty() ? 0 : sources.literal_before(of_command, literal);
  return found ? found : of_command;
}

}  // namespace

std::string place_of(const ErrorRecord& error, const Sources& sources) {
  std::string text;
  bool first = true;
  for (std::size_t k = 0; k < error.chain.size(); ++k) {
    const auto& site = error.chain[k];
    if (k == half_chain && error.left_out) text += "  ... " + std::to_string(error.left_out) + " more calls\n";
    const Location at = sources.locate(first ? marked_position(error, sources, site.position) : site.position);
    if (first && at) {
      text = in_file(at) + ":" + std::to_string(at.column) + (site.procedure ? " in " + site.procedure->text : "") +
             "\n" + marked_line(at) + text;
      first = false;
    } else if (site.procedure || at) {
      text += "  called from " + (site.procedure ? site.procedure->text : std::string("the program")) +
              (at ? " (" + in_file(at) + ")" : "") + "\n";
    }
  }
  return text;
}

namespace {

std::vector<std::vector<Type>> signatures_of(const Token& culprit) {
  if (culprit.is(Type::Function)) return {culprit.as_function()->signature};
  std::vector<std::vector<Type>> result;
  if (culprit.is(Type::Trie))
    for (auto& variant : culprit.as<TrieBody>().variants()) result.push_back(variant.signature);
  return result;
}

// How many of the operands, from the top down, are of the types that they should be of.
std::size_t likeness(const std::vector<Type>& signature, const std::vector<Type>& found) {
  std::size_t n = 0;
  for (std::size_t k = 1; k <= std::min(signature.size(), found.size()); ++k) {
    const Type wanted = signature[signature.size() - k];
    n += wanted == Type::Any || wanted == found[found.size() - k];
  }
  return n;
}

// The signatures that are most like what was found come first; only they are shown when there are many.
std::string advice_on(const ErrorRecord& error, Interp& i) {
  if (error.undefined) return did_you_mean(error.undefined->text, i.bound_names());
  auto signatures = signatures_of(error.culprit);
  if (signatures.empty()) return {};
  const auto like = [&](const auto& signature) { return likeness(signature, error.found); };
  std::ranges::stable_sort(signatures, std::greater(), like);
  constexpr std::size_t few = 3, many = 6;
  std::string text = error.remark + "It takes ";
  std::size_t k = 0;
  for (; k < std::min(many, signatures.size()) && (k < few || like(signatures[k]) == like(signatures[0])); ++k)
    text += (k > 0 ? ", or " : "") + signature_text(signatures[k]);
  if (k < signatures.size()) text += ", or " + std::to_string(signatures.size() - k) + " more";
  return text + ".";
}

// Two sentences, unless the second goes on with the first (";").
std::string joined(std::string message, const std::string& advice) {
  if (advice.empty()) return message;
  const auto begin = advice.find_first_not_of(' ');
  if (!message.empty() && advice[begin] != ';')
    message += message.find_last_of(".!?") == message.size() - 1 ? " " : ". ";
  return message += advice.substr(begin);
}

}  // namespace

std::string with_advice(std::string message, const ErrorRecord& error, Interp& i) {
  const std::string advice = advice_on(error, i);
  if (!error.second) return joined(std::move(message), advice);
  std::string text = error.second_command->text + " raised " + error.second->text;
  if (!error.message.empty()) text += ": " + error.message;
  text = joined(text, advice);
  text = joined(text, "The error before was not acknowledged (errordict /newerror false put)");
  return message.empty() ? text + "." : text + ": " + message;
}

}  // namespace nestling::sli
