#include "parallel/parallel.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <exception>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

#include "base/error.h"
#include "parallel/processors.h"
#include "parallel/scratch.h"

#ifndef _WIN32
#include <pthread.h>
#endif

namespace flambeau {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;
using std::chrono::milliseconds;

// Long enough to bridge the gap between two operators of a network, or until another thread is through with what it has
// taken, short against a scheduler's time slice.
constexpr auto kSpin = microseconds(60);
// How long a thread has been idle before it does chores: a caller that comes back at once needn't wait for a piece. One
// that would run where the caller does waits longer.
constexpr auto kRest = milliseconds(2);
constexpr auto kLongRest = milliseconds(100);
// Chores hold the weights that they are for, and may wait for long where threads are never idle.
constexpr std::size_t kMostChores = 256;
// Parts that a job is divided into at most; more threads share them.
constexpr int64_t kMostParts = 64;
// The least time between two moves of a worker to another processor.
constexpr auto kMoveInterval = milliseconds(10);

thread_local bool inside = false;

void pause_cpu() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// Whether `done()` came true within kSpin from `start`.
template <typename F>
bool spin_until(Clock::time_point start, F&& done) {
  const auto limit = start + kSpin;
  do {
    for (int i = 0; i < 32; ++i) {
      if (done()) return true;
      pause_cpu();
    }
  } while (Clock::now() < limit);
  return false;
}

// One call of parallel_for. Every thread has a part of the range to begin with, the same in every call, so that it
// finds what it wrote in its caches; once it is through, it helps with the parts of others. Half of what is left is
// taken at a time: all end at about the same time, and a thread whose core is busy with something else holds up little
// of the work.
struct Job {
  Job(RangeBody b, int64_t begin, int64_t end, int64_t g, int64_t threads)
      : body(b),
        processor(current_processor()),
        grain(g),
        count(std::min({threads, kMostParts, (end - begin + g - 1) / g})) {
    for (int64_t p = 0; p < count; ++p) {
      parts[p].next.store(begin + (end - begin) * p / count, std::memory_order_relaxed);
      parts[p].end = begin + (end - begin) * (p + 1) / count;
    }
  }

  // `thread` is 0 for the caller.
  void work(int64_t thread) noexcept {
    inside = true;
    for (int64_t p = 0; p < count; ++p) work_on(parts[(thread + p) % count]);
    inside = false;
  }
  bool exhausted() const {
    return std::all_of(parts, parts + count,
                       [](const Part& p) { return p.next.load(std::memory_order_relaxed) >= p.end; });
  }

  RangeBody body;
  const int processor;          // the caller's when it began
  std::atomic<int> workers{0};  // inside work(); changed under the pool's mutex, as the next two are
  int joined = 0;               // how many ever were
  int declined = 0;             // how many didn't come because they would have had to run where the caller does
  std::atomic<bool> failed{false};
  std::exception_ptr error;  // set once, by whoever sets `failed`

 private:
  // next ... end are left; each on a cache line of its own.
  struct alignas(64) Part {
    std::atomic<int64_t> next;
    int64_t end;
  };

  void work_on(Part& part) noexcept {
    while (true) {
      int64_t first = part.next.load(std::memory_order_relaxed);
      int64_t last = first;
      do {
        if (first >= part.end) return;
        last = std::min(part.end, first + std::max(grain, (part.end - first + 1) / 2));
      } while (!part.next.compare_exchange_weak(first, last, std::memory_order_relaxed));
      try {
        body(first, last);
      } catch (...) {
        for (int64_t p = 0; p < count; ++p) parts[p].next.store(parts[p].end, std::memory_order_relaxed);
        if (!failed.exchange(true)) error = std::current_exception();
      }
    }
  }

  const int64_t grain;
  const int64_t count;
  Part parts[kMostParts];
};

// Whether workers gain a caller more than they cost. Where other processes want the processors too, a worker may lose
// its own in the midst of what it has taken, and the caller waits for a time slice of a few milliseconds, in which it
// would have done a good part by itself. Then callers go on alone for a while, many times as long as they have waited,
// and longer and longer, until workers pay again.
class Worth {
 public:
  bool is_alone(Clock::time_point now) const {
    return now.time_since_epoch().count() < alone_until_.load(std::memory_order_relaxed);
  }
  // What the caller has done took so long, during which so many workers helped; then it waited for them.
  void note(Clock::duration worked, int workers, Clock::duration waited, Clock::time_point now) {
    const bool is_stall = waited >= kStall + worked / 2;  // what a worker had taken may have been larger
    if (!is_stall && is_settled_.load(std::memory_order_relaxed)) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    crowded_ = kShortest;
    if (!is_stall) {
      credit_ = std::min<Clock::duration>(credit_ + worked * workers, kMostCredit);
      if (credit_ == kMostCredit) stalled_ = kShortest;
    } else if (credit_ -= waited; credit_ < Clock::duration::zero()) {
      credit_ = Clock::duration::zero();
      stalled_ = std::max<microseconds>(stalled_, std::chrono::duration_cast<microseconds>(8 * waited));
      go_alone(now, stalled_);
    }
    is_settled_.store(credit_ == kMostCredit, std::memory_order_relaxed);
  }
  // No worker had a processor of its own. To find that out costs little.
  void note_crowded(Clock::time_point now) {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_settled_.store(false, std::memory_order_relaxed);
    go_alone(now, crowded_);
    crowded_ = std::min(crowded_, kMostCrowded);
  }

 private:
  static constexpr auto kStall = microseconds(300);
  static constexpr auto kMostCredit = milliseconds(10);
  static constexpr auto kShortest = microseconds(500);
  static constexpr microseconds kMostCrowded = milliseconds(30);
  static constexpr auto kLongest = milliseconds(500);

  void go_alone(Clock::time_point now, microseconds& span) {
    alone_until_.store((now + span).time_since_epoch().count(), std::memory_order_relaxed);
    span = std::min<microseconds>(2 * span, kLongest);
  }

  std::atomic<Clock::rep> alone_until_{0};
  std::atomic<bool> is_settled_{true};    // nothing would change without a stall: the rest is as it is at first
  std::mutex mutex_;                      // of what follows
  Clock::duration credit_ = kMostCredit;  // 0 <= credit_ <= kMostCredit
  microseconds stalled_ = kShortest;      // the next times to be alone
  microseconds crowded_ = kShortest;
};

class Pool {
 public:
  int size() const { return size_.load(std::memory_order_relaxed); }

  void resize(int size) {
    const std::lock_guard<std::mutex> resizing(resize_mutex_);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    std::deque<std::function<bool()>> dropped;  // once the mutex is free
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stop_ = false;
      started_ = false;
      size_ = size;
      if (size == 1) dropped.swap(chores_);
    }
  }

#ifndef _WIN32
  // A child process has a copy of all this, but of the threads only the one that made it.
  void before_fork() {
    resize_mutex_.lock();
    mutex_.lock();
  }
  void after_fork() {
    mutex_.unlock();
    resize_mutex_.unlock();
  }
  void after_fork_in_child() {
    for (std::thread& thread : threads_) thread.detach();
    threads_.clear();
    started_ = false;
    jobs_.clear();
    sleeping_ = chores_running_ = 0;
    new (&wake_) std::condition_variable;  // the old ones still count those who wait
    new (&done_) std::condition_variable;
    after_fork();
  }
#endif

  void add_chore(std::function<bool()> piece) {
    std::function<bool()> dropped;  // once the mutex is free
    const std::lock_guard<std::mutex> lock(mutex_);
    if (size() > 1 && !chores_have_ended_) chores_.push_back(std::move(piece));
    if (chores_.size() <= kMostChores) return;
    dropped = std::move(chores_.front());
    chores_.pop_front();
  }

  void end_chores() {
    std::deque<std::function<bool()>> dropped;  // once the mutex is free
    std::unique_lock<std::mutex> lock(mutex_);
    chores_have_ended_ = true;
    dropped.swap(chores_);
    done_.wait(lock, [this] { return chores_running_ == 0; });
  }

  void run(Job& job) {
    start();
    const auto begun = Clock::now();
    if (worth_.is_alone(begun)) {
      job.work(0);
    } else {
      bool wake = false;
      {
        const std::lock_guard<std::mutex> lock(mutex_);
        jobs_.push_back(&job);
        published_.fetch_add(1, std::memory_order_release);
        wake = sleeping_ > 0;
      }
      if (wake) wake_.notify_all();
      job.work(0);
      const auto through = Clock::now();
      {
        const std::lock_guard<std::mutex> lock(mutex_);
        jobs_.erase(std::find(jobs_.begin(), jobs_.end(), &job));
      }
      const auto end = wait(job, through);
      if (job.joined > 0) worth_.note(through - begun, job.joined, end - through, end);
      else if (job.declined > 0) worth_.note_crowded(end);
    }
    if (job.failed) std::rethrow_exception(job.error);
  }

 private:
  void start() {
    if (started_.load(std::memory_order_acquire)) return;
    const std::lock_guard<std::mutex> resizing(resize_mutex_);
    if (started_) return;
    for (int i = 1; i < size(); ++i) threads_.emplace_back([this, i] { loop(i); });
    started_ = true;
  }

  // No worker can enter any more; those inside finish their range. Gives the time when they have.
  Clock::time_point wait(const Job& job, Clock::time_point start) {
    const auto done = [&job] { return job.workers.load(std::memory_order_acquire) == 0; };
    if (done()) return start;
    if (!spin_until(start, done)) {
      std::unique_lock<std::mutex> lock(mutex_);
      done_.wait(lock, done);
    }
    return Clock::now();
  }

  Job* find_job() const {
    for (Job* job : jobs_) {
      if (!job->exhausted()) return job;
    }
    return nullptr;
  }

  // Until a job is published after the first `seen`. There are chores to be done meanwhile.
  void sleep(std::unique_lock<std::mutex>& lock, uint64_t seen, milliseconds rest) {
    const auto is_new = [&] { return stop_ || published_.load(std::memory_order_relaxed) != seen; };
    ++sleeping_;
    while (!chores_.empty() && !wake_.wait_for(lock, rest, is_new)) {
      while (!chores_.empty() && !is_new()) do_chore(lock);
    }
    wake_.wait(lock, is_new);
    --sleeping_;
  }

  void do_chore(std::unique_lock<std::mutex>& lock) {
    std::function<bool()> piece = std::move(chores_.front());
    chores_.pop_front();
    ++chores_running_;
    lock.unlock();
    inside = true;
    const bool has_more = piece();
    inside = false;
    lock.lock();
    if (has_more && !chores_have_ended_) {
      chores_.push_front(std::move(piece));
    } else {
      lock.unlock();
      piece = nullptr;  // what it holds goes without the lock
      lock.lock();
    }
    --chores_running_;
    done_.notify_all();
  }

  void loop(int64_t thread) {
    warm_scratch();
    std::unique_lock<std::mutex> lock(mutex_);
    auto next_move = Clock::now();
    bool may_spin = true;
    while (!stop_) {
      const uint64_t seen = published_.load(std::memory_order_relaxed);
      Job* const job = find_job();
      if (!job) {
        lock.unlock();
        const auto is_new = [&] { return published_.load(std::memory_order_acquire) != seen; };
        const bool found = may_spin && spin_until(Clock::now(), is_new);
        lock.lock();
        if (!found && !stop_) sleep(lock, seen, kRest);
        may_spin = true;
        continue;
      }
      // The two would only take turns, and the caller wait for it in the end.
      const int processor = job->processor;
      if (processor >= 0 && processor == current_processor()) {
        const auto now = Clock::now();
        ++job->declined;
        if (now >= next_move) {
          next_move = now + kMoveInterval;
          lock.unlock();
          const bool moved = leave_processor();
          lock.lock();
          if (moved) continue;  // the job may be gone
        }
        sleep(lock, seen, kLongRest);
        continue;
      }
      job->workers.fetch_add(1, std::memory_order_relaxed);
      ++job->joined;
      lock.unlock();
      job->work(thread);
      lock.lock();
      // The job may be gone once `workers` is zero and the mutex is free.
      if (job->workers.fetch_sub(1, std::memory_order_acq_rel) == 1) done_.notify_all();
      may_spin = processor < 0 || processor != current_processor();
    }
  }

  std::mutex resize_mutex_;  // taken before mutex_
  std::mutex mutex_;
  std::condition_variable wake_, done_;
  Worth worth_;
  std::vector<Job*> jobs_;  // of the callers now inside run()
  std::deque<std::function<bool()>> chores_;
  int chores_running_ = 0;
  bool chores_have_ended_ = false;
  std::atomic<uint64_t> published_{0};  // how many there have been, for those who spin
  int sleeping_ = 0;
  bool stop_ = false;
  std::atomic<bool> started_{false};
  std::atomic<int> size_{0};
  std::vector<std::thread> threads_;
};

int initial_count() {
  if (const char* text = std::getenv("FLAMBEAU_THREADS")) {
    const int count = std::atoi(text);
    if (count > 0) return std::min(count, 1024);
  }
  return available_processors();
}

// Never destroyed: at the end of a process other threads may still be inside, and joining from a static destructor
// deadlocks on Windows.
Pool& pool() {
  static Pool* const instance = [] {
    auto* made = new Pool;
    made->resize(initial_count());
#ifndef _WIN32
    ::pthread_atfork([] { pool().before_fork(); }, [] { pool().after_fork(); }, [] { pool().after_fork_in_child(); });
#endif
    return made;
  }();
  return *instance;
}

Executor& executor() {
  static auto* const instance = new Executor;
  return *instance;
}

void run_on_executor(Job& job, int64_t tasks) {
  executor()(tasks, [&](int64_t task) { job.work(task); });
  if (job.failed) std::rethrow_exception(job.error);
}

}  // namespace

void parallel_for(int64_t begin, int64_t end, int64_t grain, RangeBody body) {
  const int64_t count = end - begin;
  if (count <= 0) return;
  grain = std::max<int64_t>(grain, 1);
  const int64_t threads = thread_count();
  if (inside || threads == 1 || count <= grain) {
    body(begin, end);
    return;
  }
  Job job(body, begin, end, grain, threads);
  if (executor()) {
    run_on_executor(job, std::min(threads, (count + grain - 1) / grain));
  } else {
    pool().run(job);
  }
}

int thread_count() { return pool().size(); }

void set_thread_count(int count) {
  check(count >= 1, "set_thread_count: expected at least one thread, got ", count);
  check(!inside, "set_thread_count: can't be called from inside a parallel computation");
  if (count != thread_count()) pool().resize(count);
}

bool in_parallel() { return inside; }

void add_chore(std::function<bool()> piece) {
  if (!executor()) pool().add_chore(std::move(piece));
}

void end_chores() { pool().end_chores(); }

void set_executor(Executor replacement) { executor() = std::move(replacement); }

}  // namespace flambeau
