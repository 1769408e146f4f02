#include "tests/engine/run/counted_new.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t marked_bytes = detente::marked_numbers * sizeof(double);
constexpr std::size_t header_bytes = 16;  // before each allocation: its size; keeps the alignment of malloc
std::atomic<int> alive = 0;

void* allocate(std::size_t size) noexcept {
  void* const memory = std::malloc(size + header_bytes);
  if (memory == nullptr) return nullptr;
  *static_cast<std::size_t*>(memory) = size;
  if (size == marked_bytes) ++alive;
  return static_cast<char*>(memory) + header_bytes;
}

void release(void* pointer) noexcept {
  if (pointer == nullptr) return;
  void* const memory = static_cast<char*>(pointer) - header_bytes;
  if (*static_cast<std::size_t*>(memory) == marked_bytes) --alive;
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
  void* const memory = allocate(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
// A sanitizer's own would not call the one above, but what it gives comes back to the delete below.
void* operator new(std::size_t size, std::nothrow_t const&) noexcept { return allocate(size); }
void operator delete(void* pointer) noexcept { release(pointer); }
void operator delete(void* pointer, std::size_t) noexcept { release(pointer); }
void operator delete(void* pointer, std::nothrow_t const&) noexcept { release(pointer); }

namespace detente {

int marked_lists_alive() { return alive; }

}  // namespace detente
