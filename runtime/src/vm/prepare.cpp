#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "archive/image.h"
#include "value/sequence.h"
#include "vm/steps.h"

namespace flambeau {

namespace {

#ifdef FLAMBEAU_FUZZING
constexpr bool kFuzzing = true;  // the loop's step counts its turns
#else
constexpr bool kFuzzing = false;
#endif

struct OperatorStep {
  std::string_view name;
  Step step;
};
constexpr std::array kOperatorSteps = {
    OperatorStep{"py::len", Step::fast_len},
    OperatorStep{"py::getitem", Step::fast_getitem},
    OperatorStep{"py::setitem", Step::fast_setitem},
    OperatorStep{"py::list_append", Step::fast_append},
    OperatorStep{"py::dict_get", Step::fast_dict_get},
    OperatorStep{"py::contains", Step::fast_contains},
    OperatorStep{"py::set_add", Step::fast_set_add},
    OperatorStep{"py::object_get", Step::fast_field},
    OperatorStep{"py::object_set", Step::fast_set_field},
    OperatorStep{"py::add", Step::fast_add},
    OperatorStep{"py::sub", Step::fast_sub},
    OperatorStep{"py::mul", Step::fast_mul},
    OperatorStep{"py::truediv", Step::fast_div},
    OperatorStep{"py::lt", Step::fast_lt},
    OperatorStep{"py::le", Step::fast_le},
    OperatorStep{"py::gt", Step::fast_gt},
    OperatorStep{"py::ge", Step::fast_ge},
    OperatorStep{"py::eq", Step::fast_equal},
    OperatorStep{"py::ne", Step::fast_unequal},
    OperatorStep{"py::min", Step::fast_min},
    OperatorStep{"py::max", Step::fast_max},
    OperatorStep{"py::int", Step::fast_int},
    OperatorStep{"py::float", Step::fast_float},
    OperatorStep{"py::str", Step::fast_str},
    OperatorStep{"py::list_pop", Step::fast_list_pop},
    OperatorStep{"py::to_list", Step::fast_to_list},
    OperatorStep{"py::to_tuple", Step::fast_to_tuple},
    OperatorStep{"py::sorted", Step::fast_sorted},
    OperatorStep{"py::isinstance", Step::fast_isinstance},
    OperatorStep{"py::truth", Step::fast_truth},
    OperatorStep{"py::table_next", Step::fast_table_next},
    OperatorStep{"py::table_key", Step::fast_table_key},
    OperatorStep{"py::table_value", Step::fast_table_value},
};

struct NumberStep {
  Step opcode;
  Step registers;  // the step on two registers, which the one on a register and a constant follows
};
constexpr std::array kNumberSteps = {
    NumberStep{Step::step_add_int, Step::fast_add_int_r},
    NumberStep{Step::step_sub_int, Step::fast_sub_int_r},
    NumberStep{Step::step_mul_int, Step::fast_mul_int_r},
    NumberStep{Step::step_floordiv_int, Step::fast_floordiv_int_r},
    NumberStep{Step::step_mod_int, Step::fast_mod_int_r},
    NumberStep{Step::step_and_int, Step::fast_and_int_r},
    NumberStep{Step::step_or_int, Step::fast_or_int_r},
    NumberStep{Step::step_xor_int, Step::fast_xor_int_r},
    NumberStep{Step::step_add_float, Step::fast_add_float_r},
    NumberStep{Step::step_sub_float, Step::fast_sub_float_r},
    NumberStep{Step::step_mul_float, Step::fast_mul_float_r},
    NumberStep{Step::step_div_float, Step::fast_div_float_r},
    NumberStep{Step::step_lshift_int, Step::fast_lshift_int_r},
    NumberStep{Step::step_rshift_int, Step::fast_rshift_int_r},
    NumberStep{Step::step_min_int, Step::fast_min_int_r},
    NumberStep{Step::step_max_int, Step::fast_max_int_r},
    NumberStep{Step::step_min_float, Step::fast_min_float_r},
    NumberStep{Step::step_max_float, Step::fast_max_float_r},
};

constexpr uint32_t kComparisons = 6;
constexpr uint32_t kNextKinds = 4;  // of fast_next and fast_extend
static_assert(static_cast<uint32_t>(Step::fast_next_float) - static_cast<uint32_t>(Step::fast_next) + 1 == kNextKinds);
static_assert(static_cast<uint32_t>(Step::step_ge_int) - static_cast<uint32_t>(Step::step_eq_int) + 1 == kComparisons &&
              static_cast<uint32_t>(Step::step_ge_float) - static_cast<uint32_t>(Step::step_eq_float) + 1 ==
                  kComparisons);

constexpr Step plus(Step step, uint32_t distance) { return static_cast<Step>(static_cast<uint32_t>(step) + distance); }

// Whether the step has forms with a jump on its result.
constexpr bool is_test(Step step) {
  switch (step) {
    case Step::fast_contains:
    case Step::fast_equal:
    case Step::fast_unequal:
    case Step::fast_lt:
    case Step::fast_le:
    case Step::fast_gt:
    case Step::fast_ge:
    case Step::fast_truth:
    case Step::fast_isinstance: return true;
    default: return false;
  }
}

bool is_constant(uint32_t word) { return (word & kConstant) != 0; }

class Preparation {
 public:
  Preparation(ProgramImage& image, FunctionImage& function)
      : image_(image), words_(function.words), number_registers_(function.number_registers) {}

  void run() {
    for (uint32_t place = 0; place < words_.size(); place += length_of(words_[place])) encode(place);
    for (uint32_t place = 0; place < words_.size();) {
      const uint32_t next = place + length_of(words_[place]);
      choose(place, next < words_.size() ? next : place);
      place = next;
    }
  }

 private:
  void put(uint32_t place, Step step) { words_[place] = (words_[place] & ~0xffU) | static_cast<uint32_t>(step); }
  bool is(uint32_t place, Step step) const { return step_of(words_[place]) == step; }
  bool calls(uint32_t place, std::string_view name) const {
    return is(place, Step::step_call_operator) && image_.operators[words_[place + 1]]->name == name;
  }

  // Registers and constants become offsets, labels distances.
  void encode(uint32_t place) {
    const Step step = step_of(words_[place]);
    const uint32_t end = place + length_of(words_[place]);
    if (step == Step::step_loop) return;  // its words are the verifier's
    uint32_t at = place + 1;
    const std::string_view immediates = kOpcodes[words_[place] & 0xffU].immediates;
    if (!immediates.empty()) ++at;
    if (immediates == "label") words_[place + 1] = landing(words_[place + 1]) - place;
    for (; at < end; ++at) {
      if (is_constant(words_[at])) keep_text(image_.constants[words_[at] & kIndexMask]);
      words_[at] = (words_[at] & (kConstant | kLast)) | (words_[at] & kIndexMask) << kValueShift;
    }
  }

  // Texts that instructions name are passed around by many threads: to count who holds them takes a lock each time.
  static void keep_text(Value& constant) {
    if (constant.is(Tag::Str)) constant = lasting_text(constant);
  }

  // Where a jump to `target` may as well go: the step at a loop's start does nothing.
  uint32_t landing(uint32_t target) const {
    return kFuzzing || !is(target, Step::step_loop) ? target : target + length_of(words_[target]);
  }

  // The quickest step for the instruction at `place`, which `next` follows (itself where none does).
  void choose(uint32_t place, uint32_t next) {
    switch (step_of(words_[place])) {
      case Step::step_move: return choose_move(place, next);
      case Step::step_jump:
        if (is(place + words_[place + 1], Step::fast_count)) put(place, Step::fast_count_jump);
        return;
      case Step::step_add_int:
      case Step::step_mul_int:
      case Step::step_min_int:
      case Step::step_max_int:
      case Step::step_add_float:
      case Step::step_mul_float:
        if (is_constant(words_[place + 2])) std::swap(words_[place + 2], words_[place + 3]);
        return choose_number(place);
      case Step::step_sub_int:
      case Step::step_floordiv_int:
      case Step::step_mod_int:
      case Step::step_and_int:
      case Step::step_or_int:
      case Step::step_xor_int:
      case Step::step_lshift_int:
      case Step::step_rshift_int:
      case Step::step_sub_float:
      case Step::step_div_float:
      case Step::step_min_float:
      case Step::step_max_float: return choose_number(place);
      case Step::step_cast: return choose_cast(place);
      case Step::step_unpack:
        if (casts_one(place, next)) put(place, Step::fast_unpack);
        return;
      case Step::step_list:
        if (adds(place, next)) put(place, Step::fast_list_add);
        else if (is_default(place, next)) put(place, Step::fast_list_default);
        return;
      case Step::step_dict:
        if (is_default(place, next)) put(place, Step::fast_dict_default);
        else if (copies(place, next)) put(place, Step::fast_dict_copy);
        return;
      case Step::step_tuple:
        if (joins(place, next)) put(place, Step::fast_join_tuple);
        else if (fills_object(place, next)) put(place, Step::fast_new_object);
        return;
      case Step::step_call_operator: return choose_call(place, next);
      default: return choose_comparison(place, next);
    }
  }

  // Of the offset of a register.
  bool holds_numbers(uint32_t word) const { return number_registers_[(word & kOffsetMask) >> kValueShift]; }

  void choose_move(uint32_t place, uint32_t next) {
    const uint32_t source = words_[place + 2];
    const bool jumps = is(next, Step::step_jump);
    if (!is_constant(source) && holds_numbers(source) && holds_numbers(words_[place + 1])) {
      words_[place + 2] &= kOffsetMask;
      if (!jumps) return put(place, Step::fast_move_number);
      const bool counts = is(next + words_[next + 1], Step::fast_count);
      return put(place, counts ? Step::fast_move_count_jump : Step::fast_move_number_jump);
    }
    if (jumps) return put(place, Step::fast_move_jump);
    if (is_constant(source)) put(place, Step::fast_move_constant);
    else if (source & kLast) put(place, Step::fast_move_last);
  }

  // An operator of two numbers whose result goes where no object is.
  void choose_number(uint32_t place) {
    if (!holds_numbers(words_[place + 1])) return;
    const Step step = step_of(words_[place]);
    const bool constant = is_constant(words_[place + 3]);
    if (!is_constant(words_[place + 2])) {
      const auto* row = std::find_if(kNumberSteps.begin(), kNumberSteps.end(),
                                     [&](const NumberStep& each) { return each.opcode == step; });
      put(place, plus(row->registers, constant ? 1 : 0));
    } else if (constant || !put_constant_first(place)) {
      return;
    }
    words_[place + 2] &= kOffsetMask;
    words_[place + 3] &= kOffsetMask;
  }

  // Where the first operand alone is a constant: whether there is a step for that.
  bool put_constant_first(uint32_t place) {
    switch (step_of(words_[place])) {
      case Step::step_sub_float: put(place, Step::fast_sub_float_k); return true;
      case Step::step_div_float: put(place, Step::fast_div_float_k); return true;
      case Step::step_min_float: put(place, Step::fast_min_float_k); return true;
      case Step::step_max_float: put(place, Step::fast_max_float_k); return true;
      default: return false;
    }
  }

  // Whether `next` jumps where the bool in register `result` is true, or where it isn't.
  bool jumps_on(uint32_t next, uint32_t result) const {
    if (!is(next, Step::step_jump_if) && !is(next, Step::step_jump_if_not)) return false;
    return (words_[next + 2] & kOffsetMask) == result && !is_constant(words_[next + 2]);
  }

  void choose_comparison(uint32_t place, uint32_t next) {
    if (!jumps_on(next, words_[place + 1])) return;
    const bool on_true = is(next, Step::step_jump_if);
    if (is(place, Step::step_is_none)) {
      return put(place, on_true ? Step::fast_is_none_jump : Step::fast_is_none_jump_not);
    }
    const auto step = static_cast<uint32_t>(step_of(words_[place]));
    const auto from = [&](Step first) { return step - static_cast<uint32_t>(first); };
    const bool is_int = from(Step::step_eq_int) < kComparisons;
    if ((!is_int && from(Step::step_eq_float) >= kComparisons) || !holds_numbers(words_[place + 1])) return;
    put_constant_second(place);
    if (is_constant(words_[place + 2])) return;
    const uint32_t after = next + length_of(words_[next]);
    if (is(place, Step::step_lt_int) && !on_true && words_[place + 1] != (words_[place + 2] & kOffsetMask) &&
        counts(after, words_[place + 2]) && holds_numbers(words_[after + 1])) {
      words_[place + 2] &= kOffsetMask;
      return put(place, Step::fast_count);
    }
    const bool constant = is_constant(words_[place + 3]);
    const Step ints = on_true ? (constant ? Step::fast_eq_int_jump_c : Step::fast_eq_int_jump)
                              : (constant ? Step::fast_eq_int_jump_not_c : Step::fast_eq_int_jump_not);
    const Step floats = on_true ? (constant ? Step::fast_eq_float_jump_c : Step::fast_eq_float_jump)
                                : (constant ? Step::fast_eq_float_jump_not_c : Step::fast_eq_float_jump_not);
    const auto which = static_cast<uint32_t>(step_of(words_[place]));
    put(place, is_int ? plus(ints, which - static_cast<uint32_t>(Step::step_eq_int))
                      : plus(floats, which - static_cast<uint32_t>(Step::step_eq_float)));
    words_[place + 2] &= kOffsetMask;
    words_[place + 3] &= kOffsetMask;
  }

  // 0 < x becomes x > 0.
  void put_constant_second(uint32_t place) {
    if (!is_constant(words_[place + 2]) || is_constant(words_[place + 3])) return;
    constexpr std::array<uint32_t, kComparisons> kTurned = {0, 1, 4, 5, 2, 3};  // of eq ne lt le gt ge
    const auto step = static_cast<uint32_t>(step_of(words_[place]));
    const auto first = static_cast<uint32_t>(Step::step_eq_int);
    const auto block = step - first < kComparisons ? first : static_cast<uint32_t>(Step::step_eq_float);
    put(place, static_cast<Step>(block + kTurned[step - block]));
    std::swap(words_[place + 2], words_[place + 3]);
  }

  void choose_cast(uint32_t place) {
    const Type& type = image_.types[words_[place + 1]];
    if (type.by_tag_alone) put(place, Step::fast_cast_tag);
    else if (type.info) put(place, Step::fast_cast_class);
  }

  // Whether `next` casts what `place` unpacks, which nothing else reads, by its tag.
  bool casts_one(uint32_t place, uint32_t next) const {
    if (!is(next, Step::step_cast) || !image_.types[words_[next + 1]].by_tag_alone) return false;
    const auto first = words_.begin() + place + 1;
    const auto last = words_.begin() + place + length_of(words_[place]) - 1;
    for (auto each = first; each != last; ++each) {
      if (std::find(each + 1, last, *each) != last) return false;
    }
    return (words_[next + 3] & (kLast | kConstant)) == kLast &&
           std::find(first, last, words_[next + 3] & kOffsetMask) != last;
  }

  void choose_call(uint32_t place, uint32_t next) {
    const Operator& op = *image_.operators[words_[place + 1]];
    if (calls(place, "py::slice") && slices(place, next)) {
      return put(place, joins_slice(next) ? Step::fast_slice_join : Step::fast_slice_getitem);
    }
    if (calls(place, "py::str_split") && unpacks(place, next)) return put(place, Step::fast_split_unpack);
    if (calls(place, "py::str_partition") && unpacks(place, next)) return put(place, Step::fast_partition_unpack);
    if (calls(place, "tensor::select") && reads_element(place, next)) {
      return put(place, calls(next, "tensor::item") ? Step::fast_select_item : Step::fast_select_float);
    }
    if (calls(place, "py::len") && bounds(place, next)) {
      const Step bound = choose_bound(place, next);
      const uint32_t kind = static_cast<uint32_t>(bound) - static_cast<uint32_t>(Step::fast_next);
      return put(place, kind < kNextKinds && only_appends(place, kind) ? plus(Step::fast_extend, kind) : bound);
    }
    for (const OperatorStep& row : kOperatorSteps) {
      if (op.name != row.name || (row.step == Step::fast_isinstance && !names_kinds(words_[place + 4]))) continue;
      put(place, row.step);
      if (row.step == Step::fast_getitem || row.step == Step::fast_field) {
        const bool is_field = row.step == Step::fast_field;
        if (updates(place, next, is_field ? "py::object_set" : "py::setitem")) {
          return put(place, is_field ? Step::fast_update_field : Step::fast_update_item);
        }
        choose_cast_result(place, next);
        if (is(place, row.step)) choose_inner(place, next);
      }
      if (row.step == Step::fast_dict_get && updates(place, next, "py::setitem")) put(place, Step::fast_update_default);
      if (is_test(row.step) && jumps_on(next, words_[place + 2])) {
        put(place, plus(row.step, is(next, Step::step_jump_if) ? 1 : 2));
      }
      return;
    }
    if (op.tensors | op.tensor_lists) return;
    for (uint32_t at = place + 2; at < place + length_of(words_[place]); ++at) {
      if ((words_[at] & (kLast | kConstant)) == kLast) return;
    }
    put(place, Step::fast_call_plain);
  }

  // Of the offset of an operand.
  bool names_kinds(uint32_t word) const {
    if (!is_constant(word)) return false;
    const Value& kinds = image_.constants[(word & kOffsetMask) >> kValueShift];
    const auto is_text = [](const Value& kind) { return kind.is(Tag::Str); };
    return kinds.is(Tag::List) && std::all_of(kinds.items().begin(), kinds.items().end(), is_text);
  }

  // Where what is looked up at `place` is only used by `next`, which looks into it or changes it.
  void choose_inner(uint32_t place, uint32_t next) {
    const bool takes = calls(next, "py::getitem") || calls(next, "py::object_get");
    const bool sets = calls(next, "py::setitem");
    const bool is_field = is(place, Step::fast_field);
    const uint32_t found = words_[place + 2];
    if (is(next, Step::step_is_none)) {
      const uint32_t tested = words_[next + 2];
      if (tested == (found | kLast)) put(place, is_field ? Step::fast_field_is_none : Step::fast_getitem_is_none);
      return;
    }
    if (!takes && !sets && !calls(next, "py::list_append")) return;
    const uint32_t used = words_[next + (takes ? 3 : 2)];
    const bool dies = (used & kLast) != 0 || (takes && words_[next + 2] == found);
    if (is_constant(used) || (used & kOffsetMask) != found || !dies) return;
    for (uint32_t at = next + (takes ? 4 : 3); at < next + length_of(words_[next]); ++at) {
      if (!is_constant(words_[at]) && (words_[at] & kOffsetMask) == found) return;
    }
    const uint32_t kind = calls(next, "py::getitem") ? 0 : takes ? 1 : sets ? 2 : 3;
    put(place, plus(is_field ? Step::fast_field_getitem : Step::fast_getitem_getitem, kind));
  }

  // Whether `next` takes an item by the slice made at `place`, which nothing else reads.
  bool slices(uint32_t place, uint32_t next) const {
    if (!calls(next, "py::getitem")) return false;
    const uint32_t slice = words_[place + 2];
    const uint32_t key = words_[next + 4];
    const bool dies = (key & kLast) != 0 || words_[next + 2] == slice;
    return !is_constant(key) && (key & kOffsetMask) == slice && dies && (words_[next + 3] & kOffsetMask) != slice;
  }

  // Whether `next` unpacks what `place` makes, which nothing else reads.
  bool unpacks(uint32_t place, uint32_t next) const {
    if (!is(next, Step::step_unpack)) return false;
    const auto results = words_.begin() + next + 1;
    const auto source = words_.begin() + next + length_of(words_[next]) - 1;
    const uint32_t made = words_[place + 2];
    const bool dies = (*source & kLast) != 0 || std::find(results, source, made) != source;
    return !is_constant(*source) && (*source & kOffsetMask) == made && dies;
  }

  // Whether `next` adds the list made at `place`, which nothing else reads, to another.
  bool adds(uint32_t place, uint32_t next) const {
    if (!calls(next, "py::add")) return false;
    const uint32_t list = words_[place + 1];
    const uint32_t added = words_[next + 4];
    const bool dies = (added & kLast) != 0 || words_[next + 2] == list;
    return !is_constant(added) && (added & kOffsetMask) == list && dies && (words_[next + 3] & kOffsetMask) != list;
  }

  // Whether the container made at `place` is empty, and only there for `next` to put into a dict that has no such key.
  bool is_default(uint32_t place, uint32_t next) const {
    if (length_of(words_[place]) != 2 || !calls(next, "py::dict_setdefault")) return false;
    const uint32_t made = words_[place + 1];
    const uint32_t given = words_[next + 5];
    const bool dies = (given & kLast) != 0 || words_[next + 2] == made;
    const auto is_made = [&](uint32_t word) { return !is_constant(word) && (word & kOffsetMask) == made; };
    return is_made(given) && dies && !is_made(words_[next + 3]) && !is_made(words_[next + 4]);
  }

  // Whether the dict made at `place` is empty, and `next` puts all that another one holds into it: {**other, ...}.
  bool copies(uint32_t place, uint32_t next) const {
    return length_of(words_[place]) == 2 && calls(next, "py::dict_update") && words_[next + 2] == words_[place + 1] &&
           (words_[next + 3] & ~kLast) != words_[place + 1];
  }

  // Whether `next` makes a number of what `place` selects of a tensor, which nothing else reads.
  bool reads_element(uint32_t place, uint32_t next) const {
    if (!calls(next, "tensor::item") && !calls(next, "tensor::float")) return false;
    const uint32_t selected = words_[place + 2];
    const uint32_t used = words_[next + 3];
    const bool dies = (used & kLast) != 0 || words_[next + 2] == selected;
    return !is_constant(used) && (used & kOffsetMask) == selected && dies;
  }

  // Whether a loop's index is compared with the length taken at `place`, and the loop left where it isn't less.
  bool bounds(uint32_t place, uint32_t next) const {
    if (!is(next, Step::step_lt_int) || is_constant(words_[next + 2])) return false;
    const uint32_t jump = next + length_of(words_[next]);
    const uint32_t length = words_[place + 2];
    return words_[next + 3] == length && words_[next + 2] != length && words_[next + 1] == length &&
           jump < words_.size() && is(jump, Step::step_jump_if_not) && words_[jump + 2] == length &&
           (words_[place + 3] & (kLast | kConstant)) == 0;
  }

  // Whether the instruction at `place` makes register `to` one more than `from`.
  bool counts(uint32_t place, uint32_t from) const {
    if (place >= words_.size() || !is(place, Step::step_add_int) || words_[place + 2] != from) return false;
    if (!is_constant(words_[place + 3])) return false;
    return image_.constants[(words_[place + 3] & kOffsetMask) >> kValueShift].int_payload() == 1;
  }

  // Where a loop over a list has asked whether there is another element, it takes it and moves its index on.
  Step choose_bound(uint32_t place, uint32_t next) const {
    const uint32_t element = next + length_of(words_[next]) + 3;
    const uint32_t length = words_[place + 2];
    const uint32_t container = words_[place + 3];
    const uint32_t index = words_[next + 2];
    const bool takes = element < words_.size() && calls(element, "py::getitem") && words_[element + 3] == container &&
                       words_[element + 4] == index && container != length;
    if (!takes || words_[element + 2] == container || words_[element + 2] == index) return Step::fast_len_lt_jump_not;
    const uint32_t after = element + 5;
    if (counts(after, index)) return Step::fast_next;
    if (after >= words_.size() || !counts(after + length_of(words_[after]), index)) return Step::fast_len_lt_jump_not;
    const uint32_t kind = cast_of(element, after);
    const bool stays = kind != 0 && words_[after + 2] != container && words_[after + 2] != index;
    return stays ? plus(Step::fast_next, kind) : Step::fast_len_lt_jump_not;
  }

  // Whether all that a loop over a list does is to append each element to another list; `kind` as in choose_bound.
  bool only_appends(uint32_t place, uint32_t kind) const {
    const uint32_t element = words_[place + (kind == 0 ? 13 : 18)];
    const uint32_t add = place + (kind == 0 ? 16 : 20);
    const uint32_t append = add + 4;
    const uint32_t jump = append + 4;
    if (words_[add + 1] != words_[add + 2] || jump >= words_.size() || !calls(append, "py::list_append")) return false;
    const uint32_t list = words_[append + 2];
    const uint32_t appended = words_[append + 3];
    return list != words_[place + 3] && (list & (kConstant | kLast)) == 0 && !is_constant(appended) &&
           (appended & kOffsetMask) == element && element != list && is(jump, Step::step_jump) &&
           jump + words_[jump + 1] == place;
  }

  // Whether the number that is looked up at `place`, which `cast` follows, has another one added or taken away, and is
  // put back by `setter`.
  bool updates(uint32_t place, uint32_t cast, std::string_view setter) const {
    const uint32_t kind = cast_of(place, cast);
    const uint32_t sum = cast + 4, put = sum + 4;
    if (kind < 2 || put >= words_.size()) return false;
    const bool adds = is(sum, kind == 2 ? Step::step_add_int : Step::step_add_float);
    if (!adds && !is(sum, kind == 2 ? Step::step_sub_int : Step::step_sub_float)) return false;
    if (!calls(put, setter)) return false;  // only now is it known that an instruction starts there
    const uint32_t container = words_[place + 3], key = words_[place + 4];
    const uint32_t number = words_[cast + 2], result = words_[sum + 1];
    const auto lasts = [&](uint32_t word) { return word != number && word != result; };
    return holds_numbers(number) && holds_numbers(result) && lasts(container) && lasts(key) &&
           ((container | key) & kLast) == 0 && !is_constant(container) && (words_[sum + 2] & ~kLast) == number &&
           (words_[sum + 3] & ~kLast) != number && (words_[put + 2] & ~kLast) == container &&
           (words_[put + 3] & ~kLast) == key && (words_[put + 4] & ~kLast) == result;
  }

  // Whether `next` joins the texts of the tuple made at `place`: an f-string.
  bool joins(uint32_t place, uint32_t next) const { return calls(next, "py::str_join") && takes_tuple(place, next); }

  // The same of the py::getitem at `place`, which nothing jumps behind.
  bool joins_slice(uint32_t place) const {
    const uint32_t next = place + length_of(words_[place]);
    if (!calls(next, "py::str_join")) return false;
    const uint32_t items = words_[place + 2];
    const uint32_t taken = words_[next + 4];
    const bool dies = (taken & kLast) != 0 || words_[next + 2] == items;
    return !is_constant(taken) && (taken & kOffsetMask) == items && dies && (words_[next + 3] & kOffsetMask) != items;
  }

  // Whether `next` makes an object whose slots are the tuple made at `place`.
  bool fills_object(uint32_t place, uint32_t next) const {
    return calls(next, "py::object_new") && takes_tuple(place, next);
  }

  // Whether the call at `next` takes a constant and the tuple made at `place`, which nothing else reads.
  bool takes_tuple(uint32_t place, uint32_t next) const {
    const uint32_t tuple = words_[place + 1];
    const uint32_t taken = words_[next + 4];
    const bool dies = (taken & kLast) != 0 || words_[next + 2] == tuple;
    return !is_constant(taken) && (taken & kOffsetMask) == tuple && dies && is_constant(words_[next + 3]);
  }

  // An item or field that is cast to bool, int or float, and used as nothing else.
  void choose_cast_result(uint32_t place, uint32_t next) {
    put(place, plus(step_of(words_[place]), cast_of(place, next)));
  }

  // 1, 2 or 3 where `next` casts the result of `place`, which nothing else reads, to bool, int or float, else 0.
  uint32_t cast_of(uint32_t place, uint32_t next) const {
    if (!is(next, Step::step_cast)) return 0;
    const uint32_t result = words_[place + 2];
    const bool dies = words_[next + 2] == result || (words_[next + 3] & kLast) != 0;
    if (is_constant(words_[next + 3]) || (words_[next + 3] & kOffsetMask) != result || !dies) return 0;
    switch (image_.types[words_[next + 1]].kind) {
      case TypeKind::Bool: return 1;
      case TypeKind::Int: return 2;
      case TypeKind::Float: return 3;
      default: return 0;
    }
  }

  ProgramImage& image_;
  std::vector<uint32_t>& words_;
  const std::vector<bool>& number_registers_;
};

}  // namespace

void prepare(ProgramImage& image) {
  for (FunctionImage& function : image.functions) Preparation(image, function).run();
}

}  // namespace flambeau
