#include "kernels/depthwise_blocks.h"

#include <algorithm>
#include <vector>

#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "simd/depthwise.h"

namespace flambeau {

namespace {

constexpr int64_t kPixelsAtOnce = 42;    // of a line, or else several lines are filled together
constexpr int64_t kElsewhere = 10;       // multiplications in the time that a number from another core's cache takes
constexpr int64_t kLeastWork = 100'000;  // multiplications that are worth handing to a thread

int64_t divide_up(int64_t a, int64_t b) { return (a + b - 1) / b; }

// How the work is cut: all lines of the result into chunks, all channels into blocks.
struct Cut {
  int64_t width;    // pixels of a line with the zeros around it
  int64_t reach;    // input lines under a kernel
  int64_t at_once;  // lines that are filled together
  int64_t kept;   // lines that a thread keeps at a time: a new one takes the place of one that no kernel needs any more
  int64_t block;  // channels
  int64_t blocks;
  int64_t chunks;  // of an image
};

Cut cut_of(const ConvShape& s, int64_t depth) {
  const ConvWindow& w = s.window;
  Cut cut{};
  cut.reach = w.dilation[1] * (w.kernel[1] - 1) + 1;
  cut.width =
      std::max(w.padding[2] + w.input[2], (w.output[2] - 1) * w.stride[2] + w.dilation[2] * (w.kernel[2] - 1) + 1);
  cut.block = panel_columns<float>();
  cut.blocks = divide_up(s.out_channels, cut.block);
  cut.at_once = std::max<int64_t>(1, divide_up(kPixelsAtOnce, w.input[2]));
  cut.kept = divide_up(cut.reach + cut.at_once - 1, cut.at_once) * cut.at_once;
  // More chunks share the work out better, but lines at their ends are made twice. Where threads don't share lines out
  // but channels, whatever reads the result next finds half of it in the caches of others.
  const int64_t threads = thread_count();
  const int64_t taps = w.kernel[1] * w.kernel[2];
  int64_t best = -1;
  for (int64_t n = 1; n <= std::min(w.output[1], 1 + 2 * threads); ++n) {
    int64_t most = 0;  // lines of the source for a chunk
    for (int64_t i = 0; i < n; ++i) {
      const int64_t first = w.output[1] * i / n * w.stride[1] - w.padding[1];
      const int64_t last = (w.output[1] * (i + 1) / n - 1) * w.stride[1] - w.padding[1] + cut.reach;
      most = std::max(most, std::min(w.input[1], last) - std::max<int64_t>(0, first));
    }
    const int64_t lines = divide_up(w.output[1], n);
    const bool shares_channels = s.batch * n % threads != 0;
    const int64_t work =
        most * w.input[2] * depth + lines * w.output[2] * (2 * taps + (shares_channels ? threads * kElsewhere : 0));
    const int64_t cost = divide_up(s.batch * cut.blocks * n, threads) * work;
    if (best >= 0 && cost * 50 > best * 49) continue;
    best = cost;
    cut.chunks = n;
  }
  return cut;
}

// One thread's work on some blocks.
class Worker {
 public:
  Worker(const ConvShape& shape, const Cut& cut, const PackedDepthwise& weights, const ConvOperands<float>& operands,
         const LineSource& source)
      : shape_(shape),
        w_(shape.window),
        cut_(cut),
        weights_(weights),
        operands_(operands),
        source_(source),
        buffer_(static_cast<std::size_t>(cut.kept * cut.width * cut.block) * sizeof(float)),
        taps_(static_cast<std::size_t>(w_.kernel[1])) {
    Epilogue<float> clamp;
    clamp_by(operands.activation, clamp);
    line_.lines = taps_.data();
    line_.kernel_lines = w_.kernel[1];
    line_.kernel_columns = w_.kernel[2];
    line_.in_columns = cut.width;
    line_.out_columns = w_.output[2];
    line_.stride = w_.stride[2];
    line_.dilation = w_.dilation[2];
    line_.out_stride = line_.weight_stride = shape.out_channels;
    line_.low = clamp.low;
    line_.high = clamp.high;
  }

  // Output lines [begin, end) of an image, for a block of channels.
  void run(int64_t image, int64_t begin, int64_t end, int64_t channel) {
    const int64_t columns = std::min(cut_.block, shape_.out_channels - channel);
    const int64_t pitch = cut_.width * columns;
    const int64_t first = std::max<int64_t>(0, begin * w_.stride[1] - w_.padding[1]);
    const int64_t last = std::min(w_.input[1], (end - 1) * w_.stride[1] - w_.padding[1] + cut_.reach);
    auto* const buffer = buffer_.as<float>();
    const int64_t left = w_.padding[2] * columns;
    const int64_t right = left + w_.input[2] * columns;
    for (int64_t i = 0; i < cut_.kept; ++i) {
      float* const line = buffer + i * pitch;
      std::fill(line, line + left, 0.0F);
      std::fill(line + right, line + pitch, 0.0F);
    }
    line_.channels = line_.in_stride = columns;
    line_.weights = weights_.weights() + channel;
    line_.bias = operands_.bias ? operands_.bias + channel : nullptr;
    const auto place = [&](int64_t y) { return buffer + (y - first) % cut_.kept * pitch; };
    int64_t filled = first;
    for (int64_t y = begin; y < end; ++y) {
      const int64_t top = y * w_.stride[1] - w_.padding[1];
      const int64_t at = (image * w_.output[1] + y) * w_.output[2] * shape_.out_channels + channel;
      fetch(operands_.output + at, columns);
      while (filled < std::min(last, top + cut_.reach)) {
        // `kept` is a multiple of so many: those filled together lie side by side.
        const int64_t count = std::min(cut_.at_once, last - filled);
        source_.fill({image * w_.input[1] + filled, count, channel, columns, place(filled) + left, pitch});
        filled += count;
      }
      for (int64_t k = 0; k < w_.kernel[1]; ++k) {
        const int64_t from = top + k * w_.dilation[1];
        const bool inside = from >= 0 && from < w_.input[1];
        taps_[static_cast<std::size_t>(k)] = inside ? place(from) : nullptr;
      }
      line_.out = operands_.output + at;
      line_.residual = operands_.residual ? operands_.residual + at : nullptr;
      depthwise_functions().line(line_);
      finish_activation(operands_.activation, line_.out, w_.output[2], shape_.out_channels, columns);
    }
  }

 private:
  // Makes the places of a line's results ready to be written: they are too far apart for the processor to foresee.
  void fetch(const float* out, int64_t columns) const {
    constexpr int64_t kLine = 16;  // floats in a line of the caches
    for (int64_t x = 0; x < w_.output[2]; ++x, out += shape_.out_channels) {
      for (int64_t c = 0; c < columns; c += kLine) __builtin_prefetch(out + c, 1);
    }
  }

  const ConvShape& shape_;
  const ConvWindow& w_;
  const Cut& cut_;
  const PackedDepthwise& weights_;
  const ConvOperands<float>& operands_;
  const LineSource& source_;
  Scratch buffer_;
  std::vector<const float*> taps_;
  DepthwiseLine line_{};
};

}  // namespace

void convolve_blocks(const ConvShape& s, const PackedDepthwise& weights, const ConvOperands<float>& operands,
                     const LineSource& source) {
  const Cut cut = cut_of(s, source.depth());
  const int64_t lines = s.window.output[1];
  const int64_t work = divide_up(lines, cut.chunks) * s.window.output[2] * cut.block *
                       (s.taps() + source.depth() * s.window.stride[1] * s.window.stride[2]);
  // Neighbouring items read the same lines of the source.
  const int64_t grain = std::max<int64_t>(1, kLeastWork / std::max<int64_t>(work, 1));
  parallel_for(0, s.batch * cut.chunks * cut.blocks, grain, [&](int64_t begin, int64_t end) {
    Worker worker(s, cut, weights, operands, source);
    for (int64_t i = begin; i < end; ++i) {
      const int64_t chunk = i / cut.blocks % cut.chunks;
      worker.run(i / cut.blocks / cut.chunks, lines * chunk / cut.chunks, lines * (chunk + 1) / cut.chunks,
                 i % cut.blocks * cut.block);
    }
  });
}

}  // namespace flambeau
