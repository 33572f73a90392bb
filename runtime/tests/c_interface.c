/* The C interface, from C: what is frozen is asserted at compile time, what it does at run time. */
#include <flambeau/flambeau.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Numbers and sizes that existing programs were compiled with. */
_Static_assert(sizeof(flambeau_status) == 4, "status");
_Static_assert(sizeof(flambeau_kind) == 4 && sizeof(flambeau_dtype) == 4, "enums");
_Static_assert(FLAMBEAU_NONE == 0 && FLAMBEAU_BOOL == 1 && FLAMBEAU_INT == 2 && FLAMBEAU_FLOAT == 3, "kinds");
_Static_assert(FLAMBEAU_COMPLEX == 4 && FLAMBEAU_STR == 5 && FLAMBEAU_BYTES == 6 && FLAMBEAU_TENSOR == 7, "kinds");
_Static_assert(FLAMBEAU_LIST == 8 && FLAMBEAU_TUPLE == 9 && FLAMBEAU_SIZE == 10 && FLAMBEAU_DICT == 11, "kinds");
_Static_assert(FLAMBEAU_SET == 12 && FLAMBEAU_DTYPE == 13 && FLAMBEAU_DEVICE == 14 && FLAMBEAU_SLICE == 15, "kinds");
_Static_assert(FLAMBEAU_RANGE == 16 && FLAMBEAU_ELLIPSIS == 17 && FLAMBEAU_OBJECT == 18, "kinds");
_Static_assert(FLAMBEAU_EXCEPTION == 19, "kinds");
_Static_assert(FLAMBEAU_UINT8 == 0 && FLAMBEAU_INT8 == 1 && FLAMBEAU_INT16 == 2 && FLAMBEAU_INT32 == 3, "dtypes");
_Static_assert(FLAMBEAU_INT64 == 4 && FLAMBEAU_FLOAT16 == 5 && FLAMBEAU_FLOAT32 == 6 && FLAMBEAU_FLOAT64 == 7,
               "dtypes");
_Static_assert(FLAMBEAU_COMPLEX64 == 9 && FLAMBEAU_COMPLEX128 == 10 && FLAMBEAU_BOOLEAN == 11, "dtypes");
_Static_assert(FLAMBEAU_BFLOAT16 == 15, "dtypes");

#define EXPECT(condition)                                                                         \
  do {                                                                                            \
    if (!(condition)) {                                                                           \
      fprintf(stderr, "%s:%d: %s (%s)\n", __FILE__, __LINE__, #condition, flambeau_error_text()); \
      exit(1);                                                                                    \
    }                                                                                             \
  } while (0)

static int deleted = 0;
static void delete_blob(void* context) {
  deleted += 1;
  *(int*)context = 1;
}

static void test_scalars(void) {
  flambeau_value* number = flambeau_int(-3);
  int64_t i = 0;
  double f = 0;
  int32_t b = 0;
  EXPECT(flambeau_value_kind(number) == FLAMBEAU_INT);
  EXPECT(flambeau_to_int(number, &i) == 0 && i == -3);
  EXPECT(flambeau_to_float(number, &f) == 0 && f == -3.0);
  EXPECT(flambeau_to_bool(number, &b) != 0);
  EXPECT(strcmp(flambeau_error_type(), "TypeError") == 0);
  EXPECT(strstr(flambeau_error_message(), "expected bool, got int") != NULL);
  flambeau_value_release(number);

  size_t size = 0;
  flambeau_value* text = flambeau_str("a\0b", 3);
  EXPECT(memcmp(flambeau_to_text(text, &size), "a\0b", 3) == 0 && size == 3);
  flambeau_value_release(text);
  EXPECT(flambeau_to_text(NULL, &size) == NULL);
}

static void test_containers(void) {
  flambeau_value* one = flambeau_int(1);
  flambeau_value* key = flambeau_str("key", 3);
  const flambeau_value* items[2] = {one, key};
  flambeau_value* list = flambeau_list(items, 2);
  EXPECT(flambeau_length(list) == 2);
  EXPECT(flambeau_item(list, 2) == NULL && strcmp(flambeau_error_type(), "IndexError") == 0);
  EXPECT(strcmp(flambeau_value_text(list), "[1, 'key']") == 0);

  const flambeau_value* keys[1] = {key};
  const flambeau_value* values[1] = {list};
  flambeau_value* dict = flambeau_dict(keys, values, 1);
  flambeau_value* found = flambeau_dict_get(dict, key);
  EXPECT(found && flambeau_length(found) == 2);
  EXPECT(flambeau_dict_get(dict, one) == NULL && strcmp(flambeau_error_type(), "KeyError") == 0);
  flambeau_value* unhashable = flambeau_dict(values, keys, 1);
  EXPECT(unhashable == NULL && strcmp(flambeau_error_type(), "TypeError") == 0);

  flambeau_value* all[5] = {one, key, list, dict, found};
  for (int i = 0; i < 5; ++i) flambeau_value_release(all[i]);
}

static void test_tensors(void) {
  float data[6] = {0, 1, 2, 3, 4, 5};
  const int64_t sizes[2] = {3, 2};
  const int64_t strides[2] = {1, 3}; /* the transposed view of 2 x 3 */
  int flag = 0;
  flambeau_value* tensor = flambeau_tensor_from_blob(data, FLAMBEAU_FLOAT32, 2, sizes, strides, delete_blob, &flag);
  EXPECT(tensor && flambeau_tensor_rank(tensor) == 2 && flambeau_tensor_numel(tensor) == 6);
  EXPECT(flambeau_tensor_data(tensor) == data && flambeau_tensor_strides(tensor)[1] == 3);

  struct DLManagedTensor* managed = flambeau_tensor_to_dlpack(tensor);
  EXPECT(managed != NULL);
  flambeau_value_release(tensor);
  EXPECT(deleted == 0); /* the exported struct holds it */
  flambeau_value* again = flambeau_tensor_from_dlpack(managed);
  EXPECT(again && flambeau_tensor_data(again) == data && flambeau_tensor_sizes(again)[0] == 3);
  flambeau_value_release(again);
  EXPECT(deleted == 1 && flag == 1);

  const int64_t bad[1] = {-1};
  EXPECT(flambeau_tensor_empty(FLAMBEAU_FLOAT32, 1, bad) == NULL);
  EXPECT(flambeau_tensor_empty((flambeau_dtype)77, 2, sizes) == NULL);
  EXPECT(flambeau_tensor_from_blob(NULL, FLAMBEAU_FLOAT32, 2, sizes, NULL, NULL, NULL) == NULL);
  EXPECT(flambeau_tensor_from_blob(data, FLAMBEAU_FLOAT32, 1, sizes, bad, NULL, NULL) == NULL);
  EXPECT(strcmp(flambeau_error_type(), "ValueError") == 0);
}

static void test_failures(void) {
  EXPECT(flambeau_load("/no/such/file.flam") == NULL);
  EXPECT(strlen(flambeau_error_text()) > 0);
  EXPECT(flambeau_load_memory("PK\3\4", 4) == NULL);
  EXPECT(strcmp(flambeau_error_type(), "ArchiveError") == 0);
  EXPECT(flambeau_run(NULL, NULL, 0) == NULL);
  EXPECT(flambeau_call("aten::no_such_operator", NULL, 0) == NULL);
  EXPECT(flambeau_call("aten::relu", NULL, 0) == NULL && strcmp(flambeau_error_type(), "TypeError") == 0);
  EXPECT(flambeau_set_threads(0) != 0);
  EXPECT(flambeau_set_threads(2) == 0 && flambeau_threads() == 2);
}

int main(void) {
  EXPECT(strcmp(flambeau_version(), FLAMBEAU_VERSION_STRING) == 0);
  test_scalars();
  test_containers();
  test_tensors();
  test_failures();
  return 0;
}
