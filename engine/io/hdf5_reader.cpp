#include "engine/io/hdf5_error.hpp"
#include "engine/io/hdf5_file.hpp"
#include "engine/io/io_error.hpp"

#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <sys/stat.h>

namespace detente {
namespace {

constexpr std::uint64_t most_elements = std::uint64_t{1} << 31;  // of one read: a guard against absurd files
constexpr std::uint64_t harmless_elements = std::uint64_t{1} << 20;
constexpr std::uint64_t harmless_texts = std::uint64_t{1} << 12;  // each of them may be as long as the file
constexpr std::uint64_t most_compressed = 1032;                   // how far deflate can go

Hdf5Handle dataspace_of(hid_t dataset) {
  return {H5Dget_space(dataset), hdf5_close<H5Sclose>, "cannot read a dataspace"};
}

std::uint64_t elements(std::vector<std::uint64_t> const& extent, std::string const& path) {
  std::uint64_t count = 1;
  for (std::uint64_t const size : extent) {
    if (size != 0 && count > most_elements / size)
      throw IoError(fmt::format("dataset {} is too large to be read at once", path));
    count *= size;
  }
  return count;
}

/// "/a", "/a/b" of "/a/b".
std::vector<std::string> prefixes(std::string const& path) {
  std::vector<std::string> all;
  std::string so_far;
  for (std::size_t from = path.find_first_not_of('/'); from != std::string::npos;
       from = path.find_first_not_of('/', from)) {
    std::size_t const to = std::min(path.find('/', from), path.size());
    so_far += '/';
    so_far += path.substr(from, to - from);
    all.push_back(so_far);
    from = to;
  }
  return all;
}

/// A dataset may name other files as the place of its numbers: whatever the user can read would then stand in a report.
bool keeps_numbers_elsewhere(hid_t dataset) {
  Hdf5Handle const creation(H5Dget_create_plist(dataset), hdf5_close<H5Pclose>, "cannot read a property list");
  return H5Pget_external_count(creation.id()) != 0 || H5Pget_layout(creation.id()) == H5D_VIRTUAL;
}

/// Size of a dataset's file in bytes.
std::uint64_t file_size_of(hid_t object) {
  Hdf5Handle const file(H5Iget_file_id(object), hdf5_close<H5Fclose>, "cannot name a file");
  hsize_t size = 0;
  require_hdf5(H5Fget_filesize(file.id(), &size), "cannot read the size of a file");
  return size;
}

/// Refuses a count that a dataset only claims: what it stores, and be it compressed as far as can be, is less.
void require_stored(hid_t dataset, std::uint64_t count, std::string const& path,
                    std::uint64_t harmless = harmless_elements) {
  if (count <= harmless) return;  // what a dataset stores takes a look at all of its chunks
  Hdf5Handle const type(H5Dget_type(dataset), hdf5_close<H5Tclose>, "cannot read a type");
  Hdf5Handle const creation(H5Dget_create_plist(dataset), hdf5_close<H5Pclose>, "cannot read a property list");
  bool const may_be_compressed = H5Pget_layout(creation.id()) == H5D_CHUNKED;
  std::uint64_t const stored = std::min<std::uint64_t>(H5Dget_storage_size(dataset), file_size_of(dataset));
  std::uint64_t const most = stored / std::max<std::size_t>(H5Tget_size(type.id()), 1);
  if (count / (may_be_compressed ? most_compressed : 1) > most)
    throw IoError(fmt::format("dataset {} is said to hold {} values, more than its {} bytes can", path, count, stored));
}

}  // namespace

Hdf5Reader::Hdf5Reader(std::string const& path) : path_(path) {
  prepare_hdf5();
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) throw IoError(fmt::format("cannot read '{}' (no such file)", path));
  bool const is_file = S_ISREG(status.st_mode);  // a pipe would be waited for, for ever
  if (!is_file || H5Fis_hdf5(path.c_str()) <= 0)
    throw IoError(fmt::format("cannot read '{}' (not an HDF5 file)", path), IoError::Kind::foreign);
  file_ = Hdf5Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), hdf5_close<H5Fclose>,
                     fmt::format("cannot read '{}'", path));
}

Hdf5Handle Hdf5Reader::open_dataset(std::string const& path) const {
  require_hard_links(path);
  Hdf5Handle dataset(H5Dopen2(file_.id(), path.c_str(), H5P_DEFAULT), hdf5_close<H5Dclose>,
                     fmt::format("cannot read {} of '{}'", path, path_));
  if (keeps_numbers_elsewhere(dataset.id())) {
    throw IoError(fmt::format("{} of '{}' keeps its numbers in other files, which are not opened", path, path_),
                  IoError::Kind::foreign);
  }
  return dataset;
}

void Hdf5Reader::require_hard_links(std::string const& path) const {
  for (std::string const& prefix : prefixes(path)) {
    H5L_info_t link{};
    if (H5Lget_info(file_.id(), prefix.c_str(), &link, H5P_DEFAULT) < 0) return;  // absent: who opens it says so
    if (link.type != H5L_TYPE_HARD) {
      throw IoError(fmt::format("{} of '{}' is a link to something else, which is not followed", prefix, path_),
                    IoError::Kind::foreign);
    }
  }
}

bool Hdf5Reader::exists(std::string const& path) const {
  std::vector<std::string> const all = prefixes(path);
  return std::all_of(all.begin(), all.end(),
                     [&](std::string const& prefix) { return H5Lexists(file_.id(), prefix.c_str(), H5P_DEFAULT) > 0; });
}

std::vector<std::string> Hdf5Reader::children(std::string const& group) const {
  require_hard_links(group);
  Hdf5Handle const opened(H5Gopen2(file_.id(), group.c_str(), H5P_DEFAULT), hdf5_close<H5Gclose>,
                          fmt::format("cannot read {} of '{}'", group, path_));
  std::vector<std::string> names;
  auto const collect = [](hid_t, char const* name, H5L_info_t const*, void* out) -> herr_t {
    if (name == nullptr) return -1;  // of a damaged group; nothing may be thrown through the library
    static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return 0;
  };
  hsize_t position = 0;
  require_hdf5(H5Literate(opened.id(), H5_INDEX_CRT_ORDER, H5_ITER_INC, &position, collect, &names),
               "cannot list a group");
  return names;
}

std::vector<std::uint64_t> Hdf5Reader::extent(std::string const& path) const {
  Hdf5Handle const dataset = open_dataset(path);
  Hdf5Handle const space = dataspace_of(dataset.id());
  int const rank = H5Sget_simple_extent_ndims(space.id());
  std::vector<hsize_t> sizes(static_cast<std::size_t>(std::max(rank, 0)));
  H5Sget_simple_extent_dims(space.id(), sizes.data(), nullptr);
  return {sizes.begin(), sizes.end()};
}

std::vector<std::uint64_t> Hdf5Reader::chunk(std::string const& path) const {
  Hdf5Handle const dataset = open_dataset(path);
  Hdf5Handle const creation(H5Dget_create_plist(dataset.id()), hdf5_close<H5Pclose>, "cannot read a property list");
  if (H5Pget_layout(creation.id()) != H5D_CHUNKED) return {};
  std::vector<hsize_t> sizes(extent(path).size());
  H5Pget_chunk(creation.id(), static_cast<int>(sizes.size()), sizes.data());
  return {sizes.begin(), sizes.end()};
}

std::vector<std::string> Hdf5Reader::dimensions(std::string const& path) const {
  Hdf5Handle const dataset = open_dataset(path);
  std::vector<std::string> names;
  auto const collect = [](hid_t, unsigned, hid_t scale, void* out) -> herr_t {
    std::array<char, 256> name{};
    H5DSget_scale_name(scale, name.data(), name.size());
    static_cast<std::vector<std::string>*>(out)->emplace_back(name.data());
    return 1;
  };
  for (std::size_t axis = 0; axis < extent(path).size(); ++axis) {
    H5DSiterate_scales(dataset.id(), static_cast<unsigned>(axis), nullptr, collect, &names);
    if (names.size() != axis + 1)
      throw IoError(fmt::format("{} of '{}' has an axis without a name", path, path_), IoError::Kind::foreign);
  }
  return names;
}

bool Hdf5Reader::is_coordinate(std::string const& path) const { return H5DSis_scale(open_dataset(path).id()) > 0; }

NumberType Hdf5Reader::type(std::string const& path) const {
  Hdf5Handle const dataset = open_dataset(path);
  Hdf5Handle const type(H5Dget_type(dataset.id()), hdf5_close<H5Tclose>, "cannot read a type");
  bool const is_float = H5Tget_class(type.id()) == H5T_FLOAT;
  bool const is_wide = H5Tget_size(type.id()) == 8;
  return is_float ? (is_wide ? NumberType::float64 : NumberType::float32)
                  : (is_wide ? NumberType::int64 : NumberType::int32);
}

std::uint64_t Hdf5Reader::stored_bytes(std::string const& path) const {
  return H5Dget_storage_size(open_dataset(path).id());
}

std::vector<double> Hdf5Reader::numbers(std::string const& path) const {
  Hdf5Handle const dataset = open_dataset(path);
  std::uint64_t const count = elements(extent(path), path);
  require_stored(dataset.id(), count, path);
  std::vector<double> data(count);
  if (data.empty()) return data;
  require_hdf5(H5Dread(dataset.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, data.data()),
               fmt::format("cannot read {}", path));
  return data;
}

std::vector<double> Hdf5Reader::numbers(std::string const& path, std::vector<std::uint64_t> const& offset,
                                        std::vector<std::uint64_t> const& count) const {
  Hdf5Handle const dataset = open_dataset(path);
  Hdf5Handle const space = dataspace_of(dataset.id());
  std::vector<hsize_t> const from(offset.begin(), offset.end());
  std::vector<hsize_t> const size(count.begin(), count.end());
  std::vector<std::uint64_t> const whole = extent(path);
  bool fits = offset.size() == whole.size() && count.size() == whole.size();
  for (std::size_t axis = 0; fits && axis < whole.size(); ++axis) {
    fits = offset[axis] <= whole[axis] && count[axis] <= whole[axis] - offset[axis];
  }
  if (!fits) throw IoError(fmt::format("cannot read a box of {} of '{}' (it reaches beyond the end)", path, path_));
  std::uint64_t const wanted = elements(count, path);
  require_stored(dataset.id(), wanted, path);
  std::vector<double> data(wanted);
  if (data.empty()) return data;
  require_hdf5(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, from.data(), nullptr, size.data(), nullptr),
               fmt::format("cannot read {}", path));
  Hdf5Handle const memory(H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr), hdf5_close<H5Sclose>,
                          "cannot make a dataspace");
  require_hdf5(H5Dread(dataset.id(), H5T_NATIVE_DOUBLE, memory.id(), space.id(), H5P_DEFAULT, data.data()),
               fmt::format("cannot read {}", path));
  return data;
}

std::vector<std::byte> Hdf5Reader::bytes(std::string const& path) const {
  Hdf5Handle const dataset = open_dataset(path);
  std::uint64_t const count = elements(extent(path), path);
  require_stored(dataset.id(), count, path);
  std::vector<std::byte> data(count);
  if (data.empty()) return data;
  require_hdf5(H5Dread(dataset.id(), H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, data.data()),
               fmt::format("cannot read {}", path));
  return data;
}

bool Hdf5Reader::is_text(std::string const& path) const {
  Hdf5Handle const dataset = open_dataset(path);
  Hdf5Handle const type(H5Dget_type(dataset.id()), hdf5_close<H5Tclose>, "cannot read a type");
  return H5Tget_class(type.id()) == H5T_STRING;
}

std::vector<std::string> Hdf5Reader::texts(std::string const& path) const {
  Hdf5Handle const dataset = open_dataset(path);
  Hdf5Handle const space = dataspace_of(dataset.id());
  Hdf5Handle const type(H5Dget_type(dataset.id()), hdf5_close<H5Tclose>, "cannot read a type");
  if (H5Tis_variable_str(type.id()) <= 0)
    throw IoError(fmt::format("{} of '{}' is no text", path, path_), IoError::Kind::foreign);
  std::uint64_t const count = elements(extent(path), path);
  require_stored(dataset.id(), count, path, harmless_texts);
  std::vector<char*> pointers(count, nullptr);
  if (pointers.empty()) return {};
  require_hdf5(H5Dread(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()),
               fmt::format("cannot read {}", path));
  std::vector<std::string> texts;
  for (char const* pointer : pointers) texts.emplace_back(pointer == nullptr ? "" : pointer);
  H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, pointers.data());
  return texts;
}

std::string Hdf5Reader::text(std::string const& path) const {
  std::vector<std::string> const all = texts(path);
  return all.empty() ? "" : all.front();
}

std::vector<std::byte> Hdf5Reader::read_chunk(std::string const& path, std::vector<std::uint64_t> const& offset) const {
  Hdf5Handle const dataset = open_dataset(path);
  std::vector<hsize_t> const at(offset.begin(), offset.end());
  if (at.size() != extent(path).size())  // the library would read as many places as there are axes
    throw IoError(fmt::format("cannot read a chunk of {} of '{}' (it has another number of axes)", path, path_));
  hsize_t size = 0;
  require_hdf5(H5Dget_chunk_storage_size(dataset.id(), at.data(), &size), fmt::format("cannot read {}", path));
  if (size > file_size_of(dataset.id()))
    throw IoError(fmt::format("a chunk of {} of '{}' is larger than the file", path, path_));
  std::vector<std::byte> bytes(size);
  std::uint32_t filters = 0;
  require_hdf5(H5Dread_chunk(dataset.id(), H5P_DEFAULT, at.data(), &filters, bytes.data()),
               fmt::format("cannot read {}", path));
  return bytes;
}

namespace {

Hdf5Handle open_attribute(hid_t file, std::string const& path, std::string const& name) {
  return {H5Aopen_by_name(file, path.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), hdf5_close<H5Aclose>,
          fmt::format("no attribute {} at {}", name, path)};
}

bool is_single(Hdf5Handle const& attribute) {
  Hdf5Handle const space(H5Aget_space(attribute.id()), hdf5_close<H5Sclose>, "cannot read a dataspace");
  return H5Sget_simple_extent_npoints(space.id()) == 1;
}

/// An attribute that holds one value: those of other programs may hold more, which would be read over the end of one.
Hdf5Handle open_single_attribute(hid_t file, std::string const& path, std::string const& name) {
  Hdf5Handle attribute = open_attribute(file, path, name);
  if (!is_single(attribute)) {
    throw IoError(fmt::format("attribute {} at {} is not one number", name, path), IoError::Kind::foreign);
  }
  return attribute;
}

}  // namespace

std::string Hdf5Reader::text_attribute(std::string const& path, std::string const& name) const {
  require_hard_links(path);
  if (H5Aexists_by_name(file_.id(), path.c_str(), name.c_str(), H5P_DEFAULT) <= 0) return "";
  Hdf5Handle const attribute = open_attribute(file_.id(), path, name);
  Hdf5Handle const type(H5Aget_type(attribute.id()), hdf5_close<H5Tclose>, "cannot read a type");
  if (H5Tget_class(type.id()) != H5T_STRING || H5Tis_variable_str(type.id()) > 0 || !is_single(attribute)) return "";
  std::size_t const length = H5Tget_size(type.id());
  if (length > file_size_of(attribute.id()))
    throw IoError(fmt::format("attribute {} at {} is larger than the file", name, path));
  std::string text(length, '\0');
  require_hdf5(H5Aread(attribute.id(), type.id(), text.data()), "cannot read an attribute");
  text.resize(std::min(text.find('\0'), text.size()));
  return text;
}

std::int64_t Hdf5Reader::integer_attribute(std::string const& path, std::string const& name) const {
  require_hard_links(path);
  Hdf5Handle const attribute = open_single_attribute(file_.id(), path, name);
  std::int64_t value = 0;
  require_hdf5(H5Aread(attribute.id(), H5T_NATIVE_INT64, &value), "cannot read an attribute");
  return value;
}

std::uint64_t Hdf5Reader::u64_attribute(std::string const& path, std::string const& name) const {
  require_hard_links(path);
  Hdf5Handle const attribute = open_single_attribute(file_.id(), path, name);
  std::uint64_t value = 0;
  require_hdf5(H5Aread(attribute.id(), H5T_NATIVE_UINT64, &value), "cannot read an attribute");
  return value;
}

std::string hdf5_version() {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned release = 0;
  H5get_libversion(&major, &minor, &release);
  return fmt::format("{}.{}.{}", major, minor, release);
}

}  // namespace detente
