// Where the memory of this program comes from: as usual from malloc, but what is large lies in huge pages. The first
// touch of a page costs a trap, and where the machine is a guest of another one that trap costs more than all that is
// done with the page; a huge page needs one for 2 MB instead of 512.
#include <sys/mman.h>

#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20;

void* allocate(std::size_t bytes, std::size_t alignment) {
  if (bytes < huge_page) return alignment == 0 ? std::malloc(bytes) : std::aligned_alloc(alignment, bytes);
  const std::size_t pages = (bytes + huge_page / 2) / huge_page;  // less than half a page at the end: small pages
  void* p = std::aligned_alloc(huge_page, (bytes + huge_page - 1) / huge_page * huge_page);
  if (p) madvise(p, pages * huge_page, MADV_HUGEPAGE);  // where it is refused, pages are small
  return p;
}

void* allocate_or_throw(std::size_t bytes, std::size_t alignment) {
  if (void* p = allocate(bytes ? bytes : 1, alignment)) return p;
  throw std::bad_alloc();
}

void* allocate_aligned(std::size_t bytes, std::align_val_t to) {
  const auto alignment = static_cast<std::size_t>(to);
  return allocate_or_throw((bytes + alignment - 1) / alignment * alignment, alignment);
}

}  // namespace

// The forms that do not throw are made of these.
void* operator new(std::size_t bytes) { return allocate_or_throw(bytes, 0); }
void* operator new[](std::size_t bytes) { return allocate_or_throw(bytes, 0); }
void* operator new(std::size_t bytes, std::align_val_t a) { return allocate_aligned(bytes, a); }
void* operator new[](std::size_t bytes, std::align_val_t a) { return allocate_aligned(bytes, a); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
