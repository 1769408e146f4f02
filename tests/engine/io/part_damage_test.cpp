// What happens to a part on a bad disk: it may be absent, and is then computed again; it may never be another part.
#include "engine/io/part_file.hpp"
#include "tests/engine/io/files.hpp"
#include "tests/engine/io/part_compare.hpp"
#include "tests/engine/io/small_spec.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

/// A part of which a bit may be flipped.
class Damage : public testing::Test {
 protected:
  Damage() {
    write_part(path_, sample_part(), small_digest);
    whole_ = content_of(path_);
  }

  /// Puts other bytes of the same number into the file.
  void overwrite(std::string const& content) {
    std::fstream(path_, std::ios::binary | std::ios::in | std::ios::out) << content;
  }

  /// The file with one bit flipped.
  void flip(std::size_t byte, int bit) {
    std::string damaged = whole_;
    damaged[byte] = static_cast<char>(damaged[byte] ^ (1 << bit));
    overwrite(damaged);
  }

  /// Whether the file says nothing, or the truth: about its record, and about its events by kind if it has a record.
  bool is_absent_or_right() const {
    std::optional<PartRecord> const part = read_part(path_, small_digest);
    if (!part) return true;
    if (!difference(*part, sample_part()).empty()) return false;
    std::vector<std::int64_t> counts;
    error_of([&] { counts = read_events_by_kind(path_); });
    return counts == std::vector<std::int64_t>{1, 0, 2};
  }

  /// Bytes, of every `step`th from `first`, at which a flipped bit makes the file say something wrong.
  std::string wrong_bytes(std::size_t first, std::size_t end, std::size_t step) {
    std::string wrong;
    for (std::size_t at = first; at < end; at += step) {
      flip(at, static_cast<int>(at / step % 8));
      if (!is_absent_or_right()) wrong += std::to_string(at) + " ";
    }
    return wrong;
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "part-5.h5";
  std::string whole_;
};

// Would catch: a checksum that leaves something out; a size from the file that is believed.
TEST_F(Damage, A_flipped_bit_in_every_tenth_byte_never_gives_a_wrong_record) {
  EXPECT_EQ(wrong_bytes(0, whole_.size(), 10), "");
}

// The first bytes are not covered by any checksum of the library.
TEST_F(Damage, A_flipped_bit_in_each_of_the_first_bytes_never_gives_a_wrong_record) {
  EXPECT_EQ(wrong_bytes(0, 96, 1), "");
}

/// Where some bytes of the part stand in the file.
std::size_t place_of(std::string const& content, double number) {
  return content.find(std::string(reinterpret_cast<char const*>(&number), sizeof number));
}

// What the checksum is for: the library has none for the numbers themselves.
TEST_F(Damage, A_flipped_bit_of_a_number_makes_the_part_absent) {
  for (double const number : {0.1, 1e300, -2.2, 5.5}) {
    std::size_t const at = place_of(whole_, number);
    ASSERT_NE(at, std::string::npos);
    flip(at, 0);
    EXPECT_FALSE(read_part(path_, small_digest)) << number;
  }
}

// A part may have no event, or no summary. Would catch: a checksum that starts anew where there is nothing.
TEST_F(Damage, A_flipped_bit_of_a_chunk_makes_the_part_absent_though_there_is_nothing_but_chunks) {
  PartRecord bare;
  bare.runs = 1;
  bare.chunks = sample_part().chunks;
  write_part(path_, bare, small_digest);
  whole_ = content_of(path_);
  std::size_t const at = whole_.find("\x01\x02\x03\xff");
  ASSERT_NE(at, std::string::npos);

  flip(at, 5);

  EXPECT_FALSE(read_part(path_, small_digest));
}

TEST_F(Damage, A_part_that_was_cut_short_is_absent) {
  for (std::size_t size = whole_.size() - 1; size > 97; size -= 97) {
    std::filesystem::resize_file(path_, size);
    EXPECT_FALSE(read_part(path_, small_digest)) << size << " bytes";
  }
}

// Blocks of zeros are what a disk may leave of a file that was never flushed.
TEST_F(Damage, A_block_of_zeros_never_gives_a_wrong_record) {
  std::string wrong;
  for (std::size_t at = 0; at < whole_.size(); at += 512) {
    std::string damaged = whole_;
    std::fill(damaged.begin() + static_cast<std::ptrdiff_t>(at),
              damaged.begin() + static_cast<std::ptrdiff_t>(std::min(at + 512, damaged.size())), '\0');
    overwrite(damaged);
    if (!is_absent_or_right()) wrong += std::to_string(at) + " ";
  }

  EXPECT_EQ(wrong, "");
}

}  // namespace
}  // namespace detente
