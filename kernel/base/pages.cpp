#include "kernel/base/pages.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace nestling {

namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20;
constexpr std::size_t least_mapped = 2 * huge_page;   // less comes from the heap
constexpr std::size_t release_step = 4 * huge_page;  // system calls are not free

void* map(std::size_t bytes) {
  void* p = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED) throw std::bad_alloc();
  return p;
}

void* on_heap(void* old, std::size_t bytes) {
  void* p = std::realloc(old, bytes);
  if (!p) throw std::bad_alloc();
  return p;
}

}  // namespace

bool Pages::is_mapped(std::size_t bytes) { return bytes >= least_mapped; }

Pages::Pages(std::size_t bytes) : size_(bytes) {
  if (bytes == 0) return;
  data_ = is_mapped(bytes) ? map(bytes) : on_heap(nullptr, bytes);
  advise();
}

Pages::~Pages() {
  if (is_mapped(size_)) munmap(data_, size_);
  else std::free(data_);
}

void Pages::advise() const {
  if (is_mapped(size_)) madvise(data_, size_, MADV_HUGEPAGE);
}

void Pages::resize(std::size_t bytes) {
  if (bytes == size_) return;
  if (is_mapped(size_) && is_mapped(bytes)) {
    void* p = mremap(data_, size_, bytes, MREMAP_MAYMOVE);
    if (p == MAP_FAILED) throw std::bad_alloc();
    data_ = p, size_ = bytes;
    advise();
  } else if (data_ && bytes > 0 && !is_mapped(size_) && !is_mapped(bytes)) {
    data_ = on_heap(data_, bytes), size_ = bytes;
  } else {
    Pages other(bytes);
    if (bytes > 0 && size_ > 0) std::memcpy(other.data_, data_, std::min(bytes, size_));
    swap(other);
  }
}

void Pages::release_front(std::size_t bytes) {
  const std::size_t end = bytes / huge_page * huge_page;
  if (!is_mapped(size_) || end < released_ + release_step) return;
  madvise(static_cast<char*>(data_) + released_, end - released_, MADV_DONTNEED);
  released_ = end;
}

}  // namespace nestling
