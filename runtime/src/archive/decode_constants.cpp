// Constants and the tensors among them.
#include <algorithm>
#include <map>

#include "archive/cursor.h"
#include "archive/decode.h"
#include "archive/lasting.h"
#include "value/set.h"

namespace flambeau {

namespace {

// Numbered as in the format.
enum class ConstantKind : uint32_t {
  None,
  Unbound,
  Bool,
  Int,
  Float,
  Complex,
  Str,
  Bytes,
  Dtype,
  Device,
  Ellipsis,
  Tuple,
  List,
  Size,
  Tensor,
  Dict,
  Set,
  Class,
  Member,
};
constexpr uint32_t kMaxDepth = 33;
// Tuples share parts: without a bound a few bytes could stand for a value that takes forever to compare.
constexpr uint64_t kMaxNodes = uint64_t{1} << 24;
constexpr int64_t kMaxRank = 64;

class ConstantReader {
 public:
  ConstantReader(Cursor cursor, const std::vector<Tensor>& tensors, ProgramImage& image)
      : cursor_(cursor), tensors_(tensors), image_(image) {}

  void run() {
    const uint32_t rows = cursor_.count(4);
    image_.constants.reserve(rows);
    shapes_.reserve(rows);
    make_members();
    for (uint32_t row = 0; row < rows; ++row) {
      shape_ = {};
      image_.constants.push_back(read());
      shapes_.push_back(shape_);
      fill_members(row);
    }
    cursor_.finish();
    if (!values_.empty()) cursor_.fail("lacks the value of a member of an Enum");
  }

 private:
  struct Shape {
    uint32_t depth = 0;
    uint64_t nodes = 1;
  };

  Value read() {
    const uint32_t kind = cursor_.u32();
    switch (static_cast<ConstantKind>(kind)) {
      case ConstantKind::None: return {};
      case ConstantKind::Unbound: return Value::unbound();
      case ConstantKind::Bool: return Value(cursor_.index(2, "the truth value") != 0);
      case ConstantKind::Int: return Value(cursor_.i64());
      case ConstantKind::Float: return Value(cursor_.read<double>());
      case ConstantKind::Complex: {
        const double real = cursor_.read<double>();
        return Value(Tag::Complex, make_ref<ComplexBox>(std::complex<double>(real, cursor_.read<double>())));
      }
      case ConstantKind::Str: return text(cursor_.index(image_.strings.size(), "string"));
      case ConstantKind::Bytes: {
        const uint32_t size = cursor_.u32();
        return Value(Tag::Bytes, make_ref<Str>(std::string(cursor_.text(size))));
      }
      case ConstantKind::Dtype: {
        const uint32_t code = cursor_.u32();
        if (!is_valid_dtype(code)) cursor_.fail("names the unknown dtype ", code);
        return Value(static_cast<Dtype>(code));
      }
      case ConstantKind::Device: {
        if (cursor_.u32() != 0) cursor_.fail("names a device that this runtime doesn't know");
        return Value(Device{Device::Type::Cpu, cursor_.read<int32_t>()});
      }
      case ConstantKind::Ellipsis: return Value::ellipsis();
      case ConstantKind::Tuple:
        return lasting_tuple(Value::tuple(parts()), static_cast<uint32_t>(image_.constants.size()));
      case ConstantKind::List: return Value::list(parts());
      case ConstantKind::Size: return size();
      case ConstantKind::Tensor: return Value(tensors_[cursor_.index(tensors_.size(), "tensor")]);
      case ConstantKind::Dict: return table(2);
      case ConstantKind::Set: return table(1);
      case ConstantKind::Class:
        return Value(Tag::Class, image_.classes[cursor_.index(image_.classes.size(), "class")].info);
      case ConstantKind::Member: return member();
    }
    cursor_.fail("has an entry of the unknown kind ", kind);
  }

  // Members' values are constants, and constants may be members: each gets its value as soon as that has been read.
  void make_members() {
    for (ClassImage& cls : image_.classes) {
      for (const ClassImage::Member& row : cls.member_rows) {
        std::vector<Value> slots = {Value(row.name), Value::unbound()};
        cls.members.emplace_back(Tag::Object, make_ref<Object>(cls.info, std::move(slots)));
        values_.emplace(row.constant, cls.members.back());
      }
    }
  }

  void fill_members(uint32_t row) {
    const auto [first, last] = values_.equal_range(row);
    for (auto member = first; member != last; ++member) {
      if (holds_member(image_.constants[row])) cursor_.fail("has an Enum whose member's value holds members");
      member->second.object<Object>(Tag::Object).change()[1] = image_.constants[row];
    }
    values_.erase(first, last);
  }

  Value member() {
    const ClassImage& cls = image_.classes[cursor_.index(image_.classes.size(), "class")];
    const Value& found = cls.members[cursor_.index(cls.members.size(), "member")];
    // Before it has its value it can't be compared nor hashed.
    if (found.object<Object>(Tag::Object).slots()[1].is(Tag::Unbound)) cursor_.fail("has a member before its value");
    return found;
  }

  // A member that held itself would never be freed, nor come to an end when it is compared.
  static bool holds_member(const Value& value) {
    if (value.is(Tag::Object)) return true;
    if (!value.is(Tag::List) && !value.is(Tag::Tuple)) return false;
    return std::any_of(value.items().begin(), value.items().end(), holds_member);
  }

  // One object for each string, however often it is named.
  Value text(uint32_t index) {
    Value& made = texts_[index];
    if (made.is_none()) made = Value(image_.strings[index]);
    return made;
  }

  std::vector<Value> parts() {
    const uint32_t count = cursor_.count(4);
    std::vector<Value> out;
    out.reserve(count);
    for (uint32_t i = 0; i < count; ++i) {
      const uint32_t part = cursor_.index(image_.constants.size(), "constant");
      shape_.depth = std::max(shape_.depth, shapes_[part].depth + 1);
      shape_.nodes += shapes_[part].nodes;
      if (shape_.depth > kMaxDepth || shape_.nodes > kMaxNodes) cursor_.fail("has a container that is too big");
      out.push_back(image_.constants[part]);
    }
    return out;
  }

  // A dict of keys and values in turn (`stride` 2), or a set in its order (1).
  Value table(std::size_t stride) {
    const std::vector<Value> flat = parts();
    if (flat.size() % stride != 0) cursor_.fail("has a dict with a key but no value");
    try {
      if (stride == 1) return Value(Tag::Set, Set::in_order(flat));
      auto made = make_ref<Dict>();
      for (std::size_t i = 0; i < flat.size(); i += 2) made->set(flat[i], flat[i + 1]);
      return Value(Tag::Dict, made);
    } catch (const Error& error) {
      cursor_.fail("has an impossible key: ", error.what());
    }
  }

  Value size() {
    const std::vector<Value> items = parts();
    Ints sizes;
    for (const Value& item : items) {
      if (!item.is(Tag::Int)) cursor_.fail("has a Size of other things than ints");
      sizes.push_back(item.to_int());
    }
    return Value::size(sizes);
  }

  Cursor cursor_;
  const std::vector<Tensor>& tensors_;
  ProgramImage& image_;
  std::multimap<uint32_t, Value> values_;  // members that wait for the constant of that number
  Shape shape_;
  std::vector<Shape> shapes_;
  std::vector<Value> texts_ = std::vector<Value>(image_.strings.size());
};

// Sets `total` to offset + the farthest element's distance; false where that overflows or anything is negative.
bool find_extent(const Ints& sizes, const Ints& strides, int64_t offset, int64_t& total) {
  total = offset;
  for (int64_t d = 0; d < sizes.ssize(); ++d) {
    int64_t reach;
    if (strides[d] < 0 || __builtin_mul_overflow(sizes[d] - 1, strides[d], &reach)) return false;
    if (__builtin_add_overflow(total, reach, &total)) return false;
  }
  return true;
}

Tensor read_tensor(Cursor& cursor, const std::vector<Ref<Storage>>& storages) {
  const uint32_t code = cursor.u32();
  const uint32_t rank = cursor.u32();
  const Ref<Storage>& storage = storages[cursor.index(storages.size(), "storage")];
  cursor.u32();
  const int64_t offset = cursor.i64();
  if (!is_valid_dtype(code)) cursor.fail("names the unknown dtype ", code);
  if (rank > kMaxRank) cursor.fail("has a tensor of ", rank, " dimensions");
  Ints sizes;
  Ints strides;
  for (uint32_t d = 0; d < rank; ++d) sizes.push_back(cursor.i64());
  for (uint32_t d = 0; d < rank; ++d) strides.push_back(cursor.i64());
  bool empty = false;
  for (const int64_t size : sizes) {
    if (size < 0) cursor.fail("has a tensor with a negative size");
    empty = empty || size == 0;
  }
  const auto dtype = static_cast<Dtype>(code);
  int64_t last = 0;
  const auto capacity = static_cast<int64_t>(storage->bytes() / item_size(dtype));
  if (offset < 0 || (!empty && (!find_extent(sizes, strides, offset, last) || last >= capacity))) {
    cursor.fail("has a tensor that goes beyond its storage");
  }
  if (reinterpret_cast<uintptr_t>(storage->data()) % std::min<std::size_t>(item_size(dtype), 8) != 0) {
    cursor.fail("has a tensor in a storage that isn't aligned");
  }
  try {
    return Tensor(storage, dtype, std::move(sizes), std::move(strides), empty ? 0 : offset);
  } catch (const Error& error) {  // more elements than 63 bits count, by strides of 0
    cursor.fail("has an impossible tensor: ", error.what());
  }
}

}  // namespace

void decode_constants(const Sections& sections, const std::vector<Tensor>& tensors, ProgramImage& image) {
  ConstantReader(Cursor(sections[static_cast<std::size_t>(Section::Constants)], "constants"), tensors, image).run();
}

std::vector<Tensor> decode_tensors(const Sections& sections, std::vector<ExternalStorage>& externals,
                                   ProgramImage& image) {
  const auto data = sections[static_cast<std::size_t>(Section::Data)];
  Cursor cursor(sections[static_cast<std::size_t>(Section::Storages)], "storages");
  std::vector<Ref<Storage>> storages(cursor.count(24));
  for (Ref<Storage>& storage : storages) {
    const bool external = cursor.index(2, "the place") != 0;
    cursor.u32();
    const uint64_t offset = cursor.u64();
    const uint64_t size = cursor.u64();
    if (external) {
      if (offset >= externals.size()) cursor.fail("refers to memory that wasn't handed over with the archive");
      ExternalStorage& given = externals[offset];
      if (given.bytes != size || !given.release) cursor.fail("refers to other memory than was handed over");
      // Weights are read only, whatever they are wrapped in.
      storage = Storage::wrap(const_cast<void*>(given.data), size, std::exchange(given.release, nullptr), true);
    } else {
      if (offset > data.size() || size > data.size() - offset || offset % 64 != 0) {
        cursor.fail("has a storage that isn't where it should be");
      }
      auto* first = const_cast<std::byte*>(data.data() + offset);
      storage = Storage::wrap(
          first, size, [file = image.file] {}, true);
    }
    image.weight_bytes += size;
  }
  cursor.finish();
  Cursor rows(sections[static_cast<std::size_t>(Section::Tensors)], "tensors");
  std::vector<Tensor> tensors(rows.count(24));
  for (Tensor& tensor : tensors) tensor = read_tensor(rows, storages);
  rows.finish();
  return tensors;
}

}  // namespace flambeau
