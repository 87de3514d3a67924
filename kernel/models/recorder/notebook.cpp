#include "kernel/models/recorder/notebook.h"

#include <fmt/format.h>

#include "kernel/node/model.h"

namespace nestling {

namespace {

int digits(std::int64_t n) { return static_cast<int>(std::to_string(n).size()); }

constexpr std::int64_t full_precision = 15;  // decimal digits that a double is sure to hold

}  // namespace

Notebook::Notebook(RecorderSettings settings, std::vector<std::string> names)
    : settings_(std::move(settings)), names_(std::move(names)) {
  columns_.arrange(settings_, names_, TimeGrid{});
}

Notebook::Notebook(const Notebook& prototype)
    : window_(prototype.window_), settings_(prototype.settings_), names_(prototype.names_) {
  columns_.arrange(settings_, names_, TimeGrid{});
}

std::string Notebook::help() {
  static const Window window;
  static const RecorderSettings settings;
  return help_rows(RecorderSettings::table(), &settings) + help_rows(Window::table(), &window);
}

void Notebook::status(Dict& to) const {
  show_params(Window::table(), &window_, to);
  settings_.show(to);
  to["n_events"] = n_events_;
  to["events"] = columns_.events();
  if (files_.empty()) return;
  Array names;
  for (auto& file : files_) names.push_back(file->name());
  to["filenames"] = std::move(names);
}

Notebook::Changes Notebook::read(const Dict& changes, const Environment& env) const {
  Changes c{.window = window_, .settings = settings_, .names = names_, .grid = env.grid};
  c.window.read(changes, env.grid);
  c.settings.read(changes);
  if (changes.peek("fbuffer_size") && file_open())
    bad_property("fbuffer_size cannot be changed while the file is open.");
  std::int64_t n = 0;
  c.clear = changes.read("n_events", n);
  if (n != 0) bad_property(fmt::format("n_events can be set to 0 only, which erases what was recorded; is {}.", n));
  return c;
}

void Notebook::commit(Changes&& c) {
  window_ = c.window;
  settings_ = std::move(c.settings);
  names_ = std::move(c.names);
  if (c.clear) {
    n_events_ = 0;
    columns_.clear();
  }
  columns_.arrange(settings_, names_, c.grid);
  if (!settings_.to_file) files_.clear();
}

void Notebook::use_precise_times_if_needed() {
  if (!env_->off_grid_spiking || !settings_.can_be_precise || settings_.chose_precise_times) return;
  settings_.precise_times = true;
  if (!settings_.chose_precision) settings_.precision = full_precision;
  columns_.arrange(settings_, names_, env_->grid);
}

Notebook::Name Notebook::name(Gid gid, const std::string& model_name) const {
  const std::string folder = env_->data_path.empty() ? "" : env_->data_path + "/";
  const std::string stem = settings_.label.empty() ? model_name : settings_.label;
  const auto network_size = env_->nodes->last() + 1;  // the root counts
  const std::string id = settings_.use_gid_in_filename ? fmt::format("-{:0{}}", gid, digits(network_size)) : "";
  return {folder + env_->data_prefix + stem + id + "-", "." + settings_.file_extension, digits(env_->n_threads)};
}

bool Notebook::file_open() const { return !files_.empty() && files_.front()->is_open(); }

void Notebook::open_files(const Name& name) {
  if (name == name_ && file_open()) return;
  files_.clear();
  std::vector<std::unique_ptr<RecordFile>> files;
  try {
    for (int vp = 0; vp < env_->n_threads; ++vp)
      files.push_back(std::make_unique<RecordFile>(fmt::format("{}{:0{}}{}", name.before, vp, name.digits, name.after),
                                                   settings_, env_->overwrite_files));
  } catch (const Error&) {
    for (auto& file : files) file->remove();  // they would be in the way of the next attempt
    throw;
  }
  files_ = std::move(files);
  name_ = name;
}

void Notebook::prepare(const Environment& env, Gid gid, const std::string& model_name) {
  env_ = &env;
  active_ = inside(window_, env.grid);
  use_precise_times_if_needed();
  if (settings_.to_file) open_files(name(gid, model_name));
}

void Notebook::note(std::span<const Record> records) {
  n_events_ += static_cast<std::int64_t>(records.size());
  if (settings_.to_memory || settings_.to_accumulator) columns_.add(records, env_->grid);
  const bool to_screen = settings_.to_screen && env_->screen;
  if (settings_.to_file || to_screen)
    for (auto& record : records) {
      if (settings_.to_file) write(record);
      if (to_screen) show(record);
    }
}

void Notebook::show(const Record& record) {
  line_.clear();
  append_line(line_, record, settings_, env_->grid, LineStyle::screen);
  env_->screen(line_);
}

void Notebook::write(const Record& record) {
  // A sender's records go to the file of its virtual process, those of devices, which are everywhere, to the first.
  const bool at_home = env_->nodes->find(record.sender).population->has_proxies();
  auto& file = *files_[at_home ? env_->nodes->thread_of(record.sender) : 0];
  line_.clear();
  append_line(line_, record, settings_, env_->grid, LineStyle::file);
  file.write(line_);
  if (settings_.flush_records) file.flush();
}

void Notebook::finish() {
  for (auto& file : files_) {
    if (settings_.flush_after_simulate) file->flush();
    if (settings_.close_after_simulate) file->close();
  }
  for (auto& file : files_) file->check();
}

void Notebook::reset() {
  n_events_ = 0;
  columns_.clear();
  if (settings_.close_on_reset) files_.clear();
}

}  // namespace nestling
