// What int(x) does with any object.
#ifndef KRAIT_RUNTIME_NUMBER_INT_CONVERSION_H_
#define KRAIT_RUNTIME_NUMBER_INT_CONVERSION_H_

#include <cstddef>
#include <string_view>

#include "gc/value.h"

namespace krait {

class Isolate;

// int(v) as an exact int: __int__, __index__, __trunc__, then text and buffers.
Value ToInt(Isolate* iso, Value v);
// The same without text: Empty with TypeError pending for a str.
Value NumberToInt(Isolate* iso, Value v);
// int(source, base), where `text` is the plain text of `source`, which messages quote.
Value ParseInt(Isolate* iso, std::string_view text, int base, Value source);

// int.__new__
Value IntNew(Isolate* iso, Value* args, size_t count);
// int.to_bytes and int.from_bytes
Value IntToBytes(Isolate* iso, Value* args, size_t count);
Value IntFromBytes(Isolate* iso, Value* args, size_t count);

}  // namespace krait

#endif  // KRAIT_RUNTIME_NUMBER_INT_CONVERSION_H_
