#include "engine/io/chunk_codec.hpp"

#include "engine/io/io_error.hpp"

#include <libdeflate.h>

#include <memory>
#include <new>

namespace detente {
namespace {

constexpr int compression_level = 1;  // the fastest: higher levels gain a few per cent at several times the price

struct CompressorFree {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};

struct DecompressorFree {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

}  // namespace

std::vector<std::byte> encode_chunk(std::span<std::byte const> raw, std::size_t element) {
  std::vector<std::byte> shuffled(raw.size());
  std::size_t const count = raw.size() / element;
  for (std::size_t plane = 0; plane < element; ++plane) {
    for (std::size_t k = 0; k < count; ++k) shuffled[plane * count + k] = raw[k * element + plane];
  }
  return compressed(shuffled);
}

std::vector<std::byte> compressed(std::span<std::byte const> bytes) {
  std::unique_ptr<libdeflate_compressor, CompressorFree> const compressor(
      libdeflate_alloc_compressor(compression_level));
  if (!compressor) throw std::bad_alloc();
  std::vector<std::byte> packed(libdeflate_zlib_compress_bound(compressor.get(), bytes.size()));
  packed.resize(libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(), packed.data(), packed.size()));
  packed.shrink_to_fit();
  return packed;
}

std::vector<std::byte> decode_chunk(std::span<std::byte const> packed, std::size_t size, std::size_t element) {
  std::unique_ptr<libdeflate_decompressor, DecompressorFree> const decompressor(libdeflate_alloc_decompressor());
  if (!decompressor) throw std::bad_alloc();
  std::vector<std::byte> shuffled(size);
  if (libdeflate_zlib_decompress(decompressor.get(), packed.data(), packed.size(), shuffled.data(), size, nullptr) !=
      LIBDEFLATE_SUCCESS) {
    throw IoError("stored bytes are damaged");
  }
  std::vector<std::byte> raw(size);
  std::size_t const count = size / element;
  for (std::size_t plane = 0; plane < element; ++plane) {
    for (std::size_t k = 0; k < count; ++k) raw[k * element + plane] = shuffled[plane * count + k];
  }
  return raw;
}

std::uint32_t checksum(std::span<std::byte const> bytes, std::uint32_t before) {
  if (bytes.empty()) return before;  // of a null pointer libdeflate makes a new start
  return libdeflate_crc32(before, bytes.data(), bytes.size());
}

std::string libdeflate_version() { return LIBDEFLATE_VERSION_STRING; }

}  // namespace detente
