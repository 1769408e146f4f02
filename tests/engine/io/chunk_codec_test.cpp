#include "engine/io/chunk_codec.hpp"

#include "tests/engine/io/files.hpp"
#include "tests/engine/io/raw_hdf5.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <type_traits>

namespace detente {
namespace {

using Bytes = std::vector<std::byte>;

template <class Number>
Bytes bytes_of(std::vector<Number> const& numbers) {
  auto const bytes = std::as_bytes(std::span(numbers));
  return {bytes.begin(), bytes.end()};
}

/// Numbers whose bytes all differ from plane to plane: no byte can take the place of another.
template <class Number>
std::vector<Number> varied(std::size_t count) {
  std::vector<Number> numbers(count);
  for (std::size_t k = 0; k < count; ++k) numbers[k] = static_cast<Number>(1e4 / (static_cast<double>(k) + 1.1));
  return numbers;
}

template <class Number>
Bytes encoded(std::vector<Number> const& numbers) {
  return encode_chunk(std::span<Number const>(numbers));
}

template <class Number>
Bytes round_trip(std::vector<Number> const& numbers) {
  return decode_chunk(encoded(numbers), numbers.size() * sizeof(Number), sizeof(Number));
}

TEST(ChunkCodec, Numbers_come_back_bit_by_bit_whatever_their_width_and_however_odd_their_count) {
  EXPECT_EQ(round_trip(varied<double>(1023)), bytes_of(varied<double>(1023)));
  EXPECT_EQ(round_trip(varied<double>(1)), bytes_of(varied<double>(1)));
  EXPECT_EQ(round_trip(varied<float>(771)), bytes_of(varied<float>(771)));
  EXPECT_EQ(round_trip(varied<std::int32_t>(7)), bytes_of(varied<std::int32_t>(7)));
  EXPECT_EQ(round_trip(varied<std::uint16_t>(13)), bytes_of(varied<std::uint16_t>(13)));
  EXPECT_EQ(round_trip(varied<std::int8_t>(5)), bytes_of(varied<std::int8_t>(5)));
}

TEST(ChunkCodec, Special_numbers_keep_their_bits) {
  using Limits = std::numeric_limits<double>;
  std::vector<double> const special{Limits::quiet_NaN(), -0.0, Limits::infinity(), Limits::denorm_min(),
                                    -Limits::max()};

  EXPECT_EQ(round_trip(special), bytes_of(special));
}

TEST(ChunkCodec, Nothing_comes_back_as_nothing) { EXPECT_TRUE(round_trip(std::vector<double>{}).empty()); }

// Would catch: planes that are not shuffled, which costs most of the compression.
TEST(ChunkCodec, Slowly_growing_numbers_shrink_to_less_than_half) {
  std::vector<std::int32_t> numbers(4096);
  for (std::size_t k = 0; k < numbers.size(); ++k) numbers[k] = 1'000'000 + static_cast<std::int32_t>(k * 37);

  EXPECT_LT(encoded(numbers).size(), numbers.size() * sizeof(std::int32_t) / 2);
}

template <class Number>
hid_t native() {
  if constexpr (std::is_same_v<Number, double>)
    return H5T_NATIVE_DOUBLE;
  else if constexpr (std::is_same_v<Number, float>)
    return H5T_NATIVE_FLOAT;
  else if constexpr (std::is_same_v<Number, std::uint16_t>)
    return H5T_NATIVE_UINT16;
  else
    return H5T_NATIVE_INT32;
}

/// A dataset of one chunk with the library's own shuffle and deflate filters.
template <class Number>
Hdf5Handle filtered_dataset(Hdf5Handle const& file, hsize_t count) {
  Hdf5Handle const creation(H5Pcreate(H5P_DATASET_CREATE), hdf5_close<H5Pclose>, "property list");
  H5Pset_chunk(creation.id(), 1, &count);
  H5Pset_shuffle(creation.id());
  H5Pset_deflate(creation.id(), 6);
  Hdf5Handle const space = raw_space({count});
  return {H5Dcreate2(file.id(), "data", native<Number>(), space.id(), H5P_DEFAULT, creation.id(), H5P_DEFAULT),
          hdf5_close<H5Dclose>, "dataset"};
}

/// What the library's filters make of our bytes.
template <class Number>
std::vector<Number> read_by_hdf5(std::vector<Number> const& numbers) {
  TemporaryFolder const folder;
  Hdf5Handle const file = raw_new_file(folder / "chunk.h5");
  Hdf5Handle const dataset = filtered_dataset<Number>(file, numbers.size());
  Bytes const packed = encoded(numbers);
  hsize_t const start = 0;
  require_hdf5(H5Dwrite_chunk(dataset.id(), H5P_DEFAULT, 0, &start, packed.size(), packed.data()), "write");
  std::vector<Number> read(numbers.size());
  require_hdf5(H5Dread(dataset.id(), native<Number>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, read.data()), "read");
  return read;
}

/// What we make of the bytes that the library's filters store.
template <class Number>
Bytes written_by_hdf5(std::vector<Number> const& numbers) {
  TemporaryFolder const folder;
  Hdf5Handle const file = raw_new_file(folder / "chunk.h5");
  Hdf5Handle const dataset = filtered_dataset<Number>(file, numbers.size());
  require_hdf5(H5Dwrite(dataset.id(), native<Number>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()), "write");
  require_hdf5(H5Dflush(dataset.id()), "flush");
  hsize_t const start = 0;
  hsize_t size = 0;
  require_hdf5(H5Dget_chunk_storage_size(dataset.id(), &start, &size), "size");
  Bytes packed(size);
  std::uint32_t filters = 0;
  require_hdf5(H5Dread_chunk(dataset.id(), H5P_DEFAULT, &start, &filters, packed.data()), "read");
  return decode_chunk(packed, numbers.size() * sizeof(Number), sizeof(Number));
}

// Would catch: a file that only we can read.
TEST(ChunkCodec, The_filters_of_HDF5_read_our_bytes) {
  EXPECT_EQ(read_by_hdf5(varied<double>(1001)), varied<double>(1001));
  EXPECT_EQ(read_by_hdf5(varied<float>(333)), varied<float>(333));
  EXPECT_EQ(read_by_hdf5(varied<std::int32_t>(9)), varied<std::int32_t>(9));
  EXPECT_EQ(read_by_hdf5(varied<std::uint16_t>(77)), varied<std::uint16_t>(77));
}

TEST(ChunkCodec, We_read_the_bytes_of_the_filters_of_HDF5) {
  EXPECT_EQ(written_by_hdf5(varied<double>(1001)), bytes_of(varied<double>(1001)));
  EXPECT_EQ(written_by_hdf5(varied<float>(333)), bytes_of(varied<float>(333)));
  EXPECT_EQ(written_by_hdf5(varied<std::int32_t>(9)), bytes_of(varied<std::int32_t>(9)));
}

// The bytes end in spare bits and a checksum. Would catch: damage in the middle of a chunk that passes as other
// numbers.
TEST(ChunkCodec, A_flipped_bit_anywhere_is_an_error_or_changes_nothing) {
  std::vector<double> const numbers = varied<double>(50);
  Bytes const packed = encoded(numbers);

  int wrong = 0;
  int caught = 0;
  for (std::size_t at = 0; at < packed.size(); ++at) {
    Bytes damaged = packed;
    damaged[at] ^= std::byte{1} << (at % 8);
    Bytes read;
    bool const is_caught = error_of([&] { read = decode_chunk(damaged, 400, 8); }).has_value();
    caught += is_caught ? 1 : 0;
    wrong += is_caught || read == bytes_of(numbers) ? 0 : 1;
  }

  EXPECT_EQ(wrong, 0);
  EXPECT_GE(caught, static_cast<int>(packed.size()) - 4) << "spare bits are rare";
}

TEST(ChunkCodec, Bytes_that_end_too_early_are_an_error) {
  Bytes packed = encoded(varied<double>(50));
  packed.pop_back();

  EXPECT_TRUE(says(error_of([&] { decode_chunk(packed, 400, 8); }), {"damaged"}));
  EXPECT_TRUE(says(error_of([&] { decode_chunk({}, 400, 8); }), {"damaged"}));
}

// Would catch: a chunk of another shape whose rest would read as zeros.
TEST(ChunkCodec, Bytes_of_another_size_are_an_error) {
  Bytes const packed = encoded(varied<double>(50));

  EXPECT_THROW(decode_chunk(packed, 408, 8), IoError);
  EXPECT_THROW(decode_chunk(packed, 392, 8), IoError);
}

// 0xcbf43926 is the check value of CRC-32 as every catalogue of checksums gives it.
TEST(Checksum, Is_CRC_32) {
  std::string const text = "123456789";

  EXPECT_EQ(checksum(std::as_bytes(std::span(text))), 0xcbf43926U);
}

TEST(Checksum, Of_two_pieces_continued_is_that_of_the_whole) {
  std::string const text = "123456789";
  auto const bytes = std::as_bytes(std::span(text));

  EXPECT_EQ(checksum(bytes.subspan(4), checksum(bytes.first(4))), checksum(bytes));
  EXPECT_EQ(checksum({}, 77), 77U);
}

TEST(LibdeflateVersion, Starts_with_its_major_number) { EXPECT_EQ(libdeflate_version().substr(0, 2), "1."); }

}  // namespace
}  // namespace detente
