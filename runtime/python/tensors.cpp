// Tensors in and out of Python without a copy: torch's, NumPy's, and whatever else speaks DLPack.
#include <array>
#include <cstdlib>
#include <cstring>

#include "convert.h"
#include "parallel/parallel.h"
#include "simd/pixels.h"
#include "tensor/dlpack.h"

namespace flambeau::python {

namespace {

struct NumpyTypes {
  PyTypeObject* array;   // numpy.ndarray
  PyTypeObject* scalar;  // numpy.generic
  PyTypeObject* dtype;   // numpy.dtype
};

// Null as long as nobody has imported NumPy.
const NumpyTypes* numpy_types() {
  static NumpyTypes* types = nullptr;
  if (types) return types;
  PyObject* numpy = PyDict_GetItemString(PyImport_GetModuleDict(), "numpy");
  if (!numpy || !PyObject_HasAttrString(numpy, "ndarray") || !PyObject_HasAttrString(numpy, "generic")) return nullptr;
  const auto find = [&](const char* name) {
    return reinterpret_cast<PyTypeObject*>(nb::object(nb::handle(numpy).attr(name)).release().ptr());
  };
  types = new NumpyTypes{find("ndarray"), find("generic"), find("dtype")};
  return types;
}

// Keeps a Python object alive as long as a storage needs its memory; kernels may drop the last view on any thread.
std::function<void()> keep_alive(nb::handle object) {
  PyObject* raw = object.inc_ref().ptr();
  return [raw] {
    if (!nb::is_alive()) return;
    const nb::gil_scoped_acquire gil;
    Py_DECREF(raw);
  };
}

Ints ints_of(nb::handle tuple) {
  Ints out;
  for (nb::handle item : nb::borrow<nb::tuple>(tuple)) out.push_back(nb::cast<int64_t>(item));
  return out;
}

// Sizes, strides in elements, and the address of the first element; strides may be negative.
Tensor wrap_memory(std::byte* first, Dtype dtype, const Ints& sizes, const Ints& strides, bool readonly,
                   std::function<void()> release) {
  int64_t extent = count_elements(sizes) ? 1 : 0;
  int64_t before = 0;
  for (std::size_t d = 0; extent && d < sizes.size(); ++d) {
    (strides[d] < 0 ? before : extent) += (sizes[d] - 1) * std::abs(strides[d]);
  }
  const auto item = static_cast<int64_t>(item_size(dtype));
  const auto bytes = static_cast<std::size_t>((before + extent) * item);
  auto storage = Storage::wrap(first - before * item, bytes, std::move(release), readonly);
  return Tensor(std::move(storage), dtype, sizes, strides, before);
}

// Names of a torch tensor's attributes, made once: a call reads each of them for every tensor.
struct TorchNames {
  PyObject* is_cpu = PyUnicode_InternFromString("is_cpu");
  PyObject* dtype = PyUnicode_InternFromString("dtype");
  PyObject* is_neg = PyUnicode_InternFromString("is_neg");
  PyObject* shape = PyUnicode_InternFromString("shape");
  PyObject* stride = PyUnicode_InternFromString("stride");
  PyObject* data_ptr = PyUnicode_InternFromString("data_ptr");
  PyObject* untyped_storage = PyUnicode_InternFromString("untyped_storage");
};

const TorchNames& torch_names() {
  static const TorchNames names;
  return names;
}

nb::object get(nb::handle object, PyObject* name) {
  nb::object value = nb::steal(PyObject_GetAttr(object.ptr(), name));
  if (!value.is_valid()) throw nb::python_error();
  return value;
}

nb::object invoke(nb::handle object, PyObject* method) {
  nb::object value = nb::steal(PyObject_CallMethodNoArgs(object.ptr(), method));
  if (!value.is_valid()) throw nb::python_error();
  return value;
}

Dtype dtype_of_torch(nb::handle dtype) {
  Value value;
  if (!value_from_torch_type(dtype, value)) {
    raise("TypeError", "tensors of ", nb::str(dtype).c_str(), " aren't supported");
  }
  return value.to_dtype();
}

// The element type of a buffer's format, native byte order only.
Dtype dtype_of_format(const char* format) {
  std::string_view text = format ? format : "B";
  if (!text.empty() && (text[0] == '@' || text[0] == '=' || text[0] == '<')) text.remove_prefix(1);
  const bool is_long_wide = sizeof(long) == 8;
  if (text == "?") return Dtype::Bool;
  if (text == "B") return Dtype::UInt8;
  if (text == "b") return Dtype::Int8;
  if (text == "h") return Dtype::Int16;
  if (text == "i" || (text == "l" && !is_long_wide)) return Dtype::Int32;
  if (text == "q" || (text == "l" && is_long_wide)) return Dtype::Int64;
  if (text == "e") return Dtype::Float16;
  if (text == "f") return Dtype::Float32;
  if (text == "d") return Dtype::Float64;
  if (text == "H") return Dtype::UInt16;
  if (text == "I" || (text == "L" && !is_long_wide)) return Dtype::UInt32;
  if (text == "Q" || (text == "L" && is_long_wide)) return Dtype::UInt64;
  if (text == "Zf") return Dtype::Complex64;
  if (text == "Zd") return Dtype::Complex128;
  raise("TypeError", "arrays of the element type '", text, "' aren't supported");
}

// Elements that aren't aligned, or strides that aren't whole elements: such an array is copied.
bool needs_copy(const Py_buffer& buffer) {
  if (reinterpret_cast<uintptr_t>(buffer.buf) % static_cast<uintptr_t>(buffer.itemsize)) return true;
  for (int d = 0; d < buffer.ndim; ++d) {
    if (buffer.shape[d] > 1 && buffer.strides[d] % buffer.itemsize) return true;
  }
  return false;
}

Tensor tensor_from_view(Py_buffer* buffer) {
  const Dtype dtype = dtype_of_format(buffer->format);
  const Ints sizes(buffer->shape, buffer->shape + buffer->ndim);
  if (needs_copy(*buffer)) {
    Tensor copy = empty(sizes, dtype);
    if (PyBuffer_ToContiguous(copy.raw(), buffer, buffer->len, 'C')) throw nb::python_error();
    PyBuffer_Release(buffer);
    delete buffer;
    return copy;
  }
  Ints strides = contiguous_strides(sizes);
  for (int d = 0; d < buffer->ndim; ++d) {
    if (buffer->shape[d] > 1) strides[d] = buffer->strides[d] / buffer->itemsize;
  }
  return wrap_memory(static_cast<std::byte*>(buffer->buf), dtype, sizes, strides, buffer->readonly != 0, [buffer] {
    if (!nb::is_alive()) return;
    const nb::gil_scoped_acquire gil;
    PyBuffer_Release(buffer);
    delete buffer;
  });
}

constexpr const char* kCapsule = "dltensor";
constexpr const char* kVersionedCapsule = "dltensor_versioned";

template <typename Managed>
nb::object capsule_of(Managed* managed, const char* name) {
  // A consumer renames the capsule; one that nobody consumed gives its tensor back.
  return nb::steal(PyCapsule_New(managed, name, [](PyObject* capsule) {
    const char* current = PyCapsule_GetName(capsule);
    const bool versioned = std::is_same_v<Managed, dlpack::ManagedVersioned>;
    if (std::strcmp(current, versioned ? kVersionedCapsule : kCapsule) != 0) return;
    auto* unused = static_cast<Managed*>(PyCapsule_GetPointer(capsule, current));
    unused->deleter(unused);
  }));
}

template <typename Managed>
Tensor import_capsule(nb::handle capsule, const char* name, const char* used_name) {
  auto* managed = static_cast<Managed*>(PyCapsule_GetPointer(capsule.ptr(), name));
  if (!managed) throw nb::python_error();
  Tensor tensor = dlpack::import_managed(managed);
  PyCapsule_SetName(capsule.ptr(), used_name);
  return tensor;
}

// The memory that Python may see: weights are the program's own, so that a caller gets a copy of them.
Tensor shareable(const Tensor& tensor) {
  if (!tensor.storage()->readonly()) return tensor;
  const Ref<Storage>& shared = tensor.storage();
  auto storage = Storage::allocate(shared->bytes());
  std::memcpy(storage->data(), shared->data(), shared->bytes());
  return Tensor(std::move(storage), tensor.dtype(), tensor.sizes(), tensor.strides(), tensor.offset());
}

const char* format_of(Dtype dtype) {
  switch (dtype) {
    case Dtype::UInt8: return "B";
    case Dtype::Int8: return "b";
    case Dtype::Int16: return "h";
    case Dtype::Int32: return "i";
    case Dtype::Int64: return sizeof(long) == 8 ? "l" : "q";  // what NumPy calls int64 there
    case Dtype::Float16: return "e";
    case Dtype::Float32: return "f";
    case Dtype::Float64: return "d";
    case Dtype::Complex64: return "Zf";
    case Dtype::Complex128: return "Zd";
    case Dtype::Bool: return "?";
    case Dtype::UInt16: return "H";
    case Dtype::UInt32: return "I";
    case Dtype::UInt64: return sizeof(long) == 8 ? "L" : "Q";
    case Dtype::BFloat16: break;
  }
  return nullptr;
}

// The buffer protocol of TensorHandle. `internal` owns the arrays of sizes and strides in bytes.
int get_buffer(PyObject* self, Py_buffer* buffer, int) noexcept {
  const Tensor& tensor = nb::inst_ptr<TensorHandle>(self)->tensor;
  const char* format = format_of(tensor.dtype());
  if (!format) {
    PyErr_SetString(PyExc_BufferError, "NumPy has no bfloat16; convert the tensor to float32 in the program");
    return -1;
  }
  const auto rank = static_cast<std::size_t>(tensor.dim());
  auto* numbers = new (std::nothrow) Py_ssize_t[2 * rank + 1];
  if (!numbers) {
    PyErr_NoMemory();
    return -1;
  }
  const auto item = static_cast<Py_ssize_t>(tensor.itemsize());
  for (std::size_t d = 0; d < rank; ++d) {
    numbers[d] = static_cast<Py_ssize_t>(tensor.sizes()[d]);
    numbers[rank + d] = static_cast<Py_ssize_t>(tensor.strides()[d]) * item;
  }
  *buffer = {};
  buffer->buf = tensor.raw();
  buffer->obj = nb::handle(self).inc_ref().ptr();
  buffer->len = static_cast<Py_ssize_t>(tensor.numel()) * item;
  buffer->itemsize = item;
  buffer->ndim = static_cast<int>(rank);
  buffer->format = const_cast<char*>(format);
  buffer->shape = numbers;
  buffer->strides = numbers + rank;
  buffer->readonly = tensor.storage()->readonly();
  buffer->internal = numbers;
  return 0;
}

void release_buffer(PyObject*, Py_buffer* buffer) noexcept { delete[] static_cast<Py_ssize_t*>(buffer->internal); }

PyType_Slot tensor_slots[] = {{Py_bf_getbuffer, reinterpret_cast<void*>(get_buffer)},
                              {Py_bf_releasebuffer, reinterpret_cast<void*>(release_buffer)},
                              {0, nullptr}};

nb::object export_dlpack(const TensorHandle& self, const nb::kwargs& options) {
  const bool versioned = options.contains("max_version") && !nb::object(options["max_version"]).is_none() &&
                         nb::cast<int>(options["max_version"][0]) >= 1;
  if (versioned) return capsule_of(dlpack::export_versioned(self.tensor), kVersionedCapsule);
  return capsule_of(dlpack::export_managed(self.tensor), kCapsule);
}

// A tensor of torch's by the quick way, in a third of the time. Undefined where it isn't that plain: on a device,
// complex, of a subclass, or of a dtype that is refused.
Tensor tensor_of_numbers(nb::handle object) {
  constexpr uint8_t kComplex = 5, kBool = 6;
  const dlpack::Exchange* exchange = torch_exchange();
  if (!exchange || !is_plain_torch_tensor(object)) return {};
  dlpack::View view{};
  if (exchange->look(object.ptr(), &view)) {
    PyErr_Clear();
    return {};
  }
  const uint8_t code = view.dtype.code;
  if (view.device.type != dlpack::kCpu || code == kComplex || code > kBool || view.dtype.lanes != 1) return {};
  const Dtype dtype = dlpack::dtype_from(view.dtype);
  const TorchNames& names = torch_names();
  if (!is_integral(dtype, true) && invoke(object, names.is_neg).is(Py_True)) return {};
  const auto rank = static_cast<std::size_t>(view.ndim);
  const Ints sizes(std::span<const int64_t>(view.shape, rank)), strides(std::span<const int64_t>(view.strides, rank));
  // The storage is held, not the tensor, whose `data` may be another one by the time that our last view goes.
  return wrap_memory(static_cast<std::byte*>(view.data) + view.byte_offset, dtype, sizes, strides, false,
                     keep_alive(invoke(object, names.untyped_storage)));
}

}  // namespace

bool is_numpy_array(nb::handle object) {
  const NumpyTypes* types = numpy_types();
  return types && PyObject_TypeCheck(object.ptr(), types->array);
}

bool is_numpy_scalar(nb::handle object) {
  const NumpyTypes* types = numpy_types();
  return types && PyObject_TypeCheck(object.ptr(), types->scalar);
}

Tensor tensor_from_torch(nb::handle object) {
  const TorchNames& names = torch_names();
  if (Tensor plain = tensor_of_numbers(object); plain.defined()) return plain;
  nb::object tensor = nb::borrow(object);
  if (!get(tensor, names.is_cpu).is(Py_True)) {
    raise("RuntimeError", "expected a tensor on the CPU, got one on ", nb::str(object.attr("device")).c_str());
  }
  const Dtype dtype = dtype_of_torch(get(tensor, names.dtype));
  // Only what came of a complex tensor can be conjugated or negated without having been computed.
  if (is_complex(dtype)) tensor = tensor.attr("resolve_conj")();
  if (!is_integral(dtype, true) && invoke(tensor, names.is_neg).is(Py_True)) tensor = tensor.attr("resolve_neg")();
  const Ints sizes = ints_of(get(tensor, names.shape));
  const Ints strides = ints_of(invoke(tensor, names.stride));
  auto* first = reinterpret_cast<std::byte*>(nb::cast<uintptr_t>(invoke(tensor, names.data_ptr)));
  // The storage is held, not the tensor, whose `data` may be another one by the time that our last view goes.
  return wrap_memory(first, dtype, sizes, strides, false, keep_alive(invoke(tensor, names.untyped_storage)));
}

Tensor tensor_from_buffer(nb::handle object) {
  auto buffer = std::make_unique<Py_buffer>();
  if (PyObject_GetBuffer(object.ptr(), buffer.get(), PyBUF_STRIDES | PyBUF_FORMAT)) throw nb::python_error();
  try {
    Tensor tensor = tensor_from_view(buffer.get());
    (void)buffer.release();
    return tensor;
  } catch (...) {
    PyBuffer_Release(buffer.get());
    throw;
  }
}

Tensor tensor_from_dlpack(nb::handle object) {
  const nb::object capsule = object.attr("__dlpack__")();
  if (PyCapsule_IsValid(capsule.ptr(), kVersionedCapsule)) {
    return import_capsule<dlpack::ManagedVersioned>(capsule, kVersionedCapsule, "used_dltensor_versioned");
  }
  return import_capsule<dlpack::Managed>(capsule, kCapsule, "used_dltensor");
}

nb::object tensor_to_torch(const Tensor& tensor) {
  if (const dlpack::Exchange* exchange = torch_exchange()) {
    void* made = nullptr;
    if (exchange->take(dlpack::export_versioned(shareable(tensor)), &made)) throw nb::python_error();
    return nb::steal(static_cast<PyObject*>(made));
  }
  const nb::object capsule = capsule_of(dlpack::export_managed(shareable(tensor)), kCapsule);
  return torch_module().attr("_C").attr("_from_dlpack")(capsule);
}

nb::object tensor_to_numpy(const Tensor& tensor) {
  nb::object handle = nb::cast(TensorHandle{shareable(tensor)});
  if (tensor.dtype() == Dtype::BFloat16) return handle;
  return nb::module_::import_("numpy").attr("asarray")(handle);
}

nb::object array_to_numpy(const Value& array) {
  const nb::object made = tensor_to_numpy(array.to_array());
  return array.is_array_scalar() ? nb::object(made[nb::tuple()]) : made;
}

nb::object array_dtype_to_python(Dtype dtype) {
  return nb::module_::import_("numpy").attr("dtype")(std::string(dtype_name(dtype)));
}

bool array_dtype_from_python(nb::handle object, Dtype& out) {
  const NumpyTypes* types = numpy_types();
  if (!types || !PyObject_TypeCheck(object.ptr(), types->dtype)) return false;
  if (!nb::cast<bool>(object.attr("isnative"))) return false;
  const std::string text = nb::cast<std::string>(object.attr("char"));
  // The characters of dtypes are those of buffers, but for complex numbers.
  out = dtype_of_format(text == "F" ? "Zf" : text == "D" ? "Zd" : text.c_str());
  return true;
}

// Pixels of other bytes, see PixelFunctions.
static TensorHandle reordered(const uint8_t* pixels, int64_t from, const Ints& sizes, const uint8_t* order) {
  constexpr int64_t kGrain = int64_t{1} << 16;
  const Tensor made = empty(sizes, Dtype::UInt8);
  const int64_t to = sizes[2];
  parallel_for(0, sizes[0] * sizes[1], kGrain, [&](int64_t begin, int64_t end) {
    pixel_functions().reorder(pixels + begin * from, from, made.data<uint8_t>() + begin * to, to, order, end - begin);
  });
  return {made};
}

// Three bands of the four bytes in which Pillow keeps a pixel of RGB.
static TensorHandle three_of_four(const nb::bytes& pixels, int64_t height, int64_t width) {
  constexpr std::array<uint8_t, 3> kOrder{0, 1, 2};
  if (height < 0 || width < 0 || static_cast<int64_t>(pixels.size()) != height * width * 4) {
    raise("ValueError", "the pixels of an image don't have its size");
  }
  return reordered(static_cast<const uint8_t*>(pixels.data()), 4, {height, width, 3}, kOrder.data());
}

// The way back; the fourth byte is 255.
static TensorHandle four_of_three(nb::handle array) {
  constexpr std::array<uint8_t, 4> kOrder{0, 1, 2, kOpaque};
  const Tensor pixels = tensor_from_buffer(array);
  if (pixels.dtype() != Dtype::UInt8 || pixels.dim() != 3 || pixels.sizes()[2] != 3 || !pixels.is_contiguous()) {
    raise("ValueError", "the pixels of an image of three bands are of three bytes");
  }
  return reordered(pixels.data<uint8_t>(), 3, {pixels.sizes()[0], pixels.sizes()[1], 4}, kOrder.data());
}

void bind_tensor(nb::module_& module) {
  module.def("three_of_four", &three_of_four);
  module.def("four_of_three", &four_of_three);
  nb::class_<TensorHandle>(module, "Tensor", nb::type_slots(tensor_slots),
                           "A tensor of the runtime; np.asarray or torch.from_dlpack share its memory.")
      .def_prop_ro("shape",
                   [](const TensorHandle& self) { return size_to_python(Value::ints(self.tensor.sizes()).items()); })
      .def_prop_ro("dtype", [](const TensorHandle& self) { return dtype_to_python(self.tensor.dtype()); })
      .def("__dlpack__", &export_dlpack)
      .def("__dlpack_device__", [](const TensorHandle&) { return nb::make_tuple(dlpack::kCpu, 0); })
      .def("__repr__", [](const TensorHandle& self) {
        return concat("flambeau.Tensor(shape=", self.tensor.sizes().text(), ", dtype=", dtype_name(self.tensor.dtype()),
                      ")");
      });
}

}  // namespace flambeau::python
