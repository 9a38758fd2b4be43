// Format strings of the struct module ("<I4sh"), and the packing and unpacking of single items.
#ifndef KRAIT_RUNTIME_MODULES_STRUCT_STRUCT_FORMAT_H_
#define KRAIT_RUNTIME_MODULES_STRUCT_STRUCT_FORMAT_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "gc/value.h"

namespace krait {
class Isolate;
}

namespace krait::structs {

// A run of equal items. A string (s, p) is one item of `size` bytes.
struct FormatItem {
  char code;
  int64_t size;  // of one item
  int64_t count;
  int64_t offset;  // of the first
};

struct Format {
  bool native = true;  // '@': native sizes and alignment
  bool little = true;
  int64_t size = 0;               // of the whole record
  int64_t count = 0;              // of values
  std::vector<FormatItem> items;  // padding is left out
};

// False with struct.error pending.
bool ParseFormat(Isolate* iso, std::string_view text, Format* format);

// Writes one value; false with an exception.
bool PackItem(Isolate* iso, const Format& format, const FormatItem& item, Value v, char* out);
// Empty with an exception.
Value UnpackItem(Isolate* iso, const Format& format, const FormatItem& item, const char* in);

// struct.error; returns Empty like the functions of object/errors.h.
Value RaiseStructError(Isolate* iso, std::string_view message);

}  // namespace krait::structs

#endif  // KRAIT_RUNTIME_MODULES_STRUCT_STRUCT_FORMAT_H_
