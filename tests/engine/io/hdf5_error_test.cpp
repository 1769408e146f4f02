#include "engine/io/hdf5_error.hpp"

#include "tests/engine/io/files.hpp"
#include "tests/engine/io/raw_hdf5.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(Hdf5Error, Keeps_the_library_from_printing) {
  prepare_hdf5();
  testing::internal::CaptureStderr();

  H5Fopen("absent/file.h5", H5F_ACC_RDONLY, H5P_DEFAULT);

  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

// Would catch: "unable to open file" in place of why.
TEST(Hdf5Error, Gives_the_reason_of_the_operating_system) {
  prepare_hdf5();
  H5Fopen("absent/file.h5", H5F_ACC_RDONLY, H5P_DEFAULT);

  EXPECT_EQ(hdf5_reason(), "No such file or directory");
}

TEST(Hdf5Error, Gives_the_innermost_reason_of_the_library) {
  prepare_hdf5();
  TemporaryFolder const folder;
  Hdf5Handle const file = raw_new_file(folder / "a.h5");
  H5Dopen2(file.id(), "absent", H5P_DEFAULT);

  EXPECT_EQ(hdf5_reason(), "object 'absent' doesn't exist");
}

TEST(Hdf5Error, Says_so_if_there_is_no_reason) {
  H5Eclear2(H5E_DEFAULT);

  EXPECT_EQ(hdf5_reason(), "HDF5 gave no reason");
}

TEST(Hdf5Error, Is_thrown_for_a_negative_status_only) {
  prepare_hdf5();
  H5Fopen("absent/file.h5", H5F_ACC_RDONLY, H5P_DEFAULT);

  EXPECT_TRUE(says(error_of([] { require_hdf5(-1, "cannot do it"); }), {"cannot do it (No such file or directory)"}));
  EXPECT_FALSE(error_of([] { require_hdf5(0, "cannot do it"); }));
  EXPECT_FALSE(error_of([] { require_hdf5(7, "cannot do it"); }));
}

}  // namespace
}  // namespace detente
