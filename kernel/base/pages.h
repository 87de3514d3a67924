// Memory for large arrays that are written and read from front to back: resident only where it has been touched, in
// huge pages where the system has them, and given back from the front while the rest is still in use.
#pragma once
#include <cstddef>
#include <utility>

namespace nestling {

class Pages {
 public:
  Pages() = default;
  explicit Pages(std::size_t bytes);  // not initialised
  ~Pages();
  Pages(Pages&& other) noexcept { swap(other); }
  Pages& operator=(Pages&& other) noexcept {
    swap(other);
    return *this;
  }

  std::size_t size() const { return size_; }
  template <class T>
  T* as() const {  // aligned for any arithmetic type
    return static_cast<T*>(data_);
  }
  void resize(std::size_t bytes);         // keeps what is inside, but not where
  void release_front(std::size_t bytes);  // nobody will look at the first bytes again

 private:
  void swap(Pages& other) {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(released_, other.released_);
  }
  static bool is_mapped(std::size_t bytes);
  void advise() const;

  void* data_ = nullptr;
  std::size_t size_ = 0, released_ = 0;
};

}  // namespace nestling
