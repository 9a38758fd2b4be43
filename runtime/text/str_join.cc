// str.join.
#include <cstring>

#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/str_operations.h"
#include "runtime/text/text_state.h"

namespace krait {

Str* StrJoin(Isolate* iso, Str* sep, std::span<const Value> items) {
  uint64_t bytes = 0, length = 0;
  for (size_t i = 0; i < items.size(); ++i) {
    if (!IsStr(items[i])) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "sequence item %zd: expected str instance, %.80s found", i,
                    TypeName(iso, items[i]));
    }
    const Str* s = items[i].As<Str>();
    bytes += s->byte_length;
    length += s->length;
  }
  if (items.empty()) return iso->text().empty;
  if (items.size() == 1 && IsExactStr(items[0])) return items[0].As<Str>();
  bytes += uint64_t{sep->byte_length} * (items.size() - 1);
  length += uint64_t{sep->length} * (items.size() - 1);
  if (bytes > Str::kMaxBytes)
    return RaiseOverflowError(iso, "join() result is too long for a Python string");
  if (bytes == 0) return iso->text().empty;
  char* to;
  Str* result = Str::NewUninitialized(iso, bytes, length, &to);
  if (result == nullptr) return nullptr;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) {
      std::memcpy(to, sep->data, sep->byte_length);
      to += sep->byte_length;
    }
    const Str* s = items[i].As<Str>();
    std::memcpy(to, s->data, s->byte_length);
    to += s->byte_length;
  }
  return result;
}

namespace str_methods {

Value Join(Isolate* iso, Value* args, size_t) {
  Str* sep = args[0].As<Str>();
  const Value items = args[1];
  const ShapeId shape = items.IsHeap() ? items.AsHeap()->shape : ShapeId{0};
  if (shape == static_cast<ShapeId>(ObjectKind::kList)) {
    // Nothing below runs script code: the list stays as it is.
    return Value::Object(StrJoin(iso, sep, items.As<List>()->view()));
  }
  if (shape == static_cast<ShapeId>(ObjectKind::kTuple)) {
    return Value::Object(StrJoin(iso, sep, items.As<Tuple>()->view()));
  }
  const Value iterator = Iter(iso, items);
  if (!iterator) {
    if (ClearPendingIf(iso, ExceptionId::kTypeError)) {
      return RaiseTypeError(iso, "can only join an iterable");
    }
    return Value();
  }
  KRAIT_TRY(List*, list, ListFromIterable(iso, iterator));
  return Value::Object(StrJoin(iso, sep, list->view()));
}

}  // namespace str_methods
}  // namespace krait
