/* flambeau.h: the C interface of the Flambeau runtime. Stable: what is here keeps its meaning and its layout.
 *
 *   flambeau_program* program = flambeau_load("resnet34.flam");
 *   if (!program) { fprintf(stderr, "%s\n", flambeau_error_text()); return 1; }
 *   int64_t sizes[3] = {height, width, 3};
 *   flambeau_value* image = flambeau_tensor_from_blob(pixels, FLAMBEAU_UINT8, 3, sizes, NULL, NULL, NULL);
 *   flambeau_value* logits = flambeau_run(program, &image, 1);
 *
 * Handles are opaque. A function that returns a handle gives the caller a share of it, to be given back with the
 * matching `_release`; handles passed in are only read. NULL, or a status that isn't 0, means failure, and
 * flambeau_error_*() then say why, for this thread, until its next failure. Nothing throws across this interface.
 *
 * A program may be run by many threads at once. A value may be read by many threads at once as long as none writes to
 * it (its tensors' memory included). Texts are UTF-8; those that are returned live as long as the handle they came of.
 */
#ifndef FLAMBEAU_FLAMBEAU_H
#define FLAMBEAU_FLAMBEAU_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#if defined(FLAMBEAU_BUILDING)
#define FLAMBEAU_API __declspec(dllexport)
#elif defined(FLAMBEAU_STATIC)
#define FLAMBEAU_API
#else
#define FLAMBEAU_API __declspec(dllimport)
#endif
#else
#define FLAMBEAU_API __attribute__((visibility("default")))
#endif

/* The version of this header; the build reads it here. */
#define FLAMBEAU_VERSION_STRING "0.1.0"

/* The enums' size is fixed. In C++ every number of it is a value of theirs, so that a wrong one is refused, not
 * undefined. */
#ifdef __cplusplus
#define FLAMBEAU_32_BITS : int32_t
#else
#define FLAMBEAU_32_BITS
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct flambeau_program flambeau_program;
typedef struct flambeau_value flambeau_value;

/* 0 is success. */
typedef int32_t flambeau_status;

/* The version of the library in use, as FLAMBEAU_VERSION_STRING. */
FLAMBEAU_API const char* flambeau_version(void);

/* ---- Errors, of the calling thread ---------------------------------------------------------------------------- */

/* The Python exception's name: "RuntimeError", "IndexError", ...; "ArchiveError" for a file that can't be read. */
FLAMBEAU_API const char* flambeau_error_type(void);
/* Its message alone. */
FLAMBEAU_API const char* flambeau_error_message(void);
/* The whole text: type, message, and the lines of the user's Python source that led to it, where they are known. */
FLAMBEAU_API const char* flambeau_error_text(void);

/* ---- Threads -------------------------------------------------------------------------------------------------- */

/* How many threads a program's kernels share, the caller's included; the default is the number of processors. */
FLAMBEAU_API int32_t flambeau_threads(void);
/* Not while a program runs. */
FLAMBEAU_API flambeau_status flambeau_set_threads(int32_t count);

/* ---- Programs ------------------------------------------------------------------------------------------------- */

/* Maps a .flam file and verifies all of it. The file must not change as long as the program lives. */
FLAMBEAU_API flambeau_program* flambeau_load(const char* path);
/* The same from memory, of which a copy is made. */
FLAMBEAU_API flambeau_program* flambeau_load_memory(const void* data, size_t size);
FLAMBEAU_API void flambeau_program_release(flambeau_program* program);

/* Some programs keep values from one call to the next: counters, caches, buffers. Their calls wait for each other.
 * Another instance shares the program's code and weights, and starts with the values that the file has. */
FLAMBEAU_API int32_t flambeau_has_state(const flambeau_program* program);
FLAMBEAU_API flambeau_program* flambeau_clone(const flambeau_program* program);
/* Forgets what calls have kept. */
FLAMBEAU_API flambeau_status flambeau_reset_state(const flambeau_program* program);

/* Runs the entry, `forward` as a rule. Parameters that `arguments` leaves out take their defaults. */
FLAMBEAU_API flambeau_value* flambeau_run(const flambeau_program* program, const flambeau_value* const* arguments,
                                          size_t count);
/* Runs `function` (NULL: the entry) with positional arguments and then `named_count` named ones. */
FLAMBEAU_API flambeau_value* flambeau_run_named(const flambeau_program* program, const char* function,
                                                const flambeau_value* const* arguments, size_t count,
                                                const char* const* names, const flambeau_value* const* named,
                                                size_t named_count);

/* The functions that can be run; number 0 is the entry. An index that is too large gives NULL, or 0 for a count. */
FLAMBEAU_API size_t flambeau_function_count(const flambeau_program* program);
FLAMBEAU_API const char* flambeau_function_name(const flambeau_program* program, size_t function);
/* Types are written as in Python: "List[Tensor]". */
FLAMBEAU_API const char* flambeau_result_type(const flambeau_program* program, size_t function);
FLAMBEAU_API size_t flambeau_parameter_count(const flambeau_program* program, size_t function);
FLAMBEAU_API const char* flambeau_parameter_name(const flambeau_program* program, size_t function, size_t parameter);
FLAMBEAU_API const char* flambeau_parameter_type(const flambeau_program* program, size_t function, size_t parameter);
FLAMBEAU_API int32_t flambeau_parameter_has_default(const flambeau_program* program, size_t function, size_t parameter);

/* What was saved beside the program. NULL where there is no such key or file, without setting an error. */
FLAMBEAU_API size_t flambeau_metadata_count(const flambeau_program* program);
FLAMBEAU_API const char* flambeau_metadata_key(const flambeau_program* program, size_t index);
FLAMBEAU_API const char* flambeau_metadata(const flambeau_program* program, const char* key);
FLAMBEAU_API size_t flambeau_extra_file_count(const flambeau_program* program);
FLAMBEAU_API const char* flambeau_extra_file_name(const flambeau_program* program, size_t index);
FLAMBEAU_API const void* flambeau_extra_file(const flambeau_program* program, const char* name, size_t* size);

/* ---- Values --------------------------------------------------------------------------------------------------- */

typedef enum flambeau_kind FLAMBEAU_32_BITS {
  FLAMBEAU_NONE = 0,
  FLAMBEAU_BOOL = 1,
  FLAMBEAU_INT = 2,
  FLAMBEAU_FLOAT = 3,
  FLAMBEAU_COMPLEX = 4,
  FLAMBEAU_STR = 5,
  FLAMBEAU_BYTES = 6,
  FLAMBEAU_TENSOR = 7,
  FLAMBEAU_LIST = 8,
  FLAMBEAU_TUPLE = 9,
  FLAMBEAU_SIZE = 10, /* torch.Size: a tuple of ints */
  FLAMBEAU_DICT = 11,
  FLAMBEAU_SET = 12,
  FLAMBEAU_DTYPE = 13,
  FLAMBEAU_DEVICE = 14,
  FLAMBEAU_SLICE = 15,
  FLAMBEAU_RANGE = 16,
  FLAMBEAU_ELLIPSIS = 17,
  FLAMBEAU_OBJECT = 18, /* an instance of a Python class: its fields by name */
  FLAMBEAU_EXCEPTION = 19,
  FLAMBEAU_CLASS = 20
} flambeau_kind;

FLAMBEAU_API flambeau_kind flambeau_value_kind(const flambeau_value* value);
/* type(value).__name__, or the class of an object. */
FLAMBEAU_API const char* flambeau_value_type_name(const flambeau_value* value);
/* repr(value) for numbers, texts and containers, a short description of a tensor. */
FLAMBEAU_API const char* flambeau_value_text(flambeau_value* value);
/* Another handle on the same value. */
FLAMBEAU_API flambeau_value* flambeau_value_share(const flambeau_value* value);
FLAMBEAU_API void flambeau_value_release(flambeau_value* value);

FLAMBEAU_API flambeau_value* flambeau_none(void);
FLAMBEAU_API flambeau_value* flambeau_bool(int32_t value);
FLAMBEAU_API flambeau_value* flambeau_int(int64_t value);
FLAMBEAU_API flambeau_value* flambeau_float(double value);
FLAMBEAU_API flambeau_value* flambeau_complex(double real, double imaginary);
FLAMBEAU_API flambeau_value* flambeau_str(const char* text, size_t size);
FLAMBEAU_API flambeau_value* flambeau_bytes(const void* data, size_t size);
FLAMBEAU_API flambeau_value* flambeau_list(const flambeau_value* const* items, size_t count);
FLAMBEAU_API flambeau_value* flambeau_tuple(const flambeau_value* const* items, size_t count);
FLAMBEAU_API flambeau_value* flambeau_dict(const flambeau_value* const* keys, const flambeau_value* const* values,
                                           size_t count);
FLAMBEAU_API flambeau_value* flambeau_set(const flambeau_value* const* items, size_t count);
FLAMBEAU_API flambeau_value* flambeau_device(int32_t index); /* the CPU; -1 for no index */

/* Each fails with a TypeError where the value is of another kind; an int takes a bool, a float both. */
FLAMBEAU_API flambeau_status flambeau_to_bool(const flambeau_value* value, int32_t* out);
FLAMBEAU_API flambeau_status flambeau_to_int(const flambeau_value* value, int64_t* out);
FLAMBEAU_API flambeau_status flambeau_to_float(const flambeau_value* value, double* out);
FLAMBEAU_API flambeau_status flambeau_to_complex(const flambeau_value* value, double* real, double* imaginary);
/* Of a str or bytes; NULL on failure. */
FLAMBEAU_API const char* flambeau_to_text(const flambeau_value* value, size_t* size);
/* The number of items of a list, tuple, Size, dict or set, of an object's fields; -1 on failure. */
FLAMBEAU_API int64_t flambeau_length(const flambeau_value* value);
/* An item of a list, tuple, Size or set, by its number from 0. */
FLAMBEAU_API flambeau_value* flambeau_item(const flambeau_value* value, size_t index);
/* An entry of a dict, by its number in order of insertion. */
FLAMBEAU_API flambeau_value* flambeau_dict_key(const flambeau_value* value, size_t index);
FLAMBEAU_API flambeau_value* flambeau_dict_value(const flambeau_value* value, size_t index);
/* A dict's value under a key; KeyError where there is none. */
FLAMBEAU_API flambeau_value* flambeau_dict_get(const flambeau_value* value, const flambeau_value* key);
/* A field of an object or NamedTuple (of a member of an Enum: `name` and `value`); AttributeError where there is none.
   An object whose attributes the program names as it runs has them all in one field, the dict `__dict__`; they are
   found here by their names, too. */
FLAMBEAU_API flambeau_value* flambeau_field(const flambeau_value* value, const char* name);
FLAMBEAU_API const char* flambeau_field_name(const flambeau_value* value, size_t index);
/* "module:Class" of an object, a NamedTuple or a member of an Enum; NULL for any other value. */
FLAMBEAU_API const char* flambeau_class_name(const flambeau_value* value);
/* An instance of a class of the program's, by its name with or without the module: a dataclass, a NamedTuple or any
 * class whose attributes these are. Fields left out are unassigned; a NamedTuple needs all of its own. Flags of
 * an enum.Flag have one field, the int `value`. */
FLAMBEAU_API flambeau_value* flambeau_object(const flambeau_program* program, const char* class_name,
                                             const char* const* names, const flambeau_value* const* values,
                                             size_t count);
/* The member of an Enum of the program's. */
FLAMBEAU_API flambeau_value* flambeau_member(const flambeau_program* program, const char* enum_name,
                                             const char* member);

/* ---- Tensors -------------------------------------------------------------------------------------------------- */

/* Element types, numbered as torch's ScalarType. */
typedef enum flambeau_dtype FLAMBEAU_32_BITS {
  FLAMBEAU_UINT8 = 0,
  FLAMBEAU_INT8 = 1,
  FLAMBEAU_INT16 = 2,
  FLAMBEAU_INT32 = 3,
  FLAMBEAU_INT64 = 4,
  FLAMBEAU_FLOAT16 = 5,
  FLAMBEAU_FLOAT32 = 6,
  FLAMBEAU_FLOAT64 = 7,
  FLAMBEAU_COMPLEX64 = 9,
  FLAMBEAU_COMPLEX128 = 10,
  FLAMBEAU_BOOLEAN = 11,
  FLAMBEAU_BFLOAT16 = 15,
  FLAMBEAU_UINT16 = 27,
  FLAMBEAU_UINT32 = 28,
  FLAMBEAU_UINT64 = 29
} flambeau_dtype;

FLAMBEAU_API flambeau_value* flambeau_dtype_value(flambeau_dtype dtype);
FLAMBEAU_API flambeau_status flambeau_to_dtype(const flambeau_value* value, flambeau_dtype* out);

/* A new tensor with elements that aren't set. Fails for a negative size. */
FLAMBEAU_API flambeau_value* flambeau_tensor_empty(flambeau_dtype dtype, size_t rank, const int64_t* sizes);
/* A tensor on the caller's memory, which must stay until `deleter(context)` is called: once, when the last tensor on it
 * is gone, on any thread. `strides` are in elements, none negative; NULL for row-major. `deleter` may be NULL. */
FLAMBEAU_API flambeau_value* flambeau_tensor_from_blob(void* data, flambeau_dtype dtype, size_t rank,
                                                       const int64_t* sizes, const int64_t* strides,
                                                       void (*deleter)(void* context), void* context);
/* The address of the first element; NULL for a value that isn't a tensor. A program's weights must not be written. */
FLAMBEAU_API void* flambeau_tensor_data(const flambeau_value* tensor);
FLAMBEAU_API flambeau_dtype flambeau_tensor_dtype(const flambeau_value* tensor);
FLAMBEAU_API size_t flambeau_tensor_rank(const flambeau_value* tensor);
/* `rank` numbers, which live as long as the handle. */
FLAMBEAU_API const int64_t* flambeau_tensor_sizes(const flambeau_value* tensor);
FLAMBEAU_API const int64_t* flambeau_tensor_strides(const flambeau_value* tensor);
FLAMBEAU_API int64_t flambeau_tensor_numel(const flambeau_value* tensor);

/* DLPack's DLManagedTensor. From one: its memory is used, and its deleter called when the last tensor on it is gone
 * (not on failure). To one: shares the tensor's memory until its deleter is called. */
struct DLManagedTensor;
FLAMBEAU_API flambeau_value* flambeau_tensor_from_dlpack(struct DLManagedTensor* managed);
FLAMBEAU_API struct DLManagedTensor* flambeau_tensor_to_dlpack(const flambeau_value* tensor);

/* Runs one operator by its qualified name, "aten::add.Tensor", with as many arguments as its schema has, defaults
 * included. Several results come as a tuple, none as None. */
FLAMBEAU_API flambeau_value* flambeau_call(const char* op, const flambeau_value* const* arguments, size_t count);

#ifdef __cplusplus
}
#endif

#endif
