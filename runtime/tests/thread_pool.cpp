// The pool of threads under parallel_for: ranges, exceptions, nesting, many callers at once, workers that come late or
// lose their processor. Best run under the thread sanitizer as well (tests/kernels/test_thread_pool.py).
#include "parallel/parallel.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#define EXPECT(...)                                                          \
  do {                                                                       \
    if (!(__VA_ARGS__)) {                                                    \
      std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #__VA_ARGS__); \
      std::exit(1);                                                          \
    }                                                                        \
  } while (0)

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using flambeau::parallel_for;
using flambeau::set_thread_count;

namespace {

void work_for(Clock::duration span) {
  const auto end = Clock::now() + span;
  while (Clock::now() < end) {
  }
}

// Each index of [begin, end) once, in ranges no shorter than the grain but for the last.
void expect_covered(int64_t begin, int64_t end, int64_t grain) {
  const auto size = static_cast<std::size_t>(end - begin);
  const std::unique_ptr<std::atomic<int>[]> seen(new std::atomic<int>[size]());
  std::atomic<int> shorter{0};
  parallel_for(begin, end, grain, [&](int64_t first, int64_t last) {
    if (last - first < grain) ++shorter;
    for (int64_t i = first; i < last; ++i) ++seen[static_cast<std::size_t>(i - begin)];
  });
  for (std::size_t i = 0; i < size; ++i) EXPECT(seen[i] == 1);
  EXPECT(shorter <= flambeau::thread_count());
}

void test_ranges() {
  for (const int threads : {1, 2, 3, 7}) {
    set_thread_count(threads);
    EXPECT(flambeau::thread_count() == threads);
    for (const int64_t size : {0, 1, 2, 5, 64, 1000, 4099}) {
      for (const int64_t grain : {0, 1, 3, 50, 5000}) expect_covered(-7, size - 7, grain);
    }
  }
}

void test_exceptions() {
  set_thread_count(3);
  for (int round = 0; round < 200; ++round) {
    std::atomic<int> running{0};
    std::string found;
    try {
      parallel_for(0, 100, 1, [&](int64_t first, int64_t) {
        ++running;
        const bool throws = first >= round % 100;
        --running;
        if (throws) throw std::runtime_error("raised");
      });
    } catch (const std::runtime_error& error) {
      found = error.what();
    }
    EXPECT(found == "raised");
    EXPECT(running == 0);
    expect_covered(0, 100, 1);
  }
}

void test_nested_calls_run_serially() {
  set_thread_count(4);
  std::atomic<int> sum{0};
  parallel_for(0, 8, 1, [&](int64_t first, int64_t last) {
    EXPECT(flambeau::in_parallel());
    for (int64_t i = first; i < last; ++i) {
      const auto outer = std::this_thread::get_id();
      parallel_for(0, 100, 1, [&](int64_t begin, int64_t end) {
        EXPECT(std::this_thread::get_id() == outer);
        sum += static_cast<int>(end - begin);
      });
    }
    bool refused = false;
    try {
      set_thread_count(2);
    } catch (const std::exception&) {
      refused = true;
    }
    EXPECT(refused);
  });
  EXPECT(sum == 800);
  EXPECT(!flambeau::in_parallel());
}

// What a body refers to is gone as soon as parallel_for returns: a worker that wakes afterwards must not touch it.
void test_late_workers_find_nothing() {
  set_thread_count(4);
  for (int round = 0; round < 3000; ++round) {
    const auto numbers = std::make_unique<std::vector<int>>(16, round);
    std::atomic<int> sum{0};
    parallel_for(0, 16, 1, [&](int64_t first, int64_t last) {
      for (int64_t i = first; i < last; ++i) sum += (*numbers)[static_cast<std::size_t>(i)];
    });
    EXPECT(sum == 16 * round);
    if (round % 100 == 0) std::this_thread::sleep_for(200us);  // long enough for the workers to fall asleep
  }
}

// More callers, workers and other threads than there are processors.
void test_many_callers() {
  set_thread_count(8);
  std::atomic<bool> over{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&over] {
      while (!over) {
      }
    });
  }
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([i] {
      for (int round = 0; round < 100; ++round) expect_covered(0, 200 + i, 1 + i);
    });
  }
  for (std::thread& caller : callers) caller.join();
  over = true;
  for (std::thread& thread : threads) thread.join();
}

// Of `jobs`, how many a worker had a part in. It takes `worker` for each item, the caller a few microseconds.
int helped(int jobs, Clock::duration worker) {
  const auto caller = std::this_thread::get_id();
  int count = 0;
  for (int job = 0; job < jobs; ++job) {
    std::atomic<bool> came{false};
    parallel_for(0, 16, 1, [&](int64_t first, int64_t last) {
      const bool is_caller = std::this_thread::get_id() == caller;
      if (!is_caller) came = true;
      work_for((last - first) * (is_caller ? Clock::duration(5us) : worker));
    });
    count += came;
  }
  return count;
}

// A worker that takes a hundred times as long as the caller, as if it had lost its processor, is soon left out; it
// comes back once it is as quick.
void test_workers_that_hold_up_the_caller_are_left_out() {
  if (flambeau::available_processors() < 2) return;
  set_thread_count(2);
  EXPECT(helped(1000, 500us) < 300);
  const auto end = Clock::now() + 5s;
  while (helped(100, 5us) == 0) EXPECT(Clock::now() < end);
}

// Idle workers do chores piece by piece, and jobs go on meanwhile.
void test_chores() {
  set_thread_count(3);
  std::atomic<int> pieces{0};
  for (int chore = 0; chore < 4; ++chore) {
    flambeau::add_chore([&pieces, left = 50]() mutable {
      ++pieces;
      EXPECT(flambeau::in_parallel());
      return --left > 0;
    });
  }
  EXPECT(pieces == 0);  // there is no thread yet
  const auto end = Clock::now() + 10s;
  while (pieces < 200) {
    expect_covered(0, 100, 1);
    std::this_thread::sleep_for(10ms);
    EXPECT(Clock::now() < end);
  }
  const auto held = std::make_shared<int>(0);
  flambeau::add_chore([held] { return true; });
  set_thread_count(1);  // nobody is left to do it
  flambeau::add_chore([held] { return true; });
  EXPECT(held.use_count() == 1);
}

}  // namespace

int main() {
  test_ranges();
  test_exceptions();
  test_nested_calls_run_serially();
  test_late_workers_find_nothing();
  test_many_callers();
  test_workers_that_hold_up_the_caller_are_left_out();
  test_chores();
  set_thread_count(1);
  return 0;
}
