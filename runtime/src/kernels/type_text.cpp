#include "kernels/type_text.h"

namespace flambeau {

const char* type_text(Dtype dtype) {
  switch (dtype) {
    case Dtype::Float32: return "float";
    case Dtype::Float64: return "double";
    case Dtype::Float16: return "c10::Half";
    case Dtype::BFloat16: return "c10::BFloat16";
    case Dtype::UInt16: return "unsigned short";
    case Dtype::UInt32: return "unsigned int";
    case Dtype::UInt64: return "unsigned long";
    case Dtype::Int64: return "long int";
    case Dtype::Int32: return "int";
    case Dtype::Int16: return "short int";
    case Dtype::Int8: return "signed char";
    case Dtype::UInt8: return "unsigned char";
    case Dtype::Bool: return "bool";
    default: return "c10::complex";
  }
}

}  // namespace flambeau
