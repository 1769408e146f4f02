#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

/// What libFuzzer calls with one input, and replay.cpp with each file of a corpus.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace detente {

/// A property that does not hold for an input. Nothing catches it in a fuzzer, which then ends with the input saved.
struct BrokenProperty : std::logic_error {
  using std::logic_error::logic_error;
};

inline void require(bool holds, char const* property) {
  if (!holds) throw BrokenProperty(property);
}

inline std::string text_of(std::uint8_t const* data, std::size_t size) { return {data, data + size}; }

/// UTF-8 without anything that would move the cursor of a terminal but the ends of lines.
inline bool is_fit_for_a_terminal(std::string_view text) {
  auto const byte = [text](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
  for (std::size_t i = 0; i < text.size();) {
    unsigned const first = byte(i);
    bool const is_plain = first == '\n' || (first >= 0x20U && first < 0x7FU);
    std::size_t const length = is_plain                           ? 1
                               : first >= 0xC2U && first <= 0xDFU ? 2
                               : first >= 0xE0U && first <= 0xEFU ? 3
                               : first >= 0xF0U && first <= 0xF4U ? 4
                                                                  : 0;
    if (length == 0 || (first == 0xC2U && byte(i + 1) < 0xA0U)) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xC0U) != 0x80U) return false;
    }
    i += length;
  }
  return true;
}

}  // namespace detente
