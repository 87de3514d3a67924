#include "sli/interp.h"

#include <fstream>
#include <iostream>
#include <sstream>

#include "sli/builtins.h"
#include "sli/machine.h"

namespace nestling::sli {
namespace {

using Kind = Cell::Kind;

bool expandable(const Op& op, std::uint32_t choice) { return (choice & ~op.converts) == 0; }

// The signatures of a row: an operand that is converted also comes as an integer.
std::vector<std::vector<Type>> signatures(const Op& op) {
  std::vector<std::vector<Type>> result;
  for (std::uint32_t choice = 0; choice < 1u << op.signature.size(); ++choice) {
    if (!expandable(op, choice)) continue;
    auto s = op.signature;
    for (std::size_t k = 0; k < s.size(); ++k)
      if (choice >> k & 1) s[k] = Type::Integer;
    result.push_back(std::move(s));
  }
  return result;
}

// What an operator counts for in deciding whether its name becomes a trie.
int variants(const Op& op) {
  if (op.shown == Op::Shown::function) return 0;
  return op.shown == Op::Shown::trie || !op.alias.empty() || op.converts ? 2 : 1;
}

// A row as declared goes before one that comes about by conversion.
void add_rows(TrieBody& trie, const Op& op) {
  for (auto& s : signatures(op))
    if (s == op.signature || !trie.has(s)) trie.add(s, Token::function(&op));
}

}  // namespace

Interp::Interp() : out_(&std::cout), err_(&std::cerr), impl_(std::make_unique<Impl>(*this)) {
  auto& m = *impl_;
  for (auto* dict : {&m.systemdict, &m.userdict, &m.errordict, &m.statusdict}) *dict = make_dict();
  dictionaries_ = {m.systemdict, m.userdict};
  auto& system = systemdict();
  system[intern("systemdict")] = m.systemdict;
  system[intern("userdict")] = m.userdict;
  system[intern("errordict")] = m.errordict;
  system[intern("statusdict")] = m.statusdict;
  system[intern("true")] = Token::boolean(true);
  system[intern("false")] = Token::boolean(false);
  m.init_errordict();
  add_builtins(*this);
}

Interp::~Interp() {
  impl_->unwind_to(0);
  operands_.clear();
  for (auto* dict : {&impl_->userdict, &impl_->errordict, &impl_->statusdict, &impl_->systemdict})
    dict->as<DictBody>().clear();  // they contain each other
}

void Interp::need(std::size_t n) {
  if (count() < n) fail(err::stack_underflow);
}

// Names and dictionaries -------------------------------------------------------------------------------------------

const Token* Interp::lookup(Name* name) { return name->valid_for == impl_->epoch ? name->binding : impl_->resolve(name); }

void Interp::define(Name* name, Token value) { currentdict()[name] = std::move(value); }

void Interp::begin(Token dict) {
  constexpr std::size_t most = 1'000'000;
  if (dictionaries_.size() >= most) fail(err::stack_overflow, most, " dictionaries are open; is there a begin without its end?");
  dictionaries_.push_back(std::move(dict));
  if (!currentdict().forget_names()) impl_->names_changed();
}

void Interp::end() {
  if (dictionaries_.size() <= 2) fail(err::dict_stack_underflow, "end without a begin: only systemdict and userdict are open");
  if (!currentdict().forget_names()) impl_->names_changed();
  dictionaries_.pop_back();
}

void Interp::set_dictionary_stack(TokenArray dictionaries) {
  dictionaries_ = std::move(dictionaries);
  impl_->names_changed();
}

DictBody& Interp::systemdict() { return impl_->systemdict.as<DictBody>(); }
DictBody& Interp::userdict() { return impl_->userdict.as<DictBody>(); }
DictBody& Interp::errordict() { return impl_->errordict.as<DictBody>(); }
DictBody& Interp::statusdict() { return impl_->statusdict.as<DictBody>(); }

std::vector<std::string> Interp::bound_names() const {
  std::vector<std::string> names;
  for (auto& dict : dictionaries_)
    for (auto* entry : std::as_const(dict.as<DictBody>()).entries()) names.push_back(entry->key->text);
  return names;
}

void Interp::Impl::names_changed() {
  ++epoch;
  for (Name* name : inlined_names) name->forget();
}

// Registration -----------------------------------------------------------------------------------------------------

void Interp::add(const OpTable& table) {
  std::unordered_map<std::string_view, int> rows;
  for (auto& op : table) rows[op.name] += variants(op);
  for (auto& op : table) impl_->add(op, rows[op.name] > 1);
}

void Interp::Impl::add(const Op& op, bool as_trie) {
  Name* name = i.intern(op.name);
  auto& system = systemdict.as<DictBody>();
  const auto what = static_cast<std::uint8_t>(inlined_operation(op.name));
  if (what && !name->builtin) {
    name->builtin = what;
    inlined_names.push_back(name);
  }
  const Token function = Token::function(&op);
  if (!op.alias.empty() && !system.find(i.intern(op.alias))) system[i.intern(op.alias)] = function;
  Token& present = system[name];
  const Op* single = present.is(Type::Function) ? present.as_function() : nullptr;
  if (!as_trie && !single && !present.is(Type::Trie)) {
    present = function;
    return;
  }
  if (!present.is(Type::Trie)) present = Token(Type::Trie, new TrieBody(name));
  auto& trie = present.as<TrieBody>();
  if (single) add_rows(trie, *single);
  add_rows(trie, op);
  trie.inlined = what;
}

// The execution stack ----------------------------------------------------------------------------------------------

void Interp::call(Token t) {
  if (t.is(Type::Procedure)) impl_->enter(&t.as<ArrayBody>(), nullptr);
  else impl_->push_pending(std::move(t));
}

void Interp::Impl::push_pending(Token t) {
  Cell& cell = cells.push(Kind::pending);
  new (&cell.count) Token(std::move(t));
  switched = true;
}

void Interp::call_stopped(Token t) {
  impl_->cells.push(Kind::stopped);
  impl_->switched = true;
  call(std::move(t));
}

void Interp::push_frame(std::unique_ptr<Frame> frame) { impl_->push_frame(Kind::frame, std::move(frame)); }

void Interp::Impl::push_frame(Cell::Kind kind, std::unique_ptr<Frame> frame) {
  cells.push(kind).frame = frame.get();
  frame.release();
  switched = true;
}

void Interp::call_source(std::string name, std::string text) {
  impl_->push_frame(Kind::stream, std::make_unique<StreamFrame>(Token(), names_, impl_->sources, std::move(name), std::move(text)));
}

void Interp::call_stream(Token xistream) {
  auto& body = xistream.as<IStreamBody>();
  auto* buffer = body.stream.rdbuf();
  std::string name = body.name;
  impl_->push_frame(Kind::stream, std::make_unique<StreamFrame>(std::move(xistream), names_, impl_->sources, std::move(name), *buffer));
}

TokenArray Interp::tokens_of(std::string_view text, std::string source_name) {
  return Scanner(names_, impl_->sources, std::move(source_name), std::string(text)).all();
}

bool StreamFrame::step(Interp& i) {
  Token t;
  if (!scanner.next(t)) return false;
  auto& machine = i.machine();
  if (!machine.watcher || machine.watcher->before(i, t)) machine.execute(t);
  return true;
}

void Interp::Impl::release(Cell& cell, bool abandoned) {
  const Cell taken = cell;
  cells.drop();
  dispose(taken, abandoned);
}

void Interp::Impl::dispose(const Cell& cell, bool abandoned) {
  switch (cell.kind) {
    case Kind::base:
    case Kind::stopped: return;
    case Kind::pending: reinterpret_cast<const Token&>(cell.count).~Token(); return;
    case Kind::stream:
    case Kind::frame: {
      if (abandoned) cell.frame->abandoned(i);
      if (cell.frame == stepping) stepping_removed = true;
      else delete cell.frame;
      return;
    }
    case Kind::for_array:
    case Kind::map: drop_reference(cell.array); break;
    default: break;
  }
  drop_reference(cell.body);
}

void Interp::Impl::drop_reference(ArrayBody* body) {
  if (--body->references == 0) delete body;
}

void Interp::Impl::unwind_to(std::size_t size) {
  while (cells.size() > size) release(cells.top(), true);
  switched = true;
}

// A frame that is at work cannot wait: then nothing can be resumed.
void Interp::Impl::keep_interrupted(std::size_t from) {
  forget_interrupted();
  if (stepping) return;
  for (std::size_t k = from; k < cells.size(); ++k) interrupted.cells.push_back(cells[k]);
  while (cells.size() > from) cells.drop();
  interrupted.operands.assign(operands.begin(), operands.end() - 1);  // without the name of the command
  interrupted.dictionaries = i.dictionaries_;
}

void Interp::Impl::forget_interrupted() {
  const Interrupted dropped = std::exchange(interrupted, {});
  for (auto cell = dropped.cells.rbegin(); cell != dropped.cells.rend(); ++cell) dispose(*cell, false);
}

void Interp::Impl::resume() {
  if (interrupted.cells.empty()) fail(err::exec_stack_underflow, "there is nothing that a signal has interrupted");
  operands = std::move(interrupted.operands);
  i.set_dictionary_stack(std::move(interrupted.dictionaries));
  for (const Cell& cell : std::exchange(interrupted, {}).cells) static_cast<Cell&>(cells.push(cell.kind)) = cell;
  switched = true;
}

void Interp::exit_loop() {
  auto& cells = impl_->cells;
  for (std::size_t k = cells.size(); k-- > 0;) {
    const Cell& cell = cells[k];
    if (cell.kind == Kind::base) break;
    if (cell.is_loop() || (cell.kind == Kind::frame && cell.frame->ends_exit())) return impl_->unwind_to(k);
  }
  fail(err::exec_stack_underflow, "exit outside of all loops");
}

void Interp::close_input() {
  auto& cells = impl_->cells;
  for (std::size_t k = cells.size(); k-- > 0;)
    if (cells[k].kind == Kind::stream) return impl_->unwind_to(k);
}

void Interp::quit(int exit_code) {
  impl_->exit_code = exit_code;
  impl_->unwind_to(1);
}

void Interp::stop() { impl_->stop(); }

TokenArray Interp::execution_stack() const {
  constexpr std::size_t most = 1000;
  TokenArray result;
  auto& cells = impl_->cells;
  for (std::size_t k = cells.size(); k-- > 0 && result.size() < most;) {
    const Cell& cell = cells[k];
    switch (cell.kind) {
      case Kind::base: break;
      case Kind::procedure: result.push_back(cell.name ? Token::literal(cell.name) : Token(Type::Procedure, cell.body)); break;
      case Kind::pending: result.push_back(reinterpret_cast<const Token&>(cell.count)); break;
      case Kind::stream:
      case Kind::frame: result.push_back(Token::literal(impl_->i.intern(cell.frame->label()))); break;
      default: result.push_back(Token::literal(impl_->keys.label(cell.kind)));
    }
  }
  return result;
}

std::int64_t Interp::cycles() const { return impl_->cycles; }

void Interp::set_guard(std::int64_t cycles) {
  constexpr auto never = std::numeric_limits<std::int64_t>::max();
  impl_->guard = cycles > never - impl_->cycles ? never : impl_->cycles + cycles;
  impl_->next_poll = std::min(impl_->next_poll, impl_->guard);
}

void Interp::set_deepest(std::size_t cells) { impl_->cells.deepest = cells; }

// From outside -----------------------------------------------------------------------------------------------------

void Interp::Impl::begin_run() {
  if (cells.size() > 0) throw std::logic_error("the interpreter is running already");
  exit_code.reset();
  failed = false;
  cells.push(Kind::base);
}

bool Interp::run(std::string_view text, std::string_view source_name) {
  impl_->begin_run();
  call_source(std::string(source_name), std::string(text));
  return impl_->run();
}

bool Interp::run_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    impl_->begin_run();
    impl_->raise(err::file_open_error, intern("run"), "cannot open " + path);
    return impl_->run();
  }
  std::ostringstream text;
  text << file.rdbuf();
  return run(text.str(), path);
}

bool Interp::run_token(Token t) {
  impl_->begin_run();
  call(std::move(t));
  return impl_->run();
}

bool Interp::run_within(Token t) {
  auto& m = *impl_;
  TokenArray own;
  m.operands.swap(own);
  const std::size_t depth = m.cells.size();
  const auto before = std::tuple(m.running, m.running_frame, m.failed);
  m.failed = false;
  m.cells.push(Kind::base);
  ++m.runs_within;
  call(std::move(t));
  const bool done = m.run();
  --m.runs_within;
  if (m.cells.size() < depth) m.cells.push(Kind::base);  // `quit` has ended the outer run, too
  std::tie(m.running, m.running_frame, m.failed) = before;
  m.switched = true;
  m.operands.swap(own);
  return done;
}

std::optional<int> Interp::exit_code() const { return impl_->exit_code; }
void Interp::interrupt(int signal) { impl_->signal.store(signal, std::memory_order_relaxed); }
bool Interp::interrupted() const { return impl_->signal.load(std::memory_order_relaxed) != 0; }

bool Interp::interrupted_meanwhile() {
  if (impl_->signs_of_long_work.fetch_add(1, std::memory_order_relaxed) == 1 && impl_->tell_of_long_work)
    impl_->tell_of_long_work();
  return interrupted();
}

void Interp::long_work_begins() {
  if (impl_->signs_of_long_work.exchange(2, std::memory_order_relaxed) < 2 && impl_->tell_of_long_work)
    impl_->tell_of_long_work();
}

void Interp::watch_for_long_work(std::function<void()> tell) {
  impl_->signs_of_long_work = 0;
  impl_->tell_of_long_work = std::move(tell);
}
const ErrorRecord& Interp::last_error() const { return impl_->error; }
const Sources& Interp::sources() const { return impl_->sources; }

}  // namespace nestling::sli
