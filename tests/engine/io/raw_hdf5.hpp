#pragma once

#include "engine/io/hdf5_error.hpp"
#include "engine/io/hdf5_file.hpp"

#include <hdf5.h>
#include <hdf5_hl.h>

#include <string>

namespace detente {

// The C library as other readers use it, past the classes under test.

inline Hdf5Handle raw_file(std::string const& path) {
  return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), hdf5_close<H5Fclose>, "cannot open " + path};
}

inline Hdf5Handle raw_new_file(std::string const& path) {
  return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), hdf5_close<H5Fclose>,
          "cannot make " + path};
}

inline Hdf5Handle raw_dataset(Hdf5Handle const& file, std::string const& path) {
  return {H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT), hdf5_close<H5Dclose>, "cannot open " + path};
}

inline Hdf5Handle raw_group(Hdf5Handle const& file, std::string const& path) {
  return {H5Gopen2(file.id(), path.c_str(), H5P_DEFAULT), hdf5_close<H5Gclose>, "cannot open " + path};
}

inline Hdf5Handle raw_type_of(Hdf5Handle const& dataset) {
  return {H5Dget_type(dataset.id()), hdf5_close<H5Tclose>, "cannot read a type"};
}

inline Hdf5Handle raw_creation_of(Hdf5Handle const& dataset) {
  return {H5Dget_create_plist(dataset.id()), hdf5_close<H5Pclose>, "cannot read a property list"};
}

inline Hdf5Handle raw_attribute(Hdf5Handle const& file, std::string const& object, std::string const& name) {
  return {H5Aopen_by_name(file.id(), object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), hdf5_close<H5Aclose>,
          "cannot open " + name};
}

inline Hdf5Handle raw_space(std::vector<hsize_t> const& extent) {
  return {H5Screate_simple(static_cast<int>(extent.size()), extent.data(), nullptr), hdf5_close<H5Sclose>,
          "cannot make a dataspace"};
}

/// Objects of all files that somebody has left open.
inline long long raw_open_objects() { return H5Fget_obj_count(static_cast<hid_t>(H5F_OBJ_ALL), H5F_OBJ_ALL); }

}  // namespace detente
