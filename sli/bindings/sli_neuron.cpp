// Each node has a dictionary, which is its state: `calibrate` runs in it before a run, `update` in each step. The
// interpreter serves one thread at a time.
#include "sli/bindings/sli_neuron.h"

#include <fmt/format.h>

#include <mutex>

#include "kernel/node/neurons.h"
#include "sli/bindings/values.h"
#include "sli/errors.h"
#include "sli/text.h"

namespace nestling::sli {

namespace {

struct State {
  Real V_m = 0;
};
struct Input : Channels {
  Real ex_spikes = 0, in_spikes = 0, currents = 0;
};

const NeuronInfo& info() {
  static const Table none;
  static const NeuronInfo all{
      .name = "sli_neuron",
      .doc = "Neuron whose dynamics are SLI procedures in its status dictionary: calibrate is executed before each run, "
             "update in each step, both with that dictionary on top of the dictionary stack. update finds t_origin "
             "(first step of the slice), t_lag (step in the slice), ex_spikes, in_spikes (sums of weights) and currents; "
             "when it leaves a true spike, the neuron has fired. All definitions stay.",
      .params = &none,
      .variables = {{"V_m", &State::V_m, "mV", "What the entry of that name is, else 0", Show::record}},
      .receptors = {spikes(0, &Input::ex_spikes, &Input::in_spikes), arriving_currents(0, &Input::currents)},
      .groups = {},
      .n_state = width<State>,
      .n_channels = width<Input>,
      .n_factors = 0,
      .keeps_spikes = true};
  return all;
}

// Procedures define what they like: what is no number or text goes to and fro as it is.
Value shown(const Token& t) {
  switch (t.type()) {
    case Type::Integer:
    case Type::Double:
    case Type::Bool:
    case Type::String:
    case Type::Literal:
    case Type::IntVector:
    case Type::DoubleVector:
      return to_value(t);
    default:
      return Opaque{std::string(type_name(t.type())), std::make_shared<Token>(t)};
  }
}

// What a status dictionary may set: what all neurons have, and anything else.
struct Settings {
  Token dict = make_dict();
  ArchiveParams archive;

  Settings copy() const { return {Token(Type::Dictionary, new DictBody(dict.as<DictBody>())), archive}; }
  void show(Dict& to) const {
    for (auto* entry : dict.as<DictBody>().entries()) to[entry->key->text] = shown(entry->value);
  }
};

// Entries that are not the user's to define.
bool is_reserved(const std::string& key) {
  static const Dict shown = [] {
    Dict d;
    show_archive({}, Archive(1), 0, {}, d);
    for (auto* other : {"model", "element_type", "global_id", "parent", "local_id", "thread", "vp", "thread_local_id",
                        "local", "frozen", "node_uses_wfr", "supports_precise_spikes", "recordables", "type_id", "clear"})
      d[other] = true;
    return d;
  }();
  return shown.peek(key) != nullptr;
}

using Entries = std::vector<std::pair<Name*, Token>>;

Entries entries_in(const Dict& changes, Interp& i) {
  Entries entries;
  for (auto& e : changes)
    if (!is_reserved(e.key)) entries.emplace_back(i.intern(e.key), to_token(i, *changes.find(e.key)));
  return entries;
}

void put(const Entries& entries, Token& dict) {
  for (auto& [name, value] : entries) dict.as<DictBody>()[name] = value;
}

double number_in(const DictBody& dict, Name* key) {
  const Token* t = dict.find(key);
  return !t ? 0.0 : t->is(Type::Double) ? t->as_double() : t->is(Type::Integer) ? static_cast<double>(t->as_integer()) : 0.0;
}

struct Turn {  // to use the interpreter
  std::mutex mutex;
};

class SliNeurons final : public Neurons {
 public:
  SliNeurons(const NodeModel& model, const Settings& defaults, Gid first, std::uint32_t n, const Environment& env,
             Interp& i)
      : Neurons(model, info(), info().layout({}), first, n, defaults.archive, env), i_(i), defaults_(defaults.copy()) {
    for (std::uint32_t k = 0; k < n; ++k) dicts_.push_back(defaults.copy().dict);
  }

  void status(std::uint32_t index, Dict& to, const Environment& env) const override {
    settings(index).show(to);
    show_archive(archive_params_.at(index), local_of(index).archive, place_of(index), env.grid, to);
  }

  Commit stage(std::uint32_t index, const Dict& changes, const Environment&) override {
    auto archive = archive_params_.at(index);
    read_params(archive_table(), changes, &archive);
    const bool clear = accept_history_entries(changes);
    return [this, index, archive, clear, entries = entries_in(changes, i_)] {
      archive_params_.set(index, archive);
      put(entries, dicts_[index]);
      if (clear) local_of(index).archive.clear(place_of(index));
    };
  }

  bool read_number(std::string_view, std::span<const std::uint32_t>, double*) const override { return false; }
  bool write_variable(std::string_view, std::span<const std::uint32_t>, const double*) override { return false; }

  void prepare(const Environment& env) override {
    prepare_histories(env.grid);
    for (std::uint32_t index = 0; index < size(); ++index) {
      if (dicts_[index].as<DictBody>().find(error_))
        throw Error(err::kernel_exception, whom(index) + " has an /error from an earlier run: undef it, or ResetKernel.");
      for (Name* procedure : {calibrate_, update_})
        if (!dicts_[index].as<DictBody>().find(procedure))
          bad_property(whom(index) + " has no /" + procedure->text + ".");
      execute(index, calibrate_);
    }
  }

  void reset_state(const Environment&) override {
    for (std::uint32_t index = 0; index < size(); ++index) {
      dicts_[index] = defaults_.copy().dict;
      local_of(index).archive.clear(place_of(index));
    }
  }

  // Node by node, as procedures may share what they define elsewhere.
  void update(const Piece& piece) override {
    std::lock_guard lock(turn_.mutex);
    auto& local = locals_[static_cast<std::size_t>(piece.thread)];
    for (std::uint32_t place = 0; place < local.n; ++place)
      for (Step stamp = piece.from + 1; stamp <= piece.to; ++stamp) step(piece, stamp, local, place);
  }

 private:
  Settings settings(std::uint32_t index) const { return {dicts_[index], {}}; }
  std::string whom(std::uint32_t index) const { return fmt::format("{} ({})", model().name(), first() + index); }
  double base_of(const Variable&, std::uint32_t) const override { return 0.0; }
  std::size_t group_size(std::size_t, std::uint32_t) const override { return 0; }

  void step(const Piece& piece, Step stamp, Local& local, std::uint32_t place) {
    const auto thread = static_cast<std::size_t>(piece.thread);
    double* row = piece.ring.row(stamp) + place;
    const auto take = [&](std::size_t channel) { return std::exchange(row[cells[thread].first[channel]], 0.0); };
    const double ex = take(0), in = take(1), current = take(2);
    const std::uint32_t index = index_of(thread, place);
    if (!frozen(index)) {
      auto& dict = dicts_[index].as<DictBody>();
      const Step slice = piece.from / piece.env.min_delay * piece.env.min_delay;
      dict[t_origin_] = Token::integer(slice);
      dict[t_lag_] = Token::integer(stamp - 1 - slice);
      dict[ex_spikes_] = Token::real(ex);
      dict[in_spikes_] = Token::real(in);
      dict[currents_] = Token::real(current);
      execute(index, update_);
      local.state.at(0, place) = number_in(dict, V_m_);
      const Token* spike = dict.find(spike_);
      const std::uint64_t fired[] = {spike && spike->is(Type::Bool) && spike->as_bool()};
      report(piece, stamp, place, fired, nullptr);
    }
    if (!taps[thread].empty()) sample(piece, stamp, place, place + 1, nullptr, 0);
  }

  void execute(std::uint32_t index, Name* procedure) {
    const Token& dict = dicts_[index];
    const Token* body = dict.as<DictBody>().find(procedure);
    if (!body) bad_property(whom(index) + " has no /" + procedure->text + " any more.");
    const auto open = i_.dictionary_stack();
    i_.begin(dict);
    const bool done = i_.run_within(Token(*body));
    i_.set_dictionary_stack(open);
    if (!done) fail_of(index, procedure);
  }

  // The node keeps what errordict tells; the next error finds it ready.
  [[noreturn]] void fail_of(std::uint32_t index, Name* procedure) {
    auto& errors = i_.errordict();
    const auto text = [&](const char* key) {
      const Token* t = errors.find(i_.intern(key));
      return t ? plain_text(*t) : std::string();
    };
    Token told(Type::Dictionary, new DictBody(errors));
    for (auto* stack : {"ostack", "dstack", "estack"}) told.as<DictBody>().erase(i_.intern(stack));  // they hold the dictionary
    dicts_[index].as<DictBody>()[error_] = std::move(told);
    std::string message = fmt::format("/{} of {} raised {} in {}", procedure->text, whom(index), text("errorname"),
                                      text("commandname"));
    if (const auto why = text("message"); !why.empty()) message += ": " + why;
    errors[i_.intern("newerror")] = Token::boolean(false);
    throw Error(err::kernel_exception, message);
  }

  Interp& i_;
  Turn& turn_ = i_.attachment<Turn>();
  Settings defaults_;
  std::vector<Token> dicts_;
  Name *const calibrate_ = i_.intern("calibrate"), *const update_ = i_.intern("update"), *const error_ = i_.intern("error"),
              *const t_origin_ = i_.intern("t_origin"), *const t_lag_ = i_.intern("t_lag"),
              *const ex_spikes_ = i_.intern("ex_spikes"), *const in_spikes_ = i_.intern("in_spikes"),
              *const currents_ = i_.intern("currents"), *const spike_ = i_.intern("spike"), *const V_m_ = i_.intern("V_m");
};

class SliNeuronModel final : public NodeModel {
 public:
  explicit SliNeuronModel(Interp& i) : NodeModel("sli_neuron", {.type_id = "sli_neuron", .element_type = "neuron"}), i_(i) {
    for (auto* key : {"calibrate", "update"}) defaults_.dict.as<DictBody>()[i.intern(key)] = make_procedure({});
  }
  SliNeuronModel(std::string name, const SliNeuronModel& from)
      : NodeModel(std::move(name), from.traits()), i_(from.i_), defaults_(from.defaults_.copy()) {}

  ModelPtr copy(std::string name) const override { return std::make_unique<SliNeuronModel>(std::move(name), *this); }
  void status(Dict& to, const Environment& env) const override {
    defaults_.show(to);
    show_archive(defaults_.archive, Archive(1), 0, env.grid, to);
  }
  Commit stage(const Dict& changes, const Environment&) override {
    auto archive = defaults_.archive;
    read_params(archive_table(), changes, &archive);
    accept_history_entries(changes);
    return [this, archive, entries = entries_in(changes, i_)] {
      defaults_.archive = archive;
      put(entries, defaults_.dict);
    };
  }
  std::span<const std::string> recordables() const override {
    static const std::string names[] = {"V_m"};
    return names;
  }
  std::unique_ptr<Population> make(const NodeModel& owner, Gid first, std::uint32_t n,
                                   const Environment& env) const override {
    return std::make_unique<SliNeurons>(owner, defaults_, first, n, env, i_);
  }
  std::size_t bytes_per_node() const override { return sizeof(Token) + sizeof(DictBody); }
  std::string help() const override { return neuron_help(info(), nullptr); }

 private:
  Interp& i_;
  Settings defaults_;
};

}  // namespace

ModelPtr make_sli_neuron(Interp& i) { return std::make_unique<SliNeuronModel>(i); }

}  // namespace nestling::sli
