// Mutations for files of HDF5. Its headers carry checksums, so that a changed byte would only ever show that checksums
// are compared: here they are made anew after the change. Bytes are changed where they are, since addresses in the file
// count from its start.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <span>
#include <string_view>

namespace {

using Bytes = std::span<std::uint8_t>;

std::uint32_t rotated(std::uint32_t x, int by) { return (x << by) | (x >> (32 - by)); }

std::uint32_t word_at(std::span<std::uint8_t const> bytes, std::size_t at) {
  std::uint32_t word = 0;
  for (std::size_t k = 0; k < 4 && at + k < bytes.size(); ++k)
    word |= std::uint32_t{bytes[at + k]} << static_cast<unsigned>(8 * k);
  return word;
}

/// The checksum of metadata in HDF5: lookup3 of Bob Jenkins (public domain), with 0 to begin with.
std::uint32_t lookup3(std::span<std::uint8_t const> bytes) {
  std::uint32_t a = 0xdeadbeefU + static_cast<std::uint32_t>(bytes.size());
  std::uint32_t b = a;
  std::uint32_t c = a;
  std::size_t at = 0;
  for (; bytes.size() - at > 12; at += 12) {
    a += word_at(bytes, at);
    b += word_at(bytes, at + 4);
    c += word_at(bytes, at + 8);
    a -= c, a ^= rotated(c, 4), c += b;
    b -= a, b ^= rotated(a, 6), a += c;
    c -= b, c ^= rotated(b, 8), b += a;
    a -= c, a ^= rotated(c, 16), c += b;
    b -= a, b ^= rotated(a, 19), a += c;
    c -= b, c ^= rotated(b, 4), b += a;
  }
  if (at == bytes.size()) return c;
  a += word_at(bytes, at);
  b += word_at(bytes, at + 4);
  c += word_at(bytes, at + 8);
  c ^= b, c -= rotated(b, 14);
  a ^= c, a -= rotated(c, 11);
  b ^= a, b -= rotated(a, 25);
  c ^= b, c -= rotated(b, 16);
  a ^= c, a -= rotated(c, 4);
  b ^= a, b -= rotated(a, 14);
  c ^= b, c -= rotated(b, 24);
  return c;
}

std::uint64_t number_at(Bytes file, std::size_t at, std::size_t width) {
  std::uint64_t number = 0;
  for (std::size_t k = width; k-- > 0;) number = number << 8U | (at + k < file.size() ? file[at + k] : 0U);
  return number;
}

bool stands_at(Bytes file, std::size_t at, std::string_view signature) {
  return at < file.size() && signature.size() <= file.size() - at &&
         std::memcmp(file.data() + at, signature.data(), signature.size()) == 0;
}

/// Puts the checksum behind the `length` bytes that begin at `at`.
void seal(Bytes file, std::size_t at, std::uint64_t length) {
  if (at > file.size() || length > file.size() - at || file.size() - at - length < 4) return;
  std::uint32_t const sum = lookup3(file.subspan(at, length));
  for (std::size_t k = 0; k < 4; ++k) file[at + length + k] = static_cast<std::uint8_t>(sum >> (8 * k));
}

/// Seals the further blocks of an object header: those that messages of the kind 0x10 in a block point to.
void seal_continuations(Bytes file, std::size_t at, std::uint64_t length, std::size_t head, int depth) {
  for (std::uint64_t k = 0; depth < 8 && length >= head && k <= length - head;) {
    std::size_t const message = at + static_cast<std::size_t>(k);
    std::uint64_t const size = number_at(file, message + 1, 2);
    if (number_at(file, message, 1) == 0x10) {
      std::uint64_t const block = number_at(file, message + head, 8);
      std::uint64_t const bytes = number_at(file, message + head + 8, 8);
      if (block < file.size() && bytes >= 8 && bytes <= file.size() && stands_at(file, block, "OCHK")) {
        seal_continuations(file, block + 4, bytes - 8, head, depth + 1);
        seal(file, block, bytes - 4);
      }
    }
    k += head + size;
  }
}

void seal_object_header(Bytes file, std::size_t at) {
  unsigned const flags = static_cast<unsigned>(number_at(file, at + 5, 1));
  std::size_t const width = std::size_t{1} << (flags & 3U);
  std::size_t const before = 6 + ((flags & 0x20U) != 0 ? 16U : 0U) + ((flags & 0x10U) != 0 ? 4U : 0U);
  std::uint64_t const size = number_at(file, at + before, width);
  std::size_t const head = (flags & 4U) != 0 ? 6 : 4;  // of a message, with its order of creation or without
  std::size_t const messages = at + before + width;
  if (messages > file.size() || size > file.size()) return;
  seal_continuations(file, messages, size, head, 0);
  seal(file, at, before + width + size);
}

/// A tree of one leaf: the header, then the leaf that it points to.
void seal_tree(Bytes file, std::size_t at) {
  std::uint64_t const record = number_at(file, at + 10, 2);
  std::uint64_t const leaf = number_at(file, at + 16, 8);
  std::uint64_t const records = number_at(file, at + 24, 2);
  if (leaf < file.size() && stands_at(file, leaf, "BTLF")) seal(file, leaf, 6 + record * records);
  seal(file, at, 34);
}

/// A heap of one block.
void seal_heap(Bytes file, std::size_t at) {
  std::size_t const offset_width = static_cast<std::size_t>((number_at(file, at + 128, 2) + 7) / 8);
  std::uint64_t const block_size = number_at(file, at + 112, 8);
  std::uint64_t const block = number_at(file, at + 132, 8);
  bool const has_block = block < file.size() && block_size <= file.size() - block && stands_at(file, block, "FHDB");
  std::size_t const sum_at = static_cast<std::size_t>(block) + 13 + offset_width;
  if (has_block && (number_at(file, at + 9, 1) & 2U) != 0 && sum_at + 4 <= file.size()) {
    std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(sum_at), 4, std::uint8_t{0});
    std::uint32_t const sum = lookup3(file.subspan(block, block_size));
    for (std::size_t k = 0; k < 4; ++k) file[sum_at + k] = static_cast<std::uint8_t>(sum >> (8 * k));
  }
  seal(file, at, 142);
}

/// Objects in a collection of texts end within it: the library reads one that wraps around for ever, and there would be
/// little else to see.
void end_texts_within(Bytes file, std::size_t at) {
  std::uint64_t const end = at + std::min<std::uint64_t>(number_at(file, at + 8, 8), file.size() - at);
  for (std::uint64_t object = at + 16; object + 16 <= end;) {
    bool const is_rest = number_at(file, object, 2) == 0;
    std::uint64_t size = number_at(file, object + 8, 8);
    std::uint64_t const most = end - object - (is_rest ? 0U : 16U);
    if (size > most || (is_rest && size < 16)) {
      size = is_rest ? most : std::min<std::uint64_t>(most, 8);
      for (std::size_t k = 0; k < 8; ++k) file[object + 8 + k] = static_cast<std::uint8_t>(size >> (8 * k));
    }
    object += is_rest ? size : 16 + (size + 7) / 8 * 8;
  }
}

void seal_all(Bytes file) {
  for (std::size_t at = 0; at + 8 <= file.size(); ++at) {
    bool const may_begin = file[at] == 'O' || file[at] == 'B' || file[at] == 'F' || file[at] == 'G';
    if (!may_begin) continue;
    if (stands_at(file, at, "OHDR"))
      seal_object_header(file, at);
    else if (stands_at(file, at, "BTHD"))
      seal_tree(file, at);
    else if (stands_at(file, at, "FRHP"))
      seal_heap(file, at);
    else if (stands_at(file, at, "GCOL"))
      end_texts_within(file, at);
  }
}

/// Numbers at which sizes, counts and addresses break.
constexpr std::array<std::uint64_t, 16> edges{0,
                                              1,
                                              2,
                                              3,
                                              7,
                                              8,
                                              0x10,
                                              0x7f,
                                              0x80,
                                              0xff,
                                              0x7fff,
                                              0xffff,
                                              0x7fffffff,
                                              0xffffffff,
                                              0x7fffffffffffffff,
                                              ~std::uint64_t{0}};

class Mutation {
 public:
  Mutation(Bytes file, unsigned seed) : file_(file), draws_(seed) {}

  void change() {
    std::size_t const changes = 1 + below(3);
    for (std::size_t k = 0; k < changes; ++k) change_once();
  }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(draws_() % count); }

 private:
  /// Half of the places lie in the headers, which are most of what is read.
  std::size_t place() {
    std::size_t const at = below(file_.size());
    if (below(2) == 0) return at;
    static constexpr std::array<std::string_view, 6> signatures{"OHDR", "OCHK", "BTLF", "FRHP", "TREE", "SNOD"};
    std::string_view const wanted = signatures[below(signatures.size())];
    auto const found =
        std::search(file_.begin() + static_cast<std::ptrdiff_t>(at), file_.end(), wanted.begin(), wanted.end());
    std::size_t const head = found == file_.end() ? at : static_cast<std::size_t>(found - file_.begin());
    return std::min(head + below(192), file_.size() - 1);
  }

  void change_once() {
    std::size_t const at = place();
    std::size_t const width = std::min(std::size_t{1} << below(4), file_.size() - at);
    std::uint64_t number = number_at(file_, at, width);
    switch (below(6)) {
      case 0:
        number = edges[below(edges.size())];
        break;
      case 1:
        number += 1 + below(16);
        break;
      case 2:
        number -= 1 + below(16);
        break;
      case 3:
        number ^= std::uint64_t{1} << below(8 * width);
        break;
      case 4:
        number = draws_();
        break;
      default:
        return copy_to(at);
    }
    for (std::size_t k = 0; k < width; ++k) file_[at + k] = static_cast<std::uint8_t>(number >> (8 * k));
  }

  void copy_to(std::size_t at) {
    std::size_t const from = place();
    std::size_t const length = std::min({std::size_t{1} << below(7), file_.size() - at, file_.size() - from});
    std::memmove(file_.data() + at, file_.data() + from, length);
  }

  Bytes file_;
  std::minstd_rand draws_;
};

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed);
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  if (size < 64) return LLVMFuzzerMutate(data, size, most);
  Mutation mutation(Bytes(data, size), seed);
  if (mutation.below(32) == 0) return size - mutation.below(size / 2);  // a file that was cut off
  mutation.change();
  if (mutation.below(16) != 0) seal_all(Bytes(data, size));
  return size;
}
