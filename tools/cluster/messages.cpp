#include "tools/cluster/messages.hpp"

#include <chrono>
#include <thread>

namespace detente {
namespace {

constexpr std::chrono::milliseconds between_looks(1);

void wait_for(MPI_Request& request) {
  int is_there = 0;
  MPI_Test(&request, &is_there, MPI_STATUS_IGNORE);
  while (is_there == 0) {
    std::this_thread::sleep_for(between_looks);
    MPI_Test(&request, &is_there, MPI_STATUS_IGNORE);
  }
}

}  // namespace

std::string broadcast(std::string const& text, int from) {
  MPI_Request request = MPI_REQUEST_NULL;
  std::int64_t length = static_cast<std::int64_t>(text.size());
  MPI_Ibcast(&length, 1, MPI_INT64_T, from, MPI_COMM_WORLD, &request);
  wait_for(request);
  std::string all = text;
  all.resize(static_cast<std::size_t>(length));
  MPI_Ibcast(all.data(), static_cast<int>(length), MPI_CHAR, from, MPI_COMM_WORLD, &request);
  wait_for(request);
  return all;
}

int least(int number) {
  MPI_Request request = MPI_REQUEST_NULL;
  int result = 0;
  MPI_Iallreduce(&number, &result, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD, &request);
  wait_for(request);
  return result;
}

std::vector<std::uint8_t> any_of(std::vector<std::uint8_t> marks) {
  MPI_Request request = MPI_REQUEST_NULL;
  std::vector<std::uint8_t> result(marks.size());
  MPI_Iallreduce(marks.data(), result.data(), static_cast<int>(marks.size()), MPI_UINT8_T, MPI_BOR, MPI_COMM_WORLD,
                 &request);
  wait_for(request);
  return result;
}

void meet() {
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Ibarrier(MPI_COMM_WORLD, &request);
  wait_for(request);
}

}  // namespace detente
