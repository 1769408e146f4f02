#include "engine/core/event_sink.hpp"

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <vector>

namespace detente {
namespace {

class Sizes final : public EventSink {
 public:
  explicit Sizes(std::vector<std::size_t>& sizes) : sizes_(sizes) {}
  Sizes(Sizes const&) = delete;
  Sizes& operator=(Sizes const&) = delete;
  ~Sizes() override { sizes_.push_back(99); }
  void record(int, int, int, double, double, std::span<float const> contributions) override {
    sizes_.push_back(contributions.size());
  }

 private:
  std::vector<std::size_t>& sizes_;
};

// Would catch: a sink without a virtual destructor, whose owner leaks what it gathered.
TEST(EventSink, Takes_events_with_and_without_contributions_and_ends_with_its_owner) {
  std::vector<std::size_t> sizes;
  std::array<float, 3> const terms{0.1F, 0.2F, 0.3F};

  {
    std::unique_ptr<EventSink> const sink = std::make_unique<Sizes>(sizes);
    sink->record(0, 1, 2, 0.0, 1.0, terms);
    sink->record(0, 1, 2, 0.0, 1.0, {});
  }

  EXPECT_EQ(sizes, (std::vector<std::size_t>{3, 0, 99}));
}

}  // namespace
}  // namespace detente
