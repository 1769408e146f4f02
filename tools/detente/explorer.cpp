#include "engine/io/durable_file.hpp"
#include "engine/io/io_error.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/report/report.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <filesystem>
#include <memory>

namespace detente {
namespace {

struct ExplorerOptions {
  std::string out = "explorer.html";
};

ExitCode explorer(ExplorerOptions const& options) {
  std::string const page(explorer_page());
  if (std::filesystem::exists(options.out) && read_text_file(options.out) != page) {
    throw IoError(fmt::format("'{}' is there and is something else; give another --out, or move it away", options.out),
                  IoError::Kind::exists);
  }
  write_text_file(options.out, page);
  spdlog::info("explorer written file={}; open it in a browser and drop a result.h5 into it", options.out);
  return ExitCode::done;
}

}  // namespace

Subcommand add_explorer(CLI::App& app) {
  CLI::App* const options =
      app.add_subcommand("explorer", "the page into which a result is dropped, to look at all of it in a browser");
  auto const values = std::make_shared<ExplorerOptions>();
  options->add_option("--out", values->out, "file")->type_name("FILE")->capture_default_str();
  return {options, [values] { return explorer(*values); }};
}

}  // namespace detente
