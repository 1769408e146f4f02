#include "engine/io/hdf5_file.hpp"

#include "engine/io/chunk_codec.hpp"
#include "tests/engine/io/files.hpp"
#include "tests/engine/io/raw_hdf5.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <utility>

namespace detente {
namespace {

/// Closings of handles that own no object of the library; one of these numbers cannot be closed.
std::vector<std::int64_t>& closed() {
  static std::vector<std::int64_t> ids;
  return ids;
}
constexpr std::int64_t stubborn = 13;
int note_closing(std::int64_t id) {
  closed().push_back(id);
  return id == stubborn ? -1 : 0;
}

class Handles : public testing::Test {
 protected:
  void SetUp() override { closed().clear(); }
};

TEST_F(Handles, Close_when_they_go_and_once_only) {
  { Hdf5Handle const handle(5, note_closing, ""); }

  EXPECT_EQ(closed(), (std::vector<std::int64_t>{5}));
}

// Would catch: an object that is closed twice, the second time perhaps another one that has got its number.
TEST_F(Handles, That_are_moved_away_do_not_close) {
  {
    Hdf5Handle first(5, note_closing, "");
    Hdf5Handle const second(std::move(first));

    EXPECT_EQ(second.id(), 5);
    EXPECT_TRUE(closed().empty());
  }

  EXPECT_EQ(closed(), (std::vector<std::int64_t>{5}));
}

TEST_F(Handles, That_are_assigned_to_close_both_in_the_end) {
  {
    Hdf5Handle handle(5, note_closing, "");
    handle = Hdf5Handle(6, note_closing, "");

    EXPECT_EQ(handle.id(), 6);
    EXPECT_EQ(closed(), (std::vector<std::int64_t>{5}));
  }

  EXPECT_EQ(closed(), (std::vector<std::int64_t>{5, 6}));
}

TEST_F(Handles, Do_not_close_again_what_was_closed_by_hand) {
  {
    Hdf5Handle handle(5, note_closing, "");
    handle.close("");
    handle.close("");
  }

  EXPECT_EQ(closed(), (std::vector<std::int64_t>{5}));
}

// Would catch: data that could not be written when the file was closed, and nobody said so.
TEST_F(Handles, Report_a_closing_that_fails) {
  Hdf5Handle handle(stubborn, note_closing, "");

  EXPECT_TRUE(says(error_of([&] { handle.close("cannot write 'a'"); }), {"cannot write 'a' ("}));
}

TEST_F(Handles, Of_negative_numbers_are_errors_and_own_nothing) {
  EXPECT_TRUE(
      says(error_of([] { Hdf5Handle const handle(-1, note_closing, "cannot open 'a'"); }), {"cannot open 'a' ("}));
  EXPECT_TRUE(closed().empty());
}

TEST(NumberTypes, Have_the_sizes_of_their_names) {
  EXPECT_EQ(size_of(NumberType::float64), 8U);
  EXPECT_EQ(size_of(NumberType::int64), 8U);
  EXPECT_EQ(size_of(NumberType::float32), 4U);
  EXPECT_EQ(size_of(NumberType::int32), 4U);
}

TEST(Hdf5Version, Is_three_numbers) {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned release = 0;
  H5get_libversion(&major, &minor, &release);

  EXPECT_EQ(hdf5_version(), std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release));
}

TEST(Hdf5Writer, Writes_values_of_every_type) {
  TemporaryFolder const folder;
  Hdf5Writer writer(folder / "a.h5");
  writer.values("d", std::vector<double>{0.1, -2}, {{2}, {}, {}}, "", "");
  writer.values("f", std::vector<float>{0.5F, 3}, {{2}, {}, {}}, "", "");
  writer.values("i", std::vector<std::int32_t>{-7, 2147483647}, {{2}, {}, {}}, "", "");
  writer.values("l", std::vector<std::int64_t>{-7, 1LL << 40}, {{2}, {}, {}}, "", "");
  writer.bytes("b", {std::byte{0}, std::byte{255}});
  writer.texts("t", {"", "\u00fc"}, {{2}, {}, {}}, "");
  writer.text("s", "two\nlines");
  writer.close();

  Hdf5Reader const file(folder / "a.h5");
  EXPECT_EQ(file.numbers("d"), (std::vector<double>{0.1, -2}));
  EXPECT_EQ(file.numbers("f"), (std::vector<double>{0.5, 3}));
  EXPECT_EQ(file.numbers("i"), (std::vector<double>{-7, 2147483647}));
  EXPECT_EQ(file.numbers("l"), (std::vector<double>{-7, 1099511627776}));
  EXPECT_EQ(file.bytes("b"), (std::vector<std::byte>{std::byte{0}, std::byte{255}}));
  EXPECT_EQ(file.texts("t"), (std::vector<std::string>{"", "\u00fc"}));
  EXPECT_EQ(file.text("s"), "two\nlines");
}

TEST(Hdf5Writer, Writes_attributes_of_every_type_at_any_object) {
  TemporaryFolder const folder;
  Hdf5Writer writer(folder / "a.h5");
  writer.group("/g");
  writer.values("/g/d", std::vector<double>{1}, {{1}, {}, {}}, "", "");
  writer.attribute("/", "negative", std::int64_t{-3});
  writer.attribute_u64("/g", "large", 0xffffffffffffffffULL);
  writer.attribute("/g/d", "width", 0.1);
  writer.attribute("/g/d", "empty", std::string());
  writer.close();

  Hdf5Reader const file(folder / "a.h5");
  double width = 0;
  H5Aread(raw_attribute(raw_file(folder / "a.h5"), "/g/d", "width").id(), H5T_NATIVE_DOUBLE, &width);
  EXPECT_EQ(file.integer_attribute("/", "negative"), -3);
  EXPECT_EQ(file.u64_attribute("/g", "large"), 0xffffffffffffffffULL);
  EXPECT_EQ(file.text_attribute("/g/d", "empty"), "");
  EXPECT_EQ(width, 0.1);
}

TEST(Hdf5Writer, Writes_chunks_where_they_belong_and_cuts_those_at_the_edge) {
  TemporaryFolder const folder;
  Hdf5Writer writer(folder / "a.h5");
  writer.number_coordinate("row", {0, 1}, "", "");
  writer.number_coordinate("run", {0, 1, 2, 3, 4}, "", "");
  writer.dataset("d", NumberType::int32, {{2, 5}, {"row", "run"}, {1, 3}}, "", "", -1);
  std::vector<std::int32_t> const whole{10, 11, 12};
  std::vector<std::int32_t> const edge{13, 14, 99};
  writer.write_chunk("d", {1, 0}, encode_chunk(std::span<std::int32_t const>(whole)));
  writer.write_chunk("d", {1, 3}, encode_chunk(std::span<std::int32_t const>(edge)));
  writer.close();

  EXPECT_EQ(Hdf5Reader(folder / "a.h5").numbers("d"), (std::vector<double>{-1, -1, -1, -1, -1, 10, 11, 12, 13, 14}));
}

TEST(Hdf5Writer, Writes_datasets_and_coordinates_without_elements) {
  TemporaryFolder const folder;
  Hdf5Writer writer(folder / "a.h5");
  writer.text_coordinate("nobody", {}, "");
  writer.values("d", std::vector<double>{}, {{0}, {"nobody"}, {}}, "", "");
  writer.close();

  Hdf5Reader const file(folder / "a.h5");
  EXPECT_EQ(file.extent("d"), (std::vector<std::uint64_t>{0}));
  EXPECT_TRUE(file.numbers("d").empty());
  EXPECT_TRUE(file.texts("nobody").empty());
}

// Would catch: numbers read beyond the end of what was given.
TEST(Hdf5Writer, Values_that_do_not_fill_their_shape_are_a_mistake_of_the_program) {
  TemporaryFolder const folder;
  Hdf5Writer writer(folder / "a.h5");

  EXPECT_THROW(writer.values("d", std::vector<double>{1, 2}, {{3}, {}, {}}, "", ""), std::logic_error);
}

TEST(Hdf5Writer, Chunks_outside_of_their_dataset_are_an_error) {
  TemporaryFolder const folder;
  Hdf5Writer writer(folder / "a.h5");
  writer.number_coordinate("run", {0, 1, 2}, "", "");
  writer.dataset("d", NumberType::int32, {{3}, {"run"}, {3}}, "", "", 0);
  std::vector<std::int32_t> const three{1, 2, 3};

  EXPECT_THROW(writer.write_chunk("d", {6}, encode_chunk(std::span<std::int32_t const>(three))), IoError);
}

// An object that stays open keeps the file open and parts of it unwritten.
TEST(Hdf5Writer, Leaves_nothing_open_when_it_is_closed) {
  TemporaryFolder const folder;
  long long const before = raw_open_objects();
  Hdf5Writer writer(folder / "a.h5");
  writer.number_coordinate("run", {0, 1, 2}, "", "");
  writer.group("/g");
  writer.dataset("/g/d", NumberType::int32, {{3}, {"run"}, {3}}, "", "", 0);
  writer.texts("/g/t", {"a", "b", "c"}, {{3}, {"run"}, {}}, "");
  writer.attribute("/g/d", "a", std::string("b"));

  writer.close();

  EXPECT_EQ(raw_open_objects(), before);
}

TEST(Hdf5Writer, In_a_folder_that_does_not_exist_is_an_error_that_names_file_and_reason) {
  TemporaryFolder const folder;

  std::optional<IoError> const error = error_of([&] { Hdf5Writer const writer(folder / "absent/a.h5"); });

  EXPECT_TRUE(says(error, {"cannot create '" + folder / "absent/a.h5'", "(No such file or directory)"}));
}

TEST(Hdf5Writer, Of_a_name_that_is_taken_is_an_error_that_names_it) {
  TemporaryFolder const folder;
  Hdf5Writer writer(folder / "a.h5");
  writer.group("/g");

  EXPECT_TRUE(says(error_of([&] { writer.group("/g"); }), {"cannot write '" + folder / "a.h5'"}));
}

// Would catch: a full disk that nobody hears of, or "HDF5 failed" in place of the reason.
TEST(Hdf5Writer, On_a_full_disk_is_an_error_that_names_the_file_and_says_so) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "needs the device /dev/full";
  TemporaryFolder const folder;
  std::filesystem::create_symlink("/dev/full", folder / "a.h5");

  std::optional<IoError> const error = error_of([&] {
    Hdf5Writer writer(folder / "a.h5");
    writer.values("d", std::vector<double>(100'000, 1.5), {{100'000}, {}, {}}, "", "");
    writer.close();
  });

  EXPECT_TRUE(says(error, {"'" + folder / "a.h5'", "No space left on device"})) << (error ? error->what() : "no error");
}

}  // namespace
}  // namespace detente
