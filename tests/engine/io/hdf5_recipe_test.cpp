// What every reader relies on, each line a trap: order of creation, no times, text as it must be, a scale on every
// axis, coordinates in every group, two filters, missing values.
#include "engine/core/missing.hpp"
#include "engine/io/chunk_codec.hpp"
#include "engine/io/hdf5_file.hpp"
#include "tests/engine/io/files.hpp"
#include "tests/engine/io/raw_hdf5.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

/// A file with everything that a writer can make, in no alphabetical order.
void write_sample(std::string const& path) {
  Hdf5Writer file(path);
  file.attribute("/", "title", std::string("M\u00fcll"));
  file.attribute("/", "answer", std::int64_t{42});
  file.text_coordinate("policy", {"wait", "gr\u00f6\u00dfer"}, "policies");
  file.number_coordinate("month", {0, 1, 2, 3, 4}, "months", "months");
  file.real_coordinate("quantile", {0.25, 0.75}, "1", "levels");
  file.texts("date", {"a", "b", "c", "d", "e"}, {{5}, {"month"}, {}}, "date");
  file.group("/outcomes");
  file.dataset("/outcomes/cost", NumberType::float64, {{2, 5}, {"policy", "month"}, {1, 5}}, "MEUR", "cost", missing);
  file.dataset("/outcomes/burden", NumberType::float32, {{2, 5}, {"policy", "month"}, {1, 5}}, "1", "burden", missing);
  file.dataset("/outcomes/count", NumberType::int32, {{2}, {"policy"}, {2}}, "", "count", 0);
  file.values("/outcomes/area", std::vector<double>{1, 2}, {{2}, {"policy"}, {}}, "km2", "area");
  file.group("/events");
  file.group("/events/zeal");
  file.number_coordinate("/events/zeal/event", {0, 1, 2}, "", "events");
  file.values("/events/zeal/at", std::vector<std::int32_t>{4, 5, 6}, {{3}, {"/events/zeal/event"}, {}}, "", "at");
  std::vector<double> const row{1, 2, 3, 4, 5};
  file.write_chunk("/outcomes/cost", {1, 0}, encode_chunk(std::span<double const>(row)));
  file.text("/outcomes/note", "a text");
  file.close();
}

class Recipe : public testing::Test {
 protected:
  Recipe() : path_(folder_ / "sample.h5") {
    write_sample(path_);
    file_ = raw_file(path_);
  }

  TemporaryFolder folder_;
  std::string path_;
  Hdf5Handle file_;
  std::vector<std::string> const groups_{"/", "/outcomes", "/events", "/events/zeal"};
  std::vector<std::string> const datasets_{"/policy",        "/month",           "/quantile",         "/date",
                                           "/outcomes/cost", "/outcomes/burden", "/outcomes/count",   "/outcomes/area",
                                           "/outcomes/note", "/events/zeal/at",  "/events/zeal/event"};
};

constexpr unsigned tracked_and_indexed = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

unsigned link_order(hid_t creation) {
  unsigned flags = 0;
  H5Pget_link_creation_order(creation, &flags);
  return flags;
}

unsigned attribute_order(hid_t creation) {
  unsigned flags = 0;
  H5Pget_attr_creation_order(creation, &flags);
  return flags;
}

// Would catch: netCDF's library refusing the file.
TEST_F(Recipe, File_and_groups_track_and_index_the_order_of_links_and_attributes) {
  for (std::string const& path : groups_) {
    Hdf5Handle const group = raw_group(file_, path);
    Hdf5Handle const creation(H5Gget_create_plist(group.id()), hdf5_close<H5Pclose>, "property list");
    EXPECT_EQ(link_order(creation.id()), tracked_and_indexed) << path;
    EXPECT_EQ(attribute_order(creation.id()), tracked_and_indexed) << path;
  }
}

TEST_F(Recipe, Datasets_track_and_index_the_order_of_attributes) {
  for (std::string const& path : datasets_) {
    EXPECT_EQ(attribute_order(raw_creation_of(raw_dataset(file_, path)).id()), tracked_and_indexed) << path;
  }
}

// Would catch: two computations of the same thing that differ in the seconds at which they were written.
TEST_F(Recipe, No_object_carries_a_time) {
  std::vector<std::string> paths = groups_;
  paths.insert(paths.end(), datasets_.begin(), datasets_.end());
  for (std::string const& path : paths) {
    H5O_info_t info{};
    ASSERT_GE(H5Oget_info_by_name2(file_.id(), path.c_str(), &info, H5O_INFO_TIME, H5P_DEFAULT), 0) << path;
    EXPECT_EQ(info.atime + info.mtime + info.ctime + info.btime, 0) << path;
  }
}

TEST_F(Recipe, The_same_calls_give_the_same_bytes) {
  std::string const other = folder_ / "other.h5";
  write_sample(other);

  EXPECT_EQ(content_of(other), content_of(path_));
}

// Would catch: fixed-length text, on which netCDF-C 4.9.0 crashes.
TEST_F(Recipe, Text_of_coordinates_and_datasets_is_utf_8_of_variable_length) {
  for (std::string const path : {"/policy", "/date", "/outcomes/note"}) {
    Hdf5Handle const type = raw_type_of(raw_dataset(file_, path));
    EXPECT_GT(H5Tis_variable_str(type.id()), 0) << path;
    EXPECT_EQ(H5Tget_cset(type.id()), H5T_CSET_UTF8) << path;
  }
}

TEST_F(Recipe, Text_attributes_are_scalars_of_fixed_length_utf_8_and_end_in_nul) {
  Hdf5Handle const attribute = raw_attribute(file_, "/", "title");
  Hdf5Handle const type(H5Aget_type(attribute.id()), hdf5_close<H5Tclose>, "type");
  Hdf5Handle const space(H5Aget_space(attribute.id()), hdf5_close<H5Sclose>, "space");
  std::string text(6, 'x');

  EXPECT_EQ(H5Tis_variable_str(type.id()), 0);
  EXPECT_EQ(H5Tget_strpad(type.id()), H5T_STR_NULLTERM);
  EXPECT_EQ(H5Tget_cset(type.id()), H5T_CSET_UTF8);
  EXPECT_EQ(H5Sget_simple_extent_type(space.id()), H5S_SCALAR);
  ASSERT_EQ(H5Tget_size(type.id()), 6U);
  ASSERT_GE(H5Aread(attribute.id(), type.id(), text.data()), 0);
  EXPECT_EQ(text, std::string("M\u00fcll") + '\0');
}

// Would catch: an axis without labels, for which h5netcdf refuses the whole group.
TEST_F(Recipe, Every_axis_of_every_dataset_has_one_scale) {
  std::vector<std::pair<std::string, unsigned>> const with_axes{
      {"/date", 1},           {"/outcomes/cost", 2}, {"/outcomes/burden", 2},
      {"/outcomes/count", 1}, {"/outcomes/area", 1}, {"/events/zeal/at", 1}};
  for (auto const& [path, rank] : with_axes) {
    for (unsigned axis = 0; axis < rank; ++axis) {
      EXPECT_EQ(H5DSget_num_scales(raw_dataset(file_, path).id(), axis), 1) << path << " axis " << axis;
    }
  }
}

TEST_F(Recipe, Coordinates_are_scales_and_named_as_their_dimension) {
  std::vector<std::pair<std::string, std::string>> const named{
      {"/policy", "policy"}, {"/month", "month"}, {"/quantile", "quantile"}, {"/events/zeal/event", "event"}};
  for (auto const& [path, expected] : named) {
    Hdf5Handle const dataset = raw_dataset(file_, path);
    std::string name(20, '\0');
    EXPECT_GT(H5DSis_scale(dataset.id()), 0) << path;
    EXPECT_EQ(H5DSget_scale_name(dataset.id(), name.data(), name.size()), static_cast<ssize_t>(expected.size()))
        << path;
    EXPECT_STREQ(name.c_str(), expected.c_str());
  }
}

/// Where an object of the file is; a hard link to it has the same place.
haddr_t place_of(Hdf5Handle const& file, std::string const& path) {
  H5O_info_t info{};
  H5Oget_info_by_name2(file.id(), path.c_str(), &info, H5O_INFO_BASIC, H5P_DEFAULT);
  return info.addr;
}

H5L_type_t link_type(Hdf5Handle const& file, std::string const& path) {
  H5L_info_t info{};
  H5Lget_info(file.id(), path.c_str(), &info, H5P_DEFAULT);
  return info.type;
}

// Would catch: a group that has no labels when it is opened alone.
TEST_F(Recipe, Coordinates_in_a_group_are_hard_links_to_those_of_the_root) {
  EXPECT_EQ(link_type(file_, "/outcomes/policy"), H5L_TYPE_HARD);
  EXPECT_EQ(place_of(file_, "/outcomes/policy"), place_of(file_, "/policy"));
  EXPECT_EQ(place_of(file_, "/outcomes/month"), place_of(file_, "/month"));
}

TEST_F(Recipe, A_group_has_the_coordinates_that_its_datasets_use_and_no_other) {
  Hdf5Reader const file(path_);

  EXPECT_EQ(file.children("/outcomes"),
            (std::vector<std::string>{"cost", "policy", "month", "burden", "count", "area", "note"}));
  EXPECT_EQ(file.children("/events/zeal"), (std::vector<std::string>{"event", "at"}));
}

// Would catch: filters that browsers read as garbage, or a checksum filter that was never applied to our chunks.
TEST_F(Recipe, Chunks_are_shuffled_and_deflated_and_nothing_else) {
  for (std::string const path : {"/outcomes/cost", "/outcomes/burden", "/outcomes/count"}) {
    Hdf5Handle const creation = raw_creation_of(raw_dataset(file_, path));
    unsigned flags = 0;
    unsigned settings = 0;
    std::size_t count = 0;
    ASSERT_EQ(H5Pget_nfilters(creation.id()), 2) << path;
    EXPECT_EQ(H5Pget_filter2(creation.id(), 0, &flags, &count, nullptr, 0, nullptr, &settings), H5Z_FILTER_SHUFFLE);
    count = 0;
    EXPECT_EQ(H5Pget_filter2(creation.id(), 1, &flags, &count, nullptr, 0, nullptr, &settings), H5Z_FILTER_DEFLATE);
  }
}

TEST_F(Recipe, What_was_never_written_is_missing_and_the_rest_is_there) {
  Hdf5Reader const file(path_);

  std::vector<double> const cost = file.numbers("/outcomes/cost");

  EXPECT_TRUE(std::isnan(cost[0]) && std::isnan(cost[4]));
  EXPECT_EQ((std::vector<double>(cost.begin() + 5, cost.end())), (std::vector<double>{1, 2, 3, 4, 5}));
  EXPECT_TRUE(std::isnan(file.numbers("/outcomes/burden")[9]));
  EXPECT_EQ(file.numbers("/outcomes/count"), (std::vector<double>{0, 0}));
}

/// Whether _FillValue is NaN in the type of its dataset, as netCDF wants it.
bool fill_is_missing_in_the_type_of(Hdf5Handle const& file, std::string const& path) {
  Hdf5Handle const attribute = raw_attribute(file, path, "_FillValue");
  Hdf5Handle const type(H5Aget_type(attribute.id()), hdf5_close<H5Tclose>, "type");
  double value = 0;
  H5Aread(attribute.id(), H5T_NATIVE_DOUBLE, &value);
  return std::isnan(value) && H5Tequal(type.id(), raw_type_of(raw_dataset(file, path)).id()) > 0;
}

TEST_F(Recipe, Fill_value_attribute_is_missing_in_the_type_of_its_dataset) {
  EXPECT_TRUE(fill_is_missing_in_the_type_of(file_, "/outcomes/cost"));
  EXPECT_TRUE(fill_is_missing_in_the_type_of(file_, "/outcomes/burden"));
  EXPECT_EQ(H5Aexists_by_name(file_.id(), "/outcomes/count", "_FillValue", H5P_DEFAULT), 0)
      << "whole numbers are never missing";
}

TEST_F(Recipe, Numbers_are_stored_little_endian_in_the_type_that_was_asked_for) {
  EXPECT_GT(H5Tequal(raw_type_of(raw_dataset(file_, "/outcomes/cost")).id(), H5T_IEEE_F64LE), 0);
  EXPECT_GT(H5Tequal(raw_type_of(raw_dataset(file_, "/outcomes/burden")).id(), H5T_IEEE_F32LE), 0);
  EXPECT_GT(H5Tequal(raw_type_of(raw_dataset(file_, "/outcomes/count")).id(), H5T_STD_I32LE), 0);
}

TEST_F(Recipe, Units_and_meanings_stand_at_their_datasets) {
  Hdf5Reader const file(path_);

  EXPECT_EQ(file.text_attribute("/outcomes/cost", "units"), "MEUR");
  EXPECT_EQ(file.text_attribute("/outcomes/cost", "long_name"), "cost");
  EXPECT_EQ(file.text_attribute("/month", "units"), "months");
  EXPECT_EQ(file.text_attribute("/policy", "long_name"), "policies");
  EXPECT_EQ(H5Aexists_by_name(file_.id(), "/outcomes/count", "units", H5P_DEFAULT), 0) << "no unit, no attribute";
}

}  // namespace
}  // namespace detente
