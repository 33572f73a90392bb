// torch.dtype, torch.device, torch.Size and their like; looked up only where the caller has imported torch.
#include <array>
#include <string>

#include "convert.h"

namespace flambeau::python {

namespace {

constexpr std::array kDtypes = {Dtype::UInt8,   Dtype::Int8,     Dtype::Int16,   Dtype::Int32,     Dtype::Int64,
                                Dtype::Float16, Dtype::Float32,  Dtype::Float64, Dtype::Complex64, Dtype::Complex128,
                                Dtype::Bool,    Dtype::BFloat16, Dtype::UInt16,  Dtype::UInt32,    Dtype::UInt64};

// torch's objects, held for the life of the process once torch has been seen.
struct TorchTypes {
  nb::object module, tensor, dtype, device, size, layout, memory_format;
  std::array<nb::object, 30> dtypes;  // by the number of the Dtype
  const dlpack::Exchange* exchange = nullptr;
};

const dlpack::Exchange* find_exchange(nb::handle tensor) {
  constexpr const char* kName = "__dlpack_c_exchange_api__";
  if (!nb::hasattr(tensor, kName)) return nullptr;
  const nb::object capsule = tensor.attr(kName);
  const auto* found = static_cast<const dlpack::Exchange*>(PyCapsule_GetPointer(capsule.ptr(), "dlpack_exchange_api"));
  if (!found) PyErr_Clear();
  while (found && found->major > 1) found = found->previous;
  return found && found->major == 1 ? found : nullptr;
}

const TorchTypes* torch_types() {
  static TorchTypes* types = nullptr;
  if (types) return types;
  PyObject* modules = PyImport_GetModuleDict();
  PyObject* torch = PyDict_GetItemString(modules, "torch");
  // While torch itself is being imported it lacks its parts.
  if (!torch || torch == Py_None || !PyObject_HasAttrString(torch, "memory_format") ||
      !PyObject_HasAttrString(torch, "Size")) {
    return nullptr;
  }
  nb::object module = nb::borrow(torch);
  auto fresh = std::make_unique<TorchTypes>(TorchTypes{module,
                                                       module.attr("Tensor"),
                                                       module.attr("dtype"),
                                                       module.attr("device"),
                                                       module.attr("Size"),
                                                       module.attr("layout"),
                                                       module.attr("memory_format"),
                                                       {},
                                                       nullptr});
  for (const Dtype dtype : kDtypes) {
    const std::string name(dtype_name(dtype));
    // PyTorch before 2.3 has no wide unsigned integers.
    if (nb::hasattr(module, name.c_str())) fresh->dtypes[static_cast<std::size_t>(dtype)] = module.attr(name.c_str());
  }
  fresh->exchange = find_exchange(fresh->tensor);
  types = fresh.release();
  return types;
}

bool is_instance(nb::handle object, nb::handle type) {
  return reinterpret_cast<PyObject*>(Py_TYPE(object.ptr())) == type.ptr();
}

Value device_value(nb::handle device) {
  const std::string type = nb::cast<std::string>(device.attr("type"));
  if (type != "cpu") raise("RuntimeError", "expected the device cpu, got ", type);
  const nb::object index = device.attr("index");
  return Device{Device::Type::Cpu, index.is_none() ? -1 : nb::cast<int32_t>(index)};
}

// c10::MemoryFormat's numbers.
Value memory_format_value(nb::handle format) {
  const std::string text = nb::cast<std::string>(nb::str(format));
  if (text == "torch.contiguous_format") return 0;
  if (text == "torch.preserve_format") return 1;
  return text == "torch.channels_last" ? 2 : 3;
}

Value layout_value(nb::handle layout) {
  const std::string text = nb::cast<std::string>(nb::str(layout));
  if (text != "torch.strided") raise("RuntimeError", "expected the layout torch.strided, got ", text);
  return 0;
}

std::string device_text(Device device) { return device.index < 0 ? "cpu" : "cpu:" + std::to_string(device.index); }

}  // namespace

nb::object torch_module() {
  const TorchTypes* types = torch_types();
  return types ? types->module : nb::none();
}

const dlpack::Exchange* torch_exchange() {
  const TorchTypes* types = torch_types();
  return types ? types->exchange : nullptr;
}

bool is_torch_tensor(nb::handle object) {
  const TorchTypes* types = torch_types();
  return types && PyObject_TypeCheck(object.ptr(), reinterpret_cast<PyTypeObject*>(types->tensor.ptr()));
}

bool is_plain_torch_tensor(nb::handle object) {
  const TorchTypes* types = torch_types();
  return types && is_instance(object, types->tensor);
}

bool value_from_torch_type(nb::handle object, Value& out) {
  if (nb::isinstance<DtypeHandle>(object)) {
    out = nb::cast<DtypeHandle&>(object).dtype;
    return true;
  }
  if (nb::isinstance<DeviceHandle>(object)) {
    out = nb::cast<DeviceHandle&>(object).device;
    return true;
  }
  const TorchTypes* types = torch_types();
  if (!types) return false;
  if (is_instance(object, types->dtype)) {
    for (const Dtype dtype : kDtypes) {
      if (object.is(types->dtypes[static_cast<std::size_t>(dtype)])) {
        out = dtype;
        return true;
      }
    }
    return false;
  }
  if (is_instance(object, types->size)) {
    Ints sizes;
    for (nb::handle item : nb::borrow<nb::tuple>(object)) sizes.push_back(nb::cast<int64_t>(item));
    out = Value::size(sizes);
  } else if (is_instance(object, types->device)) {
    out = device_value(object);
  } else if (is_instance(object, types->memory_format)) {
    out = memory_format_value(object);
  } else if (is_instance(object, types->layout)) {
    out = layout_value(object);
  } else {
    return false;
  }
  return true;
}

nb::object dtype_to_python(Dtype dtype) {
  if (const TorchTypes* types = torch_types()) return types->dtypes[static_cast<std::size_t>(dtype)];
  return nb::cast(DtypeHandle{dtype});
}

nb::object device_to_python(Device device) {
  if (const TorchTypes* types = torch_types()) return types->device(device_text(device));
  return nb::cast(DeviceHandle{device});
}

nb::object size_to_python(const std::vector<Value>& items) {
  nb::list numbers;
  for (const Value& item : items) numbers.append(item.to_int());
  nb::object tuple = nb::tuple(numbers);
  if (const TorchTypes* types = torch_types()) return types->size(tuple);
  return tuple;
}

void bind_torch_types(nb::module_& module) {
  nb::class_<DtypeHandle>(module, "dtype", "An element type, where torch isn't imported; prints as torch's does.")
      .def("__repr__", [](const DtypeHandle& self) { return concat("torch.", dtype_name(self.dtype)); })
      .def("__eq__", [](const DtypeHandle& a, const DtypeHandle& b) { return a.dtype == b.dtype; })
      .def("__hash__", [](const DtypeHandle& self) { return static_cast<int>(self.dtype); });
  nb::class_<DeviceHandle>(module, "device", "A device, where torch isn't imported; prints as torch's does.")
      .def_prop_ro("type", [](const DeviceHandle&) { return "cpu"; })
      .def("__str__", [](const DeviceHandle& self) { return device_text(self.device); })
      .def("__repr__", [](const DeviceHandle& self) { return "device(type='" + device_text(self.device) + "')"; })
      .def("__eq__", [](const DeviceHandle& a, const DeviceHandle& b) { return a.device == b.device; })
      .def("__hash__", [](const DeviceHandle& self) { return self.device.index; });
}

}  // namespace flambeau::python
