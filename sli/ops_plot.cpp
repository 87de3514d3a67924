// Pictures at the prompt: raster, voltage, histogram.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <ostream>

#include "sli/builtins.h"
#include "sli/dictionary.h"
#include "sli/plot.h"
#include "sli/sequence.h"
#include "sli/stream.h"

namespace nestling::sli {
namespace {

std::size_t columns_of_terminal() {
  winsize size{};
  if (::isatty(STDOUT_FILENO) && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 30) return size.ws_col;
  const char* columns = std::getenv("COLUMNS");
  const long n = columns ? std::strtol(columns, nullptr, 10) : 0;
  return n > 30 && n < 1000 ? static_cast<std::size_t>(n) : 78;
}

std::vector<double> numbers_of(const Token& t, std::string_view what) {
  if (!t.is(Type::Array) && !t.is(Type::IntVector) && !t.is(Type::DoubleVector))
    fail(err::argument_type, what, " must be an array or vector of numbers, not ", with_article(t.type()));
  return to_numbers<double>(to_array(t));
}

// Of a recorder's status, or of its events.
const DictBody& events_of(Interp& i, const DictBody& dict) {
  const Token* events = dict.find(i.intern("events"));
  return events && events->is(Type::Dictionary) ? events->as<DictBody>() : dict;
}

std::vector<double> entry(Interp& i, const DictBody& events, const char* key) {
  return numbers_of(value_at(events, i.intern(key)), key);
}

void require_equal(std::size_t times, std::size_t others) {
  if (times != others) fail(err::range_check, "there are ", times, " times and ", others, " values");
}

Plot raster_of(Interp& i, const DictBody& dict) {
  const auto& events = events_of(i, dict);
  Curve spikes{"", entry(i, events, "times"), entry(i, events, "senders")};
  require_equal(spikes.x.size(), spikes.y.size());
  return {Plot::Style::dots, "time (ms)", "sender", {std::move(spikes)}};
}

// One curve for each sender, as far as they can be told apart.
Plot trace_of(Interp& i, const DictBody& dict, const char* key) {
  constexpr std::size_t most = 6;
  const auto& events = events_of(i, dict);
  const auto times = entry(i, events, "times"), values = entry(i, events, key), senders = entry(i, events, "senders");
  require_equal(times.size(), values.size());
  require_equal(times.size(), senders.size());
  std::map<double, Curve> curves;
  for (std::size_t k = 0; k < times.size(); ++k) {
    auto& c = curves[senders[k]];
    c.x.push_back(times[k]), c.y.push_back(values[k]);
  }
  Plot plot{Plot::Style::lines, "time (ms)", key, {}};
  if (plot.y_label == "V_m") plot.y_label = "V_m (mV)";
  for (auto& [sender, curve] : curves) {
    if (plot.curves.size() == most) break;
    curve.name = std::to_string(static_cast<Int>(sender));
    plot.curves.push_back(std::move(curve));
  }
  return plot;
}

Plot histogram(const Token& numbers, Int n_bins) {
  require_range(n_bins > 0 && n_bins <= 100'000, "a histogram has 1 to 100000 bins, not ", n_bins);
  return histogram_of(numbers_of(numbers, "what is counted"), static_cast<std::size_t>(n_bins));
}

Plot histogram(const Token& numbers) {
  return histogram(numbers, static_cast<Int>(usual_bins(to_array(numbers).size())));
}

void show(Interp& i, const Plot& plot) { i.out() << drawn_in_text(plot, columns_of_terminal()) << std::flush; }

void save(const Plot& plot, const std::string& file) {
  Token stream;
  if (!open_ostream(file, false, stream)) fail(err::file_open_error, "cannot write to ", file);
  auto& out = stream.as<OStreamBody>().stream();
  out << drawn_as_svg(plot) << std::flush;
  if (!out) fail(err::bad_io, "cannot write to ", file);
}

// A recorder by its GID: what it has recorded takes its place, and the command is executed again.
template <std::size_t below>
void with_status(Interp& i, const char* command) {
  Token rest;
  if (below) rest = i.pop();
  TokenArray program{Token::name(i.intern("GetStatus"))};
  if (below) program.push_back(std::move(rest));
  program.push_back(Token::name(i.intern(command)));
  i.call(make_procedure(std::move(program)));
}

using Events = In<Dic>;

}  // namespace

const OpTable plot_ops = {
    op("raster", "dict -> : draw spikes over time; dict: what a spike detector has recorded",
       [](Interp& i, Events d) { show(i, raster_of(i, *d)); }),
    op("raster", "dict (file.svg) -> : the same as a picture in a file",
       [](Interp& i, Events d, const std::string& file) { save(raster_of(i, *d), file); }),
    op("raster", "gid -> : draw the spikes that a recorder has", stack<IntType>,
       [](Interp& i) { with_status<0>(i, "raster"); }),
    op("raster", "gid (file.svg) -> : the same as a picture in a file", stack<IntType, Str>,
       [](Interp& i) { with_status<1>(i, "raster"); }),
    op("voltage", "dict -> : draw V_m over time; dict: what a voltmeter or multimeter has recorded",
       [](Interp& i, Events d) { show(i, trace_of(i, *d, "V_m")); }),
    op("voltage", "dict (file.svg) -> : the same as a picture in a file",
       [](Interp& i, Events d, const std::string& file) { save(trace_of(i, *d, "V_m"), file); }),
    op("voltage", "dict /key -> : draw another quantity over time",
       [](Interp& i, Events d, Lit key) { show(i, trace_of(i, *d, key.name->text.c_str())); }),
    op("voltage", "gid -> : draw what a voltmeter has recorded", stack<IntType>,
       [](Interp& i) { with_status<0>(i, "voltage"); }),
    op("voltage", "gid (file.svg) -> : the same as a picture in a file", stack<IntType, Str>,
       [](Interp& i) { with_status<1>(i, "voltage"); }),
    op("voltage", "gid /key -> : draw another quantity over time", stack<IntType, LitType>,
       [](Interp& i) { with_status<1>(i, "voltage"); }),
    op("histogram", "array -> : draw how often numbers occur",
       [](Interp& i, In<Arr> a) { show(i, histogram(a.token())); }),
    op("histogram", "array n -> : the same with n bins",
       [](Interp& i, In<Arr> a, Int n) { show(i, histogram(a.token(), n)); }),
    op("histogram", "array (file.svg) -> : as a picture in a file",
       [](In<Arr> a, const std::string& file) { save(histogram(a.token()), file); }),
    op("histogram", "array n (file.svg) -> : as a picture in a file",
       [](In<Arr> a, Int n, const std::string& file) { save(histogram(a.token(), n), file); }),
    op("histogram", "doublevector -> : draw how often numbers occur",
       [](Interp& i, In<DVec> v) { show(i, histogram(v.token())); }),
    op("histogram", "doublevector n -> : the same with n bins",
       [](Interp& i, In<DVec> v, Int n) { show(i, histogram(v.token(), n)); }),
    op("histogram", "intvector -> : draw how often numbers occur",
       [](Interp& i, In<IVec> v) { show(i, histogram(v.token())); }),
    op("histogram", "intvector n -> : the same with n bins",
       [](Interp& i, In<IVec> v, Int n) { show(i, histogram(v.token(), n)); }),
};

}  // namespace nestling::sli
