#include "engine/core/model.hpp"

#include <gtest/gtest.h>

#include <array>

namespace detente {
namespace {

/// One variable that adds up uniforms: the least that is a model.
class RandomWalk {
 public:
  using Real = double;
  static constexpr int lanes = 16;
  using P = Pack<Real, lanes>;

  class Trajectory {
   public:
    void start(Draws<Real, lanes> const& draws) { position_ = draws[0]; }
    void step(int /*month*/, Draws<Real, lanes> const& draws, EventSink* /*events*/) { position_ += draws[0]; }
    P const& value(int /*variable*/, int /*entity*/) const { return position_; }
    void outcomes(std::vector<Pack<double, lanes>>& columns) const { columns.assign(1, position_); }

   private:
    P position_ = P::Zero();
  };

  std::span<DrawSlot const> slots() const { return slots_; }
  Trajectory trajectory(int /*arm*/) const { return {}; }

 private:
  std::array<DrawSlot, 1> slots_{{{.stream = 1, .entity = 2, .kind = DrawKind::uniform}}};
};

/// Models that lack one thing each.
struct WithoutSlots : RandomWalk {
  void slots() const = delete;
};
struct WithoutStart : RandomWalk {
  struct Trajectory : RandomWalk::Trajectory {
    void start() = delete;
  };
  Trajectory trajectory(int) const { return {}; }
};
struct WithMutableReading : RandomWalk {
  struct Trajectory : RandomWalk::Trajectory {
    P const& value(int, int) { return own; }
    P own;
  };
  Trajectory trajectory(int) const { return {}; }
};
struct WithTrajectoriesOfAnother : RandomWalk {
  struct Trajectory : RandomWalk::Trajectory {};
  RandomWalk::Trajectory trajectory(int) const { return {}; }
};

static_assert(Model<RandomWalk>);
static_assert(!Model<WithoutSlots>);
static_assert(!Model<WithoutStart>);
static_assert(!Model<WithMutableReading>, "reading must not change a trajectory");
static_assert(!Model<WithTrajectoriesOfAnother>);

// Would catch: a trajectory that shares its state with its copy.
TEST(Model, Copied_trajectory_goes_on_by_itself) {
  RandomWalk const model;
  Draws<double, 16> draws(1, model.slots());
  draws.begin_month(0);
  RandomWalk::Trajectory first = model.trajectory(0);
  first.start(draws);
  Pack<double, 16> const before = first.value(0, 0);

  RandomWalk::Trajectory second = first;
  second.step(0, draws, nullptr);

  EXPECT_TRUE((first.value(0, 0) == before).all());
  EXPECT_TRUE((second.value(0, 0) > before).all());
}

}  // namespace
}  // namespace detente
