#include "tools/detente/forms/schema_result.hpp"

#include "engine/config/config_tree.hpp"
#include "engine/io/hdf5_file.hpp"
#include "engine/io/io_error.hpp"
#include "tools/detente/files/temporary_folder.hpp"
#include "tools/detente/session/session.hpp"

#include <fmt/format.h>

namespace detente {
namespace {

Experiment with_one_run(std::string const& file) {
  return read_experiment(ConfigTree::load(file), [](ConfigTree& tree) {
    tree.set("design.samples", "1");
    tree.set("design.replications", "1");
  });
}

std::string name_of(NumberType type) {
  switch (type) {
    case NumberType::float64:
      return "float64";
    case NumberType::float32:
      return "float32";
    case NumberType::int32:
      return "int32";
    case NumberType::int64:
      break;
  }
  return "int64";
}

/// Walks a result file.
class Walker {
 public:
  explicit Walker(std::string const& path) : file_(path) {}

  std::vector<DatasetInfo> datasets() {
    walk("");
    return std::move(found_);
  }

 private:
  void walk(std::string const& group) {
    for (std::string const& name : file_.children(group.empty() ? "/" : group)) {
      std::string const path = fmt::format("{}/{}", group, name);
      if (is_group(path))
        walk(path);
      else
        add(path, name);
    }
  }

  bool is_group(std::string const& path) const try {
    static_cast<void>(file_.children(path));
    return true;
  } catch (IoError const&) {
    return false;
  }

  void add(std::string const& path, std::string const& name) {
    bool const is_coordinate = file_.text_attribute(path, "CLASS") == "DIMENSION_SCALE";
    if (is_coordinate && path != "/" + name && file_.exists("/" + name)) return;  // a link to the one at the root
    std::vector<std::string> dimensions{name};
    if (!is_coordinate) dimensions = file_.dimensions(path);
    found_.push_back({path, file_.is_text(path) ? "text" : name_of(file_.type(path)), dimensions,
                      file_.text_attribute(path, "units"), file_.text_attribute(path, "long_name")});
  }

  Hdf5Reader file_;
  std::vector<DatasetInfo> found_;
};

}  // namespace

std::vector<DatasetInfo> result_datasets(std::string const& experiment_file) {
  Experiment experiment = with_one_run(experiment_file);
  TemporaryFolder const temporary;
  OutputFolder const folder(temporary.path(), IfExists::error, experiment);
  SessionOptions options;
  options.threads = 1;
  options.is_quiet = true;
  Crew alone;
  compute(options, folder, experiment, alone);
  return Walker(folder.result_path()).datasets();
}

}  // namespace detente
