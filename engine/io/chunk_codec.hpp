#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace detente {

/// Bytes of numbers as HDF5's shuffle and deflate filters would store them, compressed here so that no thread waits for
/// the library's lock. `element` is the size of a number in bytes.
std::vector<std::byte> encode_chunk(std::span<std::byte const> raw, std::size_t element);

/// The same of numbers as they lie in memory.
template <class Number>
std::vector<std::byte> encode_chunk(std::span<Number const> numbers) {
  return encode_chunk(std::as_bytes(numbers), sizeof(Number));
}

/// The compressor alone, which is most of what encode_chunk costs.
std::vector<std::byte> compressed(std::span<std::byte const> bytes);

/// What encode_chunk was given; `size` is its length in bytes. Throws IoError if the bytes are damaged.
std::vector<std::byte> decode_chunk(std::span<std::byte const> packed, std::size_t size, std::size_t element);

/// CRC32 of bytes, continued from `before`.
std::uint32_t checksum(std::span<std::byte const> bytes, std::uint32_t before = 0);

/// Version of the library that the program was compiled with, for the record of a run.
std::string libdeflate_version();

}  // namespace detente
