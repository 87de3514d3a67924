// Makes transitions of binary neurons out of spikes: two of a node in one step, together or one after the other, say
// that it is 1 now, one says that it is 0. So a single spike can be understood only when the next thing has happened.
#pragma once
#include <optional>

#include "kernel/connect/synapse_rows.h"

namespace nestling {

// `Event` has a multiplicity; same(a, b): of the same node and step.
template <class Event>
class Transitions {
 public:
  // Calls note(event) for the one before, if this is not its second spike; its multiplicity is 1 or 2.
  template <class Same, class Note>
  void hear(const Event& event, Same same, Note note) {
    if (open_ && event.multiplicity == 1 && open_->multiplicity == 1 && same(*open_, event)) {
      open_->multiplicity = 2;
      return;
    }
    close(note);
    if (decoded(event.multiplicity) != 0) open_ = event;
  }
  // Nothing more comes in this step.
  template <class Note>
  void close(Note note) {
    if (open_) note(*open_);
    open_.reset();
  }
  void forget() { open_.reset(); }

 private:
  std::optional<Event> open_;
};

}  // namespace nestling
