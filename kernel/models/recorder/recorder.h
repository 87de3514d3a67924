// The part of a recorder that is the same for all: everything that its notebook does.
#pragma once
#include "kernel/models/recorder/notebook.h"
#include "kernel/node/device.h"

namespace nestling {

class NotingRecorder : public Recorder {
 public:
  static constexpr auto element_type = "recorder";

  void status(Dict& to, const Environment&) const override { notes_.status(to); }
  Commit stage(const Dict& changes, const Environment& env) override {
    return [this, c = notes_.read(changes, env)]() mutable { notes_.commit(std::move(c)); };
  }
  std::string help() const override { return Notebook::help(); }
  void prepare(const Environment& env) override { notes_.prepare(env, gid, model_name); }
  void finish(const Environment&) override { notes_.finish(); }
  void reset_state(const Environment&) override { notes_.reset(); }
  std::size_t record_bytes() const { return notes_.bytes(); }

 protected:
  explicit NotingRecorder(Notebook notes) : notes_(std::move(notes)) {}

  Notebook notes_;
};

}  // namespace nestling
