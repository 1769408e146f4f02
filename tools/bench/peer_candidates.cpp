#include "models/experiment.hpp"
#include "tools/bench/candidates.hpp"
#include "tools/bench/peers/objects_peer.hpp"
#include "tools/bench/peers/scalar_peer.hpp"

#include <memory>

namespace detente::bench {
namespace {

constexpr std::uint32_t timed_runs = 64;  // of one timing

template <class Peer>
Candidate candidate(Experiment const& experiment, std::string name, std::string meaning) {
  int const months = experiment.model.months;
  auto const peer = std::make_shared<Peer>(experiment.model.arms.front(), months, experiment.model.noise);
  return {.name = std::move(name),
          .meaning = std::move(meaning),
          .ns_per_month = [peer, months, seed = experiment.result.seed] {
            std::vector<double> outcomes;
            double const start = thread_time();
            for (std::uint32_t run = 0; run < timed_runs; ++run) peer->run(seed, run, 0, outcomes);
            return (thread_time() - start) / (static_cast<double>(timed_runs) * months);
          }};
}

}  // namespace

std::vector<Candidate> peer_candidates(Experiment const& experiment) {
  return {candidate<ScalarPeer<double>>(experiment, "peer.scalar.double", "scalar C++, double precision"),
          candidate<ScalarPeer<float>>(experiment, "peer.scalar.single", "scalar C++, single precision"),
          candidate<ObjectsPeer>(experiment, "peer.objects", "objects, virtual step(), mt19937_64")};
}

}  // namespace detente::bench
