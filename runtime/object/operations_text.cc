// repr(), str(), ascii(), format() of any value.
#include <algorithm>
#include <cstdio>
#include <string>

#include "runtime/isolate.h"
#include "runtime/isolate_state.h"
#include "runtime/number/float.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/special_call.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

constexpr size_t kMaxReprNesting = 100000;

Str* TextResult(Isolate* iso, Value v, const char* method) {
  if (!v) return nullptr;
  if (HasKind(v, ObjectKind::kStr)) return v.As<Str>();
  return RaiseF(iso, ExceptionId::kTypeError, "%s returned non-string (type %.200s)", method,
                TypeName(iso, v));
}

}  // namespace

Str* Repr(Isolate* iso, Value v) {
  if (v.IsInt()) return IntToStr(iso, v);
  if (v.IsDouble()) return FloatToStr(iso, v.AsDouble());
  if (!iso->CheckStack(" while getting the repr of an object")) return nullptr;
  const Value method = LookupSpecial(iso, v, Special::kRepr);
  if (!method || method.IsNone()) return DefaultRepr(iso, v);
  return TextResult(iso, CallResolved(iso, method, v), "__repr__");
}

Str* ToStr(Isolate* iso, Value v) {
  if (IsExact(v, ObjectKind::kStr)) return v.As<Str>();
  if (v.IsInt()) return IntToStr(iso, v);
  if (v.IsDouble()) return FloatToStr(iso, v.AsDouble());
  if (!iso->CheckStack(" while getting the str of an object")) return nullptr;
  const Value method = LookupSpecial(iso, v, Special::kStr);
  if (!method || method.IsNone()) return Repr(iso, v);
  return TextResult(iso, CallResolved(iso, method, v), "__str__");
}

Str* Ascii(Isolate* iso, Value v) {
  KRAIT_TRY(Str*, repr, Repr(iso, v));
  return EscapeToAscii(iso, repr);
}

Str* EscapeToAscii(Isolate* iso, Str* repr) {
  if (repr->IsAscii()) return repr;
  std::string out;
  for (int64_t i = 0; i < repr->length; ++i) {
    const uint32_t c = Str::CodePointAt(iso, repr, i);
    char escape[16];
    if (c < 0x80) {
      out += static_cast<char>(c);
      continue;
    }
    std::snprintf(escape, sizeof(escape), c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x",
                  c);
    out += escape;
  }
  return Str::NewAscii(iso, out);
}

Str* Format(Isolate* iso, Value v, Str* spec) {
  if (spec == nullptr || spec->byte_length == 0) {
    if (v.IsInt() || v.IsDouble() || IsExact(v, ObjectKind::kStr)) return ToStr(iso, v);
  }
  if (spec == nullptr) spec = iso->names().empty;
  if (!iso->CheckStack()) return nullptr;
  const Value method = LookupSpecial(iso, v, Special::kFormat);
  if (!method || method.IsNone()) {
    return RaiseF(iso, ExceptionId::kTypeError, "Type %.100s doesn't define __format__",
                  TypeName(iso, v));
  }
  const Value result = CallResolved(iso, method, v, Value::Object(spec));
  if (!result) return nullptr;
  if (HasKind(result, ObjectKind::kStr)) return result.As<Str>();
  return RaiseF(iso, ExceptionId::kTypeError, "__format__ must return a str, not %.200s",
                TypeName(iso, result));
}

bool ReprEnter(Isolate* iso, Value object) {
  auto& stack = iso->state().repr_stack;
  if (std::find(stack.rbegin(), stack.rend(), object) != stack.rend()) return false;
  if (stack.size() >= kMaxReprNesting) {
    return RaiseRecursionError(iso, " while getting the repr of an object");
  }
  stack.push_back(object);
  return true;
}

void ReprLeave(Isolate* iso, Value object) {
  auto& stack = iso->state().repr_stack;
  const auto found = std::find(stack.rbegin(), stack.rend(), object);
  if (found != stack.rend()) stack.erase(std::next(found).base());
}

}  // namespace krait
