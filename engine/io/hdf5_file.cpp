#include "engine/io/hdf5_file.hpp"

#include "engine/io/hdf5_error.hpp"
#include "engine/io/io_error.hpp"

#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <utility>

namespace detente {
namespace {

constexpr unsigned ordered = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

Hdf5Handle property_list(hid_t kind) { return {H5Pcreate(kind), hdf5_close<H5Pclose>, "cannot make a property list"}; }

Hdf5Handle text_type(std::size_t length) {
  Hdf5Handle type(H5Tcopy(H5T_C_S1), hdf5_close<H5Tclose>, "cannot make a text type");
  H5Tset_size(type.id(), length);
  H5Tset_cset(type.id(), H5T_CSET_UTF8);
  H5Tset_strpad(type.id(), H5T_STR_NULLTERM);
  return type;
}

hid_t stored(NumberType type) {
  switch (type) {
    case NumberType::float64:
      return H5T_IEEE_F64LE;
    case NumberType::float32:
      return H5T_IEEE_F32LE;
    case NumberType::int32:
      return H5T_STD_I32LE;
    default:
      return H5T_STD_I64LE;
  }
}

Hdf5Handle space_of(std::vector<std::uint64_t> const& extent) {
  std::vector<hsize_t> const sizes(extent.begin(), extent.end());
  hid_t const id =
      sizes.empty() ? H5Screate(H5S_SCALAR) : H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr);
  return {id, hdf5_close<H5Sclose>, "cannot make a dataspace"};
}

Hdf5Handle attribute_of(hid_t object, std::string const& name, hid_t type) {
  Hdf5Handle const space(H5Screate(H5S_SCALAR), hdf5_close<H5Sclose>, "cannot make a dataspace");
  return {H5Acreate2(object, name.c_str(), type, space.id(), H5P_DEFAULT, H5P_DEFAULT), hdf5_close<H5Aclose>,
          fmt::format("cannot make the attribute {}", name)};
}

void write_text_attribute(hid_t object, std::string const& name, std::string const& value) {
  Hdf5Handle const type = text_type(value.size() + 1);
  Hdf5Handle const attribute = attribute_of(object, name, type.id());
  require_hdf5(H5Awrite(attribute.id(), type.id(), value.c_str()), fmt::format("cannot write the attribute {}", name));
}

void write_number_attribute(hid_t object, std::string const& name, hid_t file_type, hid_t memory_type,
                            void const* value) {
  Hdf5Handle const attribute = attribute_of(object, name, file_type);
  require_hdf5(H5Awrite(attribute.id(), memory_type, value), fmt::format("cannot write the attribute {}", name));
}

std::string parent_of(std::string const& path) {
  std::size_t const slash = path.rfind('/');
  return slash == std::string::npos || slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

Hdf5Handle::Hdf5Handle(std::int64_t id, Close closing, std::string const& what) : id_(id), close_(closing) {
  if (id < 0) throw IoError(fmt::format("{} ({})", what, hdf5_reason()));
}

Hdf5Handle::Hdf5Handle(Hdf5Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}

Hdf5Handle& Hdf5Handle::operator=(Hdf5Handle&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(close_, other.close_);
  return *this;
}

Hdf5Handle::~Hdf5Handle() {
  if (id_ >= 0) close_(id_);
}

void Hdf5Handle::close(std::string const& what) {
  if (id_ < 0) return;
  require_hdf5(close_(std::exchange(id_, -1)), what);
}

std::size_t size_of(NumberType type) { return type == NumberType::float64 || type == NumberType::int64 ? 8 : 4; }

Hdf5Writer::Hdf5Writer(std::string const& path) : path_(path) {
  prepare_hdf5();
  Hdf5Handle const creation = property_list(H5P_FILE_CREATE);
  H5Pset_link_creation_order(creation.id(), ordered);
  H5Pset_attr_creation_order(creation.id(), ordered);
  H5Pset_obj_track_times(creation.id(), false);
  file_ = Hdf5Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), H5P_DEFAULT), hdf5_close<H5Fclose>,
                     failure("create"));
}

std::string Hdf5Writer::failure(std::string const& doing) const { return fmt::format("cannot {} '{}'", doing, path_); }

void Hdf5Writer::close() {
  for (auto& [name, handle] : datasets_) handle.close(failure("write"));
  for (auto& [name, handle] : scales_) handle.close(failure("write"));
  datasets_.clear();
  scales_.clear();
  require_hdf5(H5Fflush(file_.id(), H5F_SCOPE_GLOBAL), failure("write"));
  file_.close(failure("write"));
}

void Hdf5Writer::coordinate(std::string const& name, std::int64_t type, void const* data, std::size_t count,
                            std::string const& unit, std::string const& meaning) {
  Shape const shape{{count}, {}, {}};
  Hdf5Handle dataset = create(name, type, shape, nullptr);
  if (count > 0) require_hdf5(H5Dwrite(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data), failure("write"));
  if (!unit.empty()) write_text_attribute(dataset.id(), "units", unit);
  write_text_attribute(dataset.id(), "long_name", meaning);
  require_hdf5(H5DSset_scale(dataset.id(), name.substr(name.rfind('/') + 1).c_str()), failure("write"));
  scales_.insert_or_assign(name, std::move(dataset));
}

void Hdf5Writer::text_coordinate(std::string const& name, std::vector<std::string> const& labels,
                                 std::string const& meaning) {
  Hdf5Handle const type = text_type(H5T_VARIABLE);
  std::vector<char const*> pointers;
  for (std::string const& label : labels) pointers.push_back(label.c_str());
  coordinate(name, type.id(), pointers.data(), pointers.size(), "", meaning);
}

void Hdf5Writer::number_coordinate(std::string const& name, std::vector<std::int32_t> const& values,
                                   std::string const& unit, std::string const& meaning) {
  coordinate(name, H5T_NATIVE_INT32, values.data(), values.size(), unit, meaning);
}

void Hdf5Writer::real_coordinate(std::string const& name, std::vector<double> const& values, std::string const& unit,
                                 std::string const& meaning) {
  coordinate(name, H5T_NATIVE_DOUBLE, values.data(), values.size(), unit, meaning);
}

void Hdf5Writer::group(std::string const& path) {
  Hdf5Handle const creation = property_list(H5P_GROUP_CREATE);
  H5Pset_link_creation_order(creation.id(), ordered);
  H5Pset_attr_creation_order(creation.id(), ordered);
  H5Pset_obj_track_times(creation.id(), false);
  Hdf5Handle const made(H5Gcreate2(file_.id(), path.c_str(), H5P_DEFAULT, creation.id(), H5P_DEFAULT),
                        hdf5_close<H5Gclose>, failure("write"));
}

Hdf5Handle Hdf5Writer::create(std::string const& path, std::int64_t type, Shape const& shape, double const* fill) {
  Hdf5Handle const creation = property_list(H5P_DATASET_CREATE);
  H5Pset_attr_creation_order(creation.id(), ordered);
  H5Pset_obj_track_times(creation.id(), false);
  if (!shape.chunk.empty()) {
    std::vector<hsize_t> const chunk(shape.chunk.begin(), shape.chunk.end());
    H5Pset_chunk(creation.id(), static_cast<int>(chunk.size()), chunk.data());
    H5Pset_shuffle(creation.id());
    H5Pset_deflate(creation.id(), 1);
  }
  if (fill != nullptr) H5Pset_fill_value(creation.id(), H5T_NATIVE_DOUBLE, fill);
  Hdf5Handle const space = space_of(shape.extent);
  return {H5Dcreate2(file_.id(), path.c_str(), type, space.id(), H5P_DEFAULT, creation.id(), H5P_DEFAULT),
          hdf5_close<H5Dclose>, fmt::format("{} (dataset {})", failure("write"), path)};
}

void Hdf5Writer::link_coordinates(std::string const& path, Shape const& shape) {
  std::string const parent = parent_of(path);
  if (parent == "/") return;
  for (std::string const& name : shape.dimensions) {
    if (name.find('/') != std::string::npos) continue;  // a scale of its own group
    std::string const link = parent + "/" + name;
    if (H5Lexists(file_.id(), link.c_str(), H5P_DEFAULT) > 0) continue;
    require_hdf5(H5Olink(scales_.at(name).id(), file_.id(), link.c_str(), H5P_DEFAULT, H5P_DEFAULT), failure("write"));
  }
}

void Hdf5Writer::finish(std::int64_t dataset, Shape const& shape, std::string const& path, std::string const& unit,
                        std::string const& meaning) {
  link_coordinates(path, shape);
  for (std::size_t axis = 0; axis < shape.dimensions.size(); ++axis) {
    require_hdf5(H5DSattach_scale(dataset, scales_.at(shape.dimensions[axis]).id(), static_cast<unsigned>(axis)),
                 failure("write"));
  }
  if (!unit.empty()) write_text_attribute(dataset, "units", unit);
  if (!meaning.empty()) write_text_attribute(dataset, "long_name", meaning);
}

void Hdf5Writer::dataset(std::string const& path, NumberType type, Shape const& shape, std::string const& unit,
                         std::string const& meaning, double fill) {
  Hdf5Handle made = create(path, stored(type), shape, &fill);
  finish(made.id(), shape, path, unit, meaning);
  if (type == NumberType::float64)
    write_number_attribute(made.id(), "_FillValue", H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &fill);
  if (type == NumberType::float32)
    write_number_attribute(made.id(), "_FillValue", H5T_IEEE_F32LE, H5T_NATIVE_DOUBLE, &fill);
  datasets_.insert_or_assign(path, std::move(made));
}

void Hdf5Writer::write_chunk(std::string const& path, std::vector<std::uint64_t> const& offset,
                             std::vector<std::byte> const& bytes) {
  std::vector<hsize_t> const at(offset.begin(), offset.end());
  require_hdf5(H5Dwrite_chunk(datasets_.at(path).id(), H5P_DEFAULT, 0, at.data(), bytes.size(), bytes.data()),
               failure("write"));
}

void Hdf5Writer::numbers(std::string const& path, std::int64_t type, void const* data, std::size_t count,
                         Shape const& shape, std::string const& unit, std::string const& meaning) {
  std::uint64_t expected = 1;
  for (std::uint64_t const size : shape.extent) expected *= size;
  if (count != expected) throw std::logic_error(fmt::format("{}: {} values for {} places", path, count, expected));
  Hdf5Handle const made = create(path, type, shape, nullptr);
  if (count > 0) require_hdf5(H5Dwrite(made.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data), failure("write"));
  finish(made.id(), shape, path, unit, meaning);
}

void Hdf5Writer::values(std::string const& path, std::vector<double> const& data, Shape const& shape,
                        std::string const& unit, std::string const& meaning) {
  numbers(path, H5T_NATIVE_DOUBLE, data.data(), data.size(), shape, unit, meaning);
}

void Hdf5Writer::values(std::string const& path, std::vector<float> const& data, Shape const& shape,
                        std::string const& unit, std::string const& meaning) {
  numbers(path, H5T_NATIVE_FLOAT, data.data(), data.size(), shape, unit, meaning);
}

void Hdf5Writer::values(std::string const& path, std::vector<std::int32_t> const& data, Shape const& shape,
                        std::string const& unit, std::string const& meaning) {
  numbers(path, H5T_NATIVE_INT32, data.data(), data.size(), shape, unit, meaning);
}

void Hdf5Writer::values(std::string const& path, std::vector<std::int64_t> const& data, Shape const& shape,
                        std::string const& unit, std::string const& meaning) {
  numbers(path, H5T_NATIVE_INT64, data.data(), data.size(), shape, unit, meaning);
}

void Hdf5Writer::texts(std::string const& path, std::vector<std::string> const& data, Shape const& shape,
                       std::string const& meaning) {
  Hdf5Handle const type = text_type(H5T_VARIABLE);
  std::vector<char const*> pointers;
  for (std::string const& one : data) pointers.push_back(one.c_str());
  numbers(path, type.id(), pointers.data(), pointers.size(), shape, "", meaning);
}

void Hdf5Writer::bytes(std::string const& path, std::vector<std::byte> const& data) {
  numbers(path, H5T_NATIVE_UINT8, data.data(), data.size(), {{data.size()}, {}, {}}, "", "");
}

void Hdf5Writer::text(std::string const& path, std::string const& content) { texts(path, {content}, {}, ""); }

void Hdf5Writer::attribute(std::string const& path, std::string const& name, std::string const& value) {
  Hdf5Handle const object(H5Oopen(file_.id(), path.c_str(), H5P_DEFAULT), hdf5_close<H5Oclose>, failure("write"));
  write_text_attribute(object.id(), name, value);
}

void Hdf5Writer::attribute(std::string const& path, std::string const& name, double value) {
  Hdf5Handle const object(H5Oopen(file_.id(), path.c_str(), H5P_DEFAULT), hdf5_close<H5Oclose>, failure("write"));
  write_number_attribute(object.id(), name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}

void Hdf5Writer::attribute(std::string const& path, std::string const& name, std::int64_t value) {
  Hdf5Handle const object(H5Oopen(file_.id(), path.c_str(), H5P_DEFAULT), hdf5_close<H5Oclose>, failure("write"));
  write_number_attribute(object.id(), name, H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

void Hdf5Writer::attribute_u64(std::string const& path, std::string const& name, std::uint64_t value) {
  Hdf5Handle const object(H5Oopen(file_.id(), path.c_str(), H5P_DEFAULT), hdf5_close<H5Oclose>, failure("write"));
  write_number_attribute(object.id(), name, H5T_STD_U64LE, H5T_NATIVE_UINT64, &value);
}

}  // namespace detente
