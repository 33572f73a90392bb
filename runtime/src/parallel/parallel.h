// Data parallelism for kernels: parallel_for on the runtime's own pool of threads.
//
//   parallel_for(0, rows, 16, [&](int64_t first, int64_t last) { for (int64_t r = first; r < last; ++r) ... });
//
// The caller works too, so a program makes progress even where every worker is busy elsewhere, and may be called from
// many threads at once. A body that calls parallel_for runs the inner one serially. Idle workers spin for a moment
// (a network's operators follow each other within microseconds), then sleep.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

namespace flambeau {

// Refers to a callable `void(int64_t first, int64_t last)` without owning or allocating: for arguments only.
class RangeBody {
 public:
  template <typename F>
  RangeBody(const F& f)  // NOLINT: converts on purpose
      : target_(std::addressof(f)),
        call_([](const void* target, int64_t first, int64_t last) { (*static_cast<const F*>(target))(first, last); }) {}
  void operator()(int64_t first, int64_t last) const { call_(target_, first, last); }

 private:
  const void* target_;
  void (*call_)(const void*, int64_t, int64_t);
};

// Calls `body` on disjoint ranges that cover [begin, end), each at least `grain` long except the last. Runs serially
// where the whole range is no longer than `grain`. The first exception thrown by a body is rethrown here, once all
// bodies have ended; ranges not yet begun are then skipped.
void parallel_for(int64_t begin, int64_t end, int64_t grain, RangeBody body);

// How many threads parallel_for uses, the caller included. At the start: FLAMBEAU_THREADS where set, else the number
// of processors that this process may use (its affinity mask and its control group's quota).
int thread_count();
// RuntimeError for less than one, or from inside a parallel_for. Ends surplus threads before it returns: 1 leaves none.
void set_thread_count(int count);
// Whether this thread is inside a body of parallel_for, where another one runs serially.
bool in_parallel();

// What may as well be done when nobody waits for anything: the pool's own threads do `piece()` again and again, once
// they have been idle for a moment, until it says that there is no more to do. It throws nothing, takes a millisecond
// or so, and runs parallel_for serially. It never runs where the pool has no threads of its own, or many more wait.
void add_chore(std::function<bool()> piece);
// Drops them all, waits for those that run, and takes no more: before the host ends whose memory they may hold.
void end_chores();

// Runs task(0) ... task(tasks - 1), in any order and on any threads, and returns when all have ended. `task` throws
// nothing. Lets an application lend its own threads; an empty one brings the own pool back. Not while calls run.
using Executor = std::function<void(int64_t tasks, const std::function<void(int64_t)>& task)>;
void set_executor(Executor executor);

// Processors that this process may use at once; at least 1.
int available_processors();

}  // namespace flambeau
