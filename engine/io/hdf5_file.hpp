#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace detente {

/// An open HDF5 object; closed when it goes. `close` reports a failure, the destructor cannot.
class Hdf5Handle {
 public:
  using Close = int (*)(std::int64_t);

  Hdf5Handle() = default;
  /// Takes over `id`; a negative one throws IoError with `what` and the library's reason.
  Hdf5Handle(std::int64_t id, Close closing, std::string const& what);
  Hdf5Handle(Hdf5Handle&& other) noexcept;
  Hdf5Handle& operator=(Hdf5Handle&& other) noexcept;
  ~Hdf5Handle();

  std::int64_t id() const { return id_; }
  /// Closes now; throws IoError if data could not be written.
  void close(std::string const& what);

 private:
  std::int64_t id_ = -1;
  Close close_ = nullptr;
};

enum class NumberType { float64, float32, int32, int64 };

/// Size of a number in bytes.
std::size_t size_of(NumberType type);

/// Shape of a dataset: axes with their dimension scales, and the chunk (empty: contiguous).
struct Shape {
  std::vector<std::uint64_t> extent;
  std::vector<std::string> dimensions;  // name of the scale of each axis, in the root group
  std::vector<std::uint64_t> chunk;
};

/// A file being written, by the recipe that every reader understands: creation order tracked and indexed, no object
/// times, dimension scales on every axis, shuffle and deflate as the only filters, chunks compressed outside and stored
/// as they are. Every failure throws IoError.
class Hdf5Writer {
 public:
  explicit Hdf5Writer(std::string const& path);
  /// Closes all and reports what could not be written; without it the file is not complete.
  void close();

  /// A coordinate of the root group: a dataset named as its dimension, and its scale.
  void text_coordinate(std::string const& name, std::vector<std::string> const& labels, std::string const& meaning);
  void number_coordinate(std::string const& name, std::vector<std::int32_t> const& values, std::string const& unit,
                         std::string const& meaning);
  void real_coordinate(std::string const& name, std::vector<double> const& values, std::string const& unit,
                       std::string const& meaning);

  /// A group that shows the root coordinates of the dimensions its datasets use, as hard links.
  void group(std::string const& path);

  /// An empty dataset, its chunks to be stored with write_chunk. `fill` is what was never written reads as.
  void dataset(std::string const& path, NumberType type, Shape const& shape, std::string const& unit,
               std::string const& meaning, double fill);
  /// One compressed chunk at an offset (in elements, by axis). The bytes are what encode_chunk returns.
  void write_chunk(std::string const& path, std::vector<std::uint64_t> const& offset,
                   std::vector<std::byte> const& bytes);
  /// A small dataset at once, uncompressed.
  void values(std::string const& path, std::vector<double> const& data, Shape const& shape, std::string const& unit,
              std::string const& meaning);
  void values(std::string const& path, std::vector<float> const& data, Shape const& shape, std::string const& unit,
              std::string const& meaning);
  void values(std::string const& path, std::vector<std::int32_t> const& data, Shape const& shape,
              std::string const& unit, std::string const& meaning);
  void values(std::string const& path, std::vector<std::int64_t> const& data, Shape const& shape,
              std::string const& unit, std::string const& meaning);
  void texts(std::string const& path, std::vector<std::string> const& data, Shape const& shape,
             std::string const& meaning);
  /// Bytes as they are.
  void bytes(std::string const& path, std::vector<std::byte> const& data);
  /// A scalar text dataset.
  void text(std::string const& path, std::string const& content);

  void attribute(std::string const& path, std::string const& name, std::string const& value);
  void attribute(std::string const& path, std::string const& name, double value);
  void attribute(std::string const& path, std::string const& name, std::int64_t value);
  void attribute_u64(std::string const& path, std::string const& name, std::uint64_t value);

 private:
  Hdf5Handle create(std::string const& path, std::int64_t type, Shape const& shape, double const* fill);
  void finish(std::int64_t dataset, Shape const& shape, std::string const& path, std::string const& unit,
              std::string const& meaning);
  void numbers(std::string const& path, std::int64_t type, void const* data, std::size_t count, Shape const& shape,
               std::string const& unit, std::string const& meaning);
  void link_coordinates(std::string const& path, Shape const& shape);
  void coordinate(std::string const& name, std::int64_t type, void const* data, std::size_t count,
                  std::string const& unit, std::string const& meaning);
  std::string failure(std::string const& doing) const;

  std::string path_;
  Hdf5Handle file_;
  std::map<std::string, Hdf5Handle> scales_, datasets_;
};

/// A file being read. Sizes are checked against the file's own before anything is allocated; links that lead elsewhere
/// and numbers kept in other files are refused, and no code is loaded for a file's sake. Failures throw IoError.
class Hdf5Reader {
 public:
  explicit Hdf5Reader(std::string const& path);

  bool exists(std::string const& path) const;
  std::vector<std::string> children(std::string const& group) const;  // in creation order
  std::vector<std::uint64_t> extent(std::string const& path) const;
  std::vector<std::uint64_t> chunk(std::string const& path) const;     // empty: contiguous
  std::vector<std::string> dimensions(std::string const& path) const;  // names of the scales of the axes
  bool is_coordinate(std::string const& path) const;                   // it is the scale of an axis itself
  NumberType type(std::string const& path) const;
  std::uint64_t stored_bytes(std::string const& path) const;  // of a dataset's numbers, compressed

  std::vector<double> numbers(std::string const& path) const;
  /// A box of a dataset: `count` elements from `offset` along each axis.
  std::vector<double> numbers(std::string const& path, std::vector<std::uint64_t> const& offset,
                              std::vector<std::uint64_t> const& count) const;
  std::vector<std::byte> bytes(std::string const& path) const;
  bool is_text(std::string const& path) const;
  std::vector<std::string> texts(std::string const& path) const;
  std::string text(std::string const& path) const;
  std::vector<std::byte> read_chunk(std::string const& path, std::vector<std::uint64_t> const& offset) const;

  std::string text_attribute(std::string const& path, std::string const& name) const;  // "" if there is none
  std::int64_t integer_attribute(std::string const& path, std::string const& name) const;
  std::uint64_t u64_attribute(std::string const& path, std::string const& name) const;

 private:
  void require_hard_links(std::string const& path) const;
  Hdf5Handle open_dataset(std::string const& path) const;
  std::string path_;
  Hdf5Handle file_;
};

/// The library's version, "1.10.8".
std::string hdf5_version();

}  // namespace detente
