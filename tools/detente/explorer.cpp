#include "tools/detente/files/guarded_file.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/report/report.hpp"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <memory>

namespace detente {
namespace {

struct ExplorerOptions {
  std::string out = "explorer.html";
};

ExitCode explorer(ExplorerOptions const& options) {
  std::string const page(explorer_page());
  write_guarded(
      options.out, page,
      {.is_so = [&page](std::string const& there) { return is_text_of(there, page); }, .refused_as = "something else"});
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
