// DLPack: tensors of other libraries in and out, sharing their memory. The structs are DLPack's ABI (version 1).
#pragma once

#include <cstdint>

#include "tensor/tensor.h"

namespace flambeau::dlpack {

struct Device {
  int32_t type;  // 1 is the CPU
  int32_t id;
};
struct DataType {
  uint8_t code;
  uint8_t bits;
  uint16_t lanes;
};
struct View {
  void* data;
  Device device;
  int32_t ndim;
  DataType dtype;
  int64_t* shape;
  int64_t* strides;  // in elements; null for row-major
  uint64_t byte_offset;
};
// "dltensor" capsules hold these.
struct Managed {
  View view;
  void* manager;
  void (*deleter)(Managed*);
};
// "dltensor_versioned" capsules hold these.
struct ManagedVersioned {
  uint32_t major;
  uint32_t minor;
  void* manager;
  void (*deleter)(ManagedVersioned*);
  uint64_t flags;
  View view;
};
inline constexpr uint64_t kReadOnly = 1;
inline constexpr int32_t kCpu = 1;
// What a library's type of tensors has as its `__dlpack_c_exchange_api__`: functions that give and take its Python
// objects. Each returns 0, or sets a Python exception.
struct Exchange {
  uint32_t major;
  uint32_t minor;
  Exchange* previous;  // of a lower major version
  void* allocate;
  int (*give)(void* object, ManagedVersioned** out);
  int (*take)(ManagedVersioned* managed, void** object);
  int (*look)(void* object, View* out);  // as long as the object lives
  void* stream;
};

DataType data_type(Dtype dtype);
// TypeError where there is none.
Dtype dtype_from(DataType type);

// A tensor on the producer's memory, which is given back when the last view of it is gone. On an error (a device
// other than the CPU, an element type that Flambeau lacks) the producer's deleter is left to the caller.
Tensor import_managed(Managed* managed);
Tensor import_managed(ManagedVersioned* managed);

// A struct that shares the tensor's memory until its deleter is called.
Managed* export_managed(const Tensor& tensor);
ManagedVersioned* export_versioned(const Tensor& tensor);

}  // namespace flambeau::dlpack
