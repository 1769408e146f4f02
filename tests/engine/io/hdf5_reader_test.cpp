#include "engine/io/chunk_codec.hpp"
#include "engine/io/hdf5_file.hpp"
#include "tests/engine/io/files.hpp"
#include "tests/engine/io/raw_hdf5.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

/// A table of 3 x 4 with the numbers 10 * row + column, and a few things more.
std::string table_file(TemporaryFolder const& folder) {
  std::string const path = folder / "table.h5";
  Hdf5Writer writer(path);
  writer.number_coordinate("row", {0, 1, 2}, "", "");
  writer.text_coordinate("column", {"a", "b", "c", "d"}, "");
  writer.group("/zoo");
  writer.values("/zoo/table", std::vector<double>{0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23},
                {{3, 4}, {"row", "column"}, {}}, "", "");
  writer.group("/alley");
  writer.dataset("/alley/packed", NumberType::float32, {{3, 4}, {"row", "column"}, {1, 4}}, "", "", 0);
  std::vector<float> const row{1, 2, 3, 4};
  writer.write_chunk("/alley/packed", {1, 0}, encode_chunk(std::span<float const>(row)));
  writer.text("/note", "a note");
  writer.attribute("/", "title", std::string("a title"));
  writer.close();
  return path;
}

class Reader : public testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string path_ = table_file(folder_);
  Hdf5Reader file_{path_};
};

using Sizes = std::vector<std::uint64_t>;
using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

TEST_F(Reader, Reads_a_box_of_a_dataset) {
  EXPECT_EQ(file_.numbers("/zoo/table", {1, 2}, {2, 1}), (Numbers{12, 22}));
  EXPECT_EQ(file_.numbers("/zoo/table", {0, 1}, {1, 3}), (Numbers{1, 2, 3}));
  EXPECT_EQ(file_.numbers("/zoo/table", {0, 0}, {3, 4}), file_.numbers("/zoo/table"));
  EXPECT_TRUE(file_.numbers("/zoo/table", {0, 0}, {0, 4}).empty());
}

// Would catch: a box that reads zeros, or another row, where there is nothing.
TEST_F(Reader, A_box_beyond_the_end_is_an_error_that_names_the_dataset) {
  EXPECT_TRUE(says(error_of([&] { file_.numbers("/zoo/table", {1, 2}, {2, 3}); }), {"/zoo/table"}));
  EXPECT_TRUE(says(error_of([&] { file_.numbers("/zoo/table", {3, 0}, {1, 1}); }), {"/zoo/table"}));
}

TEST_F(Reader, A_box_of_absurd_size_is_an_error) {
  EXPECT_TRUE(says(error_of([&] { file_.numbers("/zoo/table", {0, 0}, {1ULL << 40, 1ULL << 40}); }), {"/zoo/table"}));
}

// Would catch: an offset that is too short and read over its end.
TEST_F(Reader, A_box_of_another_rank_is_an_error) {
  EXPECT_TRUE(says(error_of([&] { file_.numbers("/zoo/table", {0, 0, 0}, {1, 1, 1}); }), {"/zoo/table"}));
}

TEST_F(Reader, Knows_what_exists) {
  EXPECT_TRUE(file_.exists("/"));
  EXPECT_TRUE(file_.exists("/zoo"));
  EXPECT_TRUE(file_.exists("/zoo/table"));
  EXPECT_TRUE(file_.exists("zoo/table"));
  EXPECT_FALSE(file_.exists("/zoo/tab"));
  EXPECT_FALSE(file_.exists("/absent/table"));
  EXPECT_FALSE(file_.exists("/zoo/table/deeper"));
}

// Would catch: children in alphabetical order.
TEST_F(Reader, Lists_children_in_the_order_of_their_creation) {
  EXPECT_EQ(file_.children("/"), (Texts{"row", "column", "zoo", "alley", "note"}));
}

TEST_F(Reader, Knows_shapes_chunks_types_and_dimensions) {
  EXPECT_EQ(file_.extent("/zoo/table"), (Sizes{3, 4}));
  EXPECT_TRUE(file_.extent("/note").empty());
  EXPECT_TRUE(file_.chunk("/zoo/table").empty());
  EXPECT_EQ(file_.chunk("/alley/packed"), (Sizes{1, 4}));
  EXPECT_EQ(file_.type("/zoo/table"), NumberType::float64);
  EXPECT_EQ(file_.type("/alley/packed"), NumberType::float32);
  EXPECT_EQ(file_.type("/row"), NumberType::int32);
  EXPECT_EQ(file_.dimensions("/zoo/table"), (Texts{"row", "column"}));
  EXPECT_TRUE(file_.is_text("/column"));
  EXPECT_FALSE(file_.is_text("/row"));
}

TEST_F(Reader, Reads_a_chunk_as_it_is_stored) {
  std::vector<float> const row{1, 2, 3, 4};

  EXPECT_EQ(file_.read_chunk("/alley/packed", {1, 0}), encode_chunk(std::span<float const>(row)));
}

TEST_F(Reader, An_attribute_that_is_absent_is_no_text_and_an_error_as_a_number) {
  EXPECT_EQ(file_.text_attribute("/", "title"), "a title");
  EXPECT_EQ(file_.text_attribute("/", "absent"), "");
  EXPECT_TRUE(says(error_of([&] { file_.integer_attribute("/zoo", "absent"); }), {"absent", "/zoo"}));
  EXPECT_TRUE(says(error_of([&] { file_.u64_attribute("/zoo", "absent"); }), {"absent", "/zoo"}));
}

TEST_F(Reader, A_text_attribute_is_no_number) { EXPECT_THROW(file_.integer_attribute("/", "title"), IoError); }

TEST_F(Reader, A_dataset_that_is_absent_is_an_error_that_names_it_and_the_file) {
  for (auto const& error :
       {error_of([&] { file_.numbers("/zoo/absent"); }), error_of([&] { file_.texts("/zoo/absent"); }),
        error_of([&] { file_.extent("/zoo/absent"); }), error_of([&] { file_.bytes("/zoo/absent"); })}) {
    EXPECT_TRUE(says(error, {"/zoo/absent", path_}));
  }
  EXPECT_TRUE(says(error_of([&] { file_.children("/absent"); }), {"/absent", path_}));
}

TEST_F(Reader, Numbers_are_no_texts) {
  std::optional<IoError> const error = error_of([&] { file_.texts("/row"); });

  EXPECT_TRUE(says(error, {"/row", path_, "no text"}));
  EXPECT_EQ(error->kind(), IoError::Kind::foreign);
}

TEST(ReaderOfFiles, A_file_that_is_absent_is_an_error_that_names_it) {
  TemporaryFolder const folder;

  std::optional<IoError> const error = error_of([&] { Hdf5Reader const file(folder / "a.h5"); });

  EXPECT_TRUE(says(error, {"cannot read '" + folder / "a.h5'", "no such file"}));
  EXPECT_EQ(error->kind(), IoError::Kind::failed);
}

TEST(ReaderOfFiles, A_file_of_another_kind_is_foreign) {
  TemporaryFolder const folder;
  put(folder / "text.h5", "policy,cost\nwait,1\n");
  put(folder / "empty.h5", "");

  for (std::string const& path : {folder / "text.h5", folder / "empty.h5", folder.path()}) {
    std::optional<IoError> const error = error_of([&] { Hdf5Reader const file(path); });
    ASSERT_TRUE(says(error, {"cannot read '" + path + "'", "not an HDF5 file"}));
    EXPECT_EQ(error->kind(), IoError::Kind::foreign);
  }
}

// Would catch: a copy that was interrupted and is read as far as it goes.
TEST(ReaderOfFiles, A_file_that_was_cut_short_is_an_error) {
  TemporaryFolder const folder;
  std::string const path = table_file(folder);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 100);

  EXPECT_THROW(Hdf5Reader const file(path), IoError);
}

// A few kilobytes can claim any size. Would catch: a file of a stranger that takes all memory.
TEST(ReaderOfFiles, A_dataset_that_claims_an_absurd_size_is_an_error) {
  TemporaryFolder const folder;
  {
    Hdf5Handle const file = raw_new_file(folder / "a.h5");
    Hdf5Handle const space = raw_space({1ULL << 20, 1ULL << 20});
    Hdf5Handle const dataset(
        H5Dcreate2(file.id(), "vast", H5T_NATIVE_DOUBLE, space.id(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
        hdf5_close<H5Dclose>, "dataset");
  }
  Hdf5Reader const file(folder / "a.h5");

  EXPECT_TRUE(says(error_of([&] { file.numbers("vast"); }), {"vast", "too large"}));
  EXPECT_TRUE(says(error_of([&] { file.bytes("vast"); }), {"vast", "too large"}));
}

/// A file whose datasets are not what they seem: links and numbers that lead to `other`, and one that is as it should
/// be.
void write_file_that_leads_to(std::string const& other, std::string const& path) {
  Hdf5Handle const file = raw_new_file(path);
  Hdf5Handle const space = raw_space({8});
  H5Lcreate_external(other.c_str(), "/table", file.id(), "external_link", H5P_DEFAULT, H5P_DEFAULT);
  H5Lcreate_external(other.c_str(), "/", file.id(), "external_group", H5P_DEFAULT, H5P_DEFAULT);
  H5Lcreate_soft("/honest", file.id(), "soft_link", H5P_DEFAULT, H5P_DEFAULT);
  Hdf5Handle const outside(H5Pcreate(H5P_DATASET_CREATE), hdf5_close<H5Pclose>, "properties");
  H5Pset_external(outside.id(), other.c_str(), 0, 64);
  Hdf5Handle const assembled(H5Pcreate(H5P_DATASET_CREATE), hdf5_close<H5Pclose>, "properties");
  H5Pset_virtual(assembled.id(), space.id(), other.c_str(), "/table", space.id());
  for (auto const& [name, properties] :
       {std::pair("outside", outside.id()), {"assembled", assembled.id()}, {"honest", std::int64_t{H5P_DEFAULT}}}) {
    Hdf5Handle const dataset(
        H5Dcreate2(file.id(), name, H5T_NATIVE_DOUBLE, space.id(), H5P_DEFAULT, properties, H5P_DEFAULT),
        hdf5_close<H5Dclose>, name);
  }
}

// Would catch: a result of a stranger through which a report shows what stands in other files of the reader.
TEST(ReaderOfFiles, Links_and_numbers_that_lead_to_other_files_are_not_followed) {
  TemporaryFolder const folder;
  std::string const secret = table_file(folder);
  write_file_that_leads_to(secret, folder / "b.h5");
  Hdf5Reader const file(folder / "b.h5");

  EXPECT_EQ(file.numbers("honest").size(), 8U);
  for (std::string const name : {"external_link", "soft_link", "outside", "assembled", "external_group/table"}) {
    std::optional<IoError> const error = error_of([&] { file.numbers(name); });
    ASSERT_TRUE(error) << name;
    EXPECT_EQ(error->kind(), IoError::Kind::foreign) << name;
    EXPECT_TRUE(says(error, {folder / "b.h5"})) << name;
  }
  EXPECT_THROW(file.children("external_group"), IoError);
  EXPECT_THROW(file.integer_attribute("external_link", "any"), IoError);
}

// Would catch: a file that names a filter of its own, for which the library loads code from a folder.
TEST(ReaderOfFiles, No_code_is_loaded_for_filters) {
  TemporaryFolder const folder;
  H5PLset_loading_state(H5PL_ALL_PLUGIN);
  Hdf5Reader const file(table_file(folder));

  unsigned loading = H5PL_ALL_PLUGIN;
  H5PLget_loading_state(&loading);
  EXPECT_EQ(loading, 0U);
}

TEST(ReaderOfFiles, An_axis_without_a_scale_is_foreign) {
  TemporaryFolder const folder;
  {
    Hdf5Writer writer(folder / "a.h5");
    writer.values("bare", std::vector<double>{1, 2}, {{2}, {}, {}}, "", "");
    writer.close();
  }

  std::optional<IoError> const error = error_of([&] { Hdf5Reader(folder / "a.h5").dimensions("bare"); });

  EXPECT_TRUE(says(error, {"bare", folder / "a.h5", "without a name"}));
  EXPECT_EQ(error->kind(), IoError::Kind::foreign);
}

/// A file of somebody else whose root has an attribute of `count` elements.
void write_with_attribute(std::string const& path, hid_t type, hsize_t count, void const* values) {
  Hdf5Handle const file = raw_new_file(path);
  Hdf5Handle const space = raw_space({count});
  Hdf5Handle const attribute(H5Acreate2(file.id(), "many", type, space.id(), H5P_DEFAULT, H5P_DEFAULT),
                             hdf5_close<H5Aclose>, "attribute");
  require_hdf5(H5Awrite(attribute.id(), type, values), "write");
}

// Would catch: an attribute with several numbers that is read over the end of one.
TEST(ReaderOfFiles, An_attribute_of_several_numbers_is_no_number) {
  TemporaryFolder const folder;
  std::int64_t const values[2] = {7, 8};
  write_with_attribute(folder / "a.h5", H5T_NATIVE_INT64, 2, values);
  Hdf5Reader const file(folder / "a.h5");

  EXPECT_TRUE(says(error_of([&] { file.integer_attribute("/", "many"); }), {"many"}));
  EXPECT_TRUE(says(error_of([&] { file.u64_attribute("/", "many"); }), {"many"}));
}

TEST(ReaderOfFiles, An_attribute_of_several_texts_is_no_text) {
  TemporaryFolder const folder;
  Hdf5Handle const type(H5Tcopy(H5T_C_S1), hdf5_close<H5Tclose>, "type");
  H5Tset_size(type.id(), 3);
  write_with_attribute(folder / "a.h5", type.id(), 2, "abcdef");

  EXPECT_EQ(Hdf5Reader(folder / "a.h5").text_attribute("/", "many"), "");
}

TEST(ReaderOfFiles, Leaves_nothing_open) {
  TemporaryFolder const folder;
  std::string const path = table_file(folder);
  long long const before = raw_open_objects();
  {
    Hdf5Reader const file(path);
    static_cast<void>(file.numbers("/zoo/table"));
    static_cast<void>(file.texts("/column"));
    static_cast<void>(file.dimensions("/zoo/table"));
    static_cast<void>(file.children("/"));
    static_cast<void>(file.text_attribute("/", "title"));
    static_cast<void>(error_of([&] { file.numbers("/absent"); }));
  }

  EXPECT_EQ(raw_open_objects(), before);
}

}  // namespace
}  // namespace detente
