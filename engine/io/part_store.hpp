#pragma once

#include "engine/io/part_file.hpp"
#include "engine/io/result_layout.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace detente {

/// Keeps the parts of one ensemble in a folder, each in a file of its own: the sink of a run, and what is merged at the
/// end. `digest` names what the ensemble computes; parts that belong to something else count as absent.
class PartStore final : public RecordSink {
 public:
  /// Makes the folder if need be and clears away what an interrupted write has left. Throws IoError. `spec` must
  /// outlive the store.
  PartStore(std::string folder, ResultSpec const& spec, std::uint64_t digest);

  bool has(std::int64_t part) const override;
  void encode(BlockRecord& block) const override;
  std::unique_ptr<Part> gather(BlockRecord&& block) override;
  void encode(Part& part) const override;
  void commit(std::unique_ptr<Part> part) override;

  /// A stored part. Throws IoError if it is absent or damaged.
  PartRecord read(std::int64_t part) const;
  /// One column of its outcomes, by run of the part. Throws IoError if the part is damaged.
  std::vector<double> outcome(PartRecord const& part, std::size_t column) const;
  std::string path_of(std::int64_t part) const;
  /// Numbers of the parts that have a file in a folder, ascending, whatever the files hold. None if it cannot be read.
  static std::vector<std::int64_t> numbers_in(std::string const& folder);
  /// Brings the parts of another store's folder over, which keeps them: by links where the file system has them, else
  /// by copies. What is here already stays if it is whole: a part that was damaged when it was brought may have been
  /// computed again there since. Throws IoError.
  void take_from(std::string const& folder) const;
  /// Runs that failed in the parts that are there, arm by arm: a run counts in every arm in which it failed.
  struct Failed {
    int arm;
    RunFailure failure;
  };
  std::vector<Failed> failures() const;
  /// Bytes of all parts on the disk.
  std::uint64_t size() const;
  /// Deletes the parts and their folder.
  void remove();

  ResultLayout const& layout() const { return layout_; }

 private:
  void add_events(BlockRecord const& block);
  void add_summary(BlockRecord const& block);

  std::string folder_;
  ResultSpec const& spec_;
  std::uint64_t digest_;
  ResultLayout layout_;
  std::unique_ptr<PartRecord> open_;  // being gathered
};

}  // namespace detente
