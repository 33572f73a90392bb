#include "vm/profile.h"

#include <algorithm>
#include <utility>

#include "vm/window.h"

namespace flambeau {

namespace {

int64_t nanoseconds(std::chrono::steady_clock::duration time) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(time).count();
}

// The least time between two readings of the clock, averaged over a few.
int64_t measure_clock() {
  constexpr int kReadings = 64;
  int64_t least = INT64_MAX;
  for (int round = 0; round < 8; ++round) {
    const auto start = std::chrono::steady_clock::now();
    auto last = start;
    for (int i = 0; i < kReadings; ++i) last = std::chrono::steady_clock::now();
    least = std::min(least, nanoseconds(last - start) / kReadings);
  }
  return least;
}

// Adds the shape of a tensor, or of the tensors in a list.
void add_shapes(std::string& out, const Value& value) {
  constexpr std::size_t kEnough = 160;
  if (out.size() > kEnough) return;
  if (value.is(Tag::List)) {
    for (const Value& item : value.known<List>().items()) add_shapes(out, item);
  } else if (value.is(Tag::Tensor)) {
    if (!out.empty()) out += ' ';
    const char* separator = "(";
    for (const int64_t size : value.tensor().sizes()) {
      out += separator + std::to_string(size);
      separator = ", ";
    }
    out += value.tensor().dim() == 0 ? "()" : ")";
  }
}

}  // namespace

Profile::Profile(std::shared_ptr<const ProgramImage> image)
    : original_(std::move(image)), image_(std::make_shared<ProgramImage>(*original_)), clock_cost_(measure_clock()) {
  for (FunctionImage& function : image_->functions) {
    rows_.emplace_back(function.words.size());
    std::vector<uint32_t>& words = function.words;
    for (std::size_t place = 0; place < words.size(); place += length_of(words[place])) {
      words[place] = (words[place] & ~0xffU) | static_cast<uint32_t>(Step::fast_profiled);
    }
  }
}

// The time of the instruction that ran until now, and of calls that ended with it: `depth` activations are left.
void Profile::stop(std::size_t depth) {
  if (running_ == nullptr) return;
  const int64_t time = std::max<int64_t>(0, nanoseconds(Clock::now() - since_) - clock_cost_);
  running_->nanoseconds += time;
  passed_ += time;
  for (; calls_.size() + 1 > depth && !calls_.empty(); calls_.pop_back()) {
    calls_.back().row->inside += passed_ - calls_.back().since;
  }
}

Step Profile::enter(const FunctionImage& function, const uint32_t* at, std::size_t depth, Window window) {
  stop(depth);
  if (running_ != nullptr && calls_.size() + 1 < depth) calls_.push_back({running_, passed_});
  const auto index = static_cast<std::size_t>(&function - image_->functions.data());
  const auto place = static_cast<std::size_t>(at - function.words.data());
  const Step step = step_of(original_->functions[index].words[place]);
  Row& row = rows_[index][place];
  if (row.runs++ == 0 && step == Step::step_call_operator) {
    const Operator& op = *image_->operators[at[1]];
    for (std::size_t i = 0; i < op.argument_count; ++i) {
      add_shapes(row.shapes, window.read(at[2 + op.result_count + i]));
    }
  }
  running_ = &row;
  since_ = Clock::now();
  return step;
}

void Profile::leave() {
  stop(0);
  running_ = nullptr;
}

}  // namespace flambeau
