// Processors: how many this process may use (the affinity mask and the control group's quota where there are such), and
// the one that a thread runs on.
#include "parallel/processors.h"

#include <algorithm>
#include <cstdio>
#include <thread>

#include "parallel/parallel.h"

#if defined(__linux__)
#include <sched.h>
#endif

namespace flambeau {

namespace {

#if defined(__linux__)
// Processors that the scheduler lets this process run on; 0 where unknown.
int affinity() {
  cpu_set_t set;
  CPU_ZERO(&set);
  return sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 0;
}

// quota / period of the control group, rounded up; 0 where there is no limit. Version 2 keeps both in one file.
int quota() {
  long long limit = -1;
  long long period = 0;
  if (FILE* file = std::fopen("/sys/fs/cgroup/cpu.max", "r")) {
    if (std::fscanf(file, "%lld %lld", &limit, &period) != 2) limit = -1;
    std::fclose(file);
  } else {
    const auto read = [](const char* path, long long& value) {
      if (FILE* one = std::fopen(path, "r")) {
        if (std::fscanf(one, "%lld", &value) != 1) value = -1;
        std::fclose(one);
      }
    };
    read("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", limit);
    read("/sys/fs/cgroup/cpu/cpu.cfs_period_us", period);
  }
  return limit > 0 && period > 0 ? static_cast<int>((limit + period - 1) / period) : 0;
}
#else
int affinity() { return 0; }
int quota() { return 0; }
#endif

}  // namespace

int available_processors() {
  int count = static_cast<int>(std::thread::hardware_concurrency());
  for (const int limit : {affinity(), quota()}) {
    if (limit > 0) count = count > 0 ? std::min(count, limit) : limit;
  }
  return std::max(count, 1);
}

int current_processor() {
#if defined(__linux__)
  return sched_getcpu();
#else
  return -1;
#endif
}

bool leave_processor() {
#if defined(__linux__)
  const int here = sched_getcpu();
  cpu_set_t all;
  CPU_ZERO(&all);
  if (here < 0 || sched_getaffinity(0, sizeof(all), &all) != 0) return false;
  cpu_set_t others = all;
  CPU_CLR(static_cast<std::size_t>(here), &others);
  if (CPU_COUNT(&others) == 0 || sched_setaffinity(0, sizeof(others), &others) != 0) return false;
  return sched_setaffinity(0, sizeof(all), &all) == 0 && sched_getcpu() != here;
#else
  return false;
#endif
}

}  // namespace flambeau
