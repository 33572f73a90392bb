// How many processors this process may use: the affinity mask and the control group's quota where there are such.
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

}  // namespace flambeau
