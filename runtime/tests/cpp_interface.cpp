// The C++ interface without a program: values, tensors, and single operators on them.
#include <flambeau/flambeau.hpp>

#include <cstdio>
#include <cstdlib>
#include <thread>

#define EXPECT(...)                                                          \
  do {                                                                       \
    if (!(__VA_ARGS__)) {                                                    \
      std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #__VA_ARGS__); \
      std::exit(1);                                                          \
    }                                                                        \
  } while (0)

using flambeau::Tensor;
using flambeau::Value;

namespace {

template <typename F>
std::string error_type(F&& body) {
  try {
    body();
  } catch (const flambeau::Error& error) {
    return error.type();
  }
  return "";
}

void test_values() {
  EXPECT(Value().is_none() && Value(3).is_int() && Value(3.5).is_double() && Value(true).is_bool());
  EXPECT(Value("text").to_str() == "text" && Value(3).to_double() == 3.0);
  EXPECT(error_type([] { Value("text").to_int(); }) == "TypeError");
  const Value nested = std::map<std::string, std::vector<int>>{{"a", {1, 2}}, {"b", {}}};
  EXPECT((nested.to<std::map<std::string, std::vector<int>>>().at("a") == std::vector<int>{1, 2}));
  EXPECT(nested.at("a")[1].to_int() == 2 && nested.size() == 2);
  EXPECT(error_type([&] { nested.at("c"); }) == "KeyError");
  EXPECT(error_type([&] { nested.at("a")[2]; }) == "IndexError");
  const Value pair = std::make_tuple(1, std::string("x"));
  const auto [number, text] = pair.to<std::tuple<int, std::string>>();
  EXPECT(number == 1 && text == "x" && pair.repr() == "(1, 'x')");
  EXPECT(!Value().to<std::optional<int>>().has_value());
}

void test_tensors() {
  std::vector<float> data = {0, 1, 2, 3, 4, 5};
  int deleted = 0;
  {
    const Tensor tensor = flambeau::from_blob(data.data(), {2, 3}, [&](void*) { ++deleted; });
    EXPECT(tensor.dtype() == flambeau::kFloat32 && tensor.sizes() == flambeau::IntArrayRef({2, 3}));
    EXPECT((tensor.accessor<float, 2>()[1][2] == 5.0F));
    EXPECT(tensor.size(-1) == 3 && error_type([&] { (void)tensor.size(2); }) == "IndexError");
    EXPECT(error_type([&] { (void)tensor.data_ptr<double>(); }) == "TypeError");
    EXPECT(error_type([&] { (void)tensor.accessor<float, 3>(); }) == "TypeError");

    EXPECT(tensor.argmax().item<int64_t>() == 5 && tensor.argmax(0).accessor<int64_t, 1>()[2] == 1);
    const Tensor turned = tensor.transpose(0, 1);
    EXPECT(!turned.is_contiguous() && turned.contiguous().is_contiguous());
    EXPECT(turned.contiguous().data<float>()[1] == 3.0F);
    EXPECT(tensor[1].sum().item<float>() == 12.0F);
    const Tensor copy = tensor.clone();
    copy.data<float>()[0] = 9;
    EXPECT(data[0] == 0.0F && tensor.to(flambeau::kInt64).dtype() == flambeau::kInt64);
    const auto [values, indices] = tensor.topk(2, 1);
    EXPECT((values.accessor<float, 2>()[0][0] == 2.0F && indices.accessor<int64_t, 2>()[0][0] == 2));
    EXPECT(error_type([&] { (void)tensor.item<float>(); }) == "RuntimeError");
    EXPECT(error_type([&] { (void)tensor.view({7}); }) == "RuntimeError");
  }
  EXPECT(deleted == 1);
  EXPECT(flambeau::tensor(std::vector<int64_t>{1, 2}).dtype() == flambeau::kInt64);
  EXPECT(error_type([] { (void)Tensor().dim(); }) == "TypeError");
}

// What an operator has put into a value is read by many threads at once.
void test_threads() {
  const Value rows = std::vector<std::vector<std::string>>{{"a"}, {}};
  for (int i = 0; i < 8; ++i) {
    const Value text = flambeau::call("py::add", {Value("a text of its own "), flambeau::call("py::str", {Value(i)})});
    flambeau::call("py::list_append", {rows[1], text});
  }
  flambeau::call("py::list_append", {rows, rows[1]});
  const auto read = [&] {
    for (int turn = 0; turn < 20000; ++turn) {
      const Value row = rows[1 + static_cast<std::size_t>(turn % 2)];
      const Value held = row[static_cast<std::size_t>(turn % 8)];
      const Value same = held;
      EXPECT(row.size() == 8 && same.to_str() == "a text of its own " + std::to_string(turn % 8));
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(read);
  for (std::thread& thread : threads) thread.join();
  EXPECT(rows.size() == 3 && rows[2].size() == 8);
}

}  // namespace

int main() {
  test_values();
  test_tensors();
  test_threads();
  return 0;
}
