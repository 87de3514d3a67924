#include "kernel/models/weight_recorder.h"

#include <algorithm>

#include "kernel/connect/sent_weight.h"

namespace nestling {

namespace {

RecorderSettings settings() {
  RecorderSettings s;
  s.withweight = s.withtargetgid = true;
  s.file_extension = "csv";
  return s;
}

bool wanted(const std::vector<std::int64_t>& list, std::int64_t gid) {
  return list.empty() || std::binary_search(list.begin(), list.end(), gid);
}

}  // namespace

WeightRecorder::WeightRecorder() : NotingRecorder(Notebook(settings())) {}

void WeightRecorder::status(Dict& to, const Environment& env) const {
  NotingRecorder::status(to, env);
  to["senders"] = senders_;
  to["targets"] = targets_;
}

Commit WeightRecorder::stage(const Dict& changes, const Environment& env) {
  Gids senders = senders_, targets = targets_;
  changes.read("senders", senders);
  changes.read("targets", targets);
  for (auto* list : {&senders, &targets}) std::sort(list->begin(), list->end());
  return [this, senders, targets, notes = NotingRecorder::stage(changes, env)] {
    notes();
    senders_ = senders, targets_ = targets;
  };
}

void WeightRecorder::record_weight(const SentWeight& s, std::int64_t receptor) {
  if (!notes_.active(s.step) || !wanted(senders_, s.source) || !wanted(targets_, s.target)) return;
  notes_.note({.sender = s.source,
               .target = s.target,
               .port = static_cast<std::int64_t>(s.port),
               .receptor = receptor,
               .stamp = s.step,
               .weight = s.weight});
}

}  // namespace nestling
