#include "runtime/linkers/conversion.h"

#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

using callsite::CallSite;
using callsite::Guard;

namespace {

Value CheckText(Isolate* iso, Value result, const char* method) {
  if (HasKind(result, ObjectKind::kStr)) return result;
  return RaiseF(iso, ExceptionId::kTypeError, "%s returned non-string (type %.200s)", method,
                TypeName(iso, result));
}

Value CheckInt(Isolate* iso, Value result, const char* method) {
  if (IsIntLike(result)) return IntExact(iso, result);
  return RaiseF(iso, ExceptionId::kTypeError, "%s returned non-int (type %.200s)", method,
                TypeName(iso, result));
}

Value HashResult(Isolate* iso, Value result) {
  if (!IsIntLike(result)) {
    return RaiseTypeError(iso, "__hash__ method should return an integer");
  }
  int64_t hash;
  if (!IntToInt64(result, &hash)) hash = IntHash(result);
  return IntFromInt64(iso, hash == -1 ? -2 : hash);
}

// Finds on classes, noting nothing.
struct PlainLookup {
  Isolate* iso;
  Value Find(Type* type, Special special) { return TypeSpecial(iso, type, special); }
};

bool IsObjectDefault(Isolate* iso, Value method, Special special) {
  return method == TypeSpecial(iso, iso->type(ObjectKind::kObject), special);
}

template <typename Lookup>
ConversionMethod FindTextMethod(Isolate* iso, Lookup& lookup, Type* type, uint32_t conversion,
                                bool plain) {
  if (conversion == 0) {
    const Value method = lookup.Find(type, Special::kFormat);
    if (IsScript(method)) return {method, Conversion::kFormat};
    // object.__format__ is str() when there is nothing to format by.
    if (!plain || !IsObjectDefault(iso, method, Special::kFormat)) {
      return {Value(), Conversion::kFormat};
    }
  }
  if (conversion <= 1) {
    const Value method = lookup.Find(type, Special::kStr);
    if (IsScript(method)) return {method, Conversion::kStr};
    if (!IsObjectDefault(iso, method, Special::kStr)) return {Value(), Conversion::kStr};
  }
  const Value method = lookup.Find(type, Special::kRepr);
  return {IsScript(method) ? method : Value(), conversion <= 1   ? Conversion::kStr
                                               : conversion == 2 ? Conversion::kRepr
                                                                 : Conversion::kAscii};
}

}  // namespace

Value ConversionResult(Isolate* iso, Conversion conversion, Value result, Value spec) {
  switch (conversion) {
    case Conversion::kStr:
      result = CheckText(iso, result, "__str__");
      break;
    case Conversion::kRepr:
      result = CheckText(iso, result, "__repr__");
      break;
    case Conversion::kAscii:
      result = CheckText(iso, result, "__repr__");
      if (result) result = Value::Object(EscapeToAscii(iso, result.As<Str>()));
      break;
    case Conversion::kFormat:
      if (HasKind(result, ObjectKind::kStr)) return result;
      return RaiseF(iso, ExceptionId::kTypeError, "__format__ must return a str, not %.200s",
                    TypeName(iso, result));
    case Conversion::kHash:
      return HashResult(iso, result);
    case Conversion::kInt:
      return CheckInt(iso, result, "__int__");
    case Conversion::kIndex:
      return CheckInt(iso, result, "__index__");
  }
  if (!result || !spec) return result;
  return Value::Object(Format(iso, result, spec.As<Str>()));
}

ConversionMethod TextMethod(Isolate* iso, Value v, uint32_t conversion, bool plain) {
  PlainLookup lookup{iso};
  return FindTextMethod(iso, lookup, TypeOf(iso, v), conversion, plain);
}

ConversionMethod LinkedTextMethod(Isolate* iso, CallSite& site, Value v, uint32_t conversion,
                                  bool plain) {
  if (site.state() != callsite::SiteState::kMegamorphic) {
    if (const callsite::MethodHandle* handle = site.Find(v, Value())) {
      if (handle->kind() != callsite::HandleKind::kSpecial) return {};
      // A spec that is computed may be "" one time and not the next.
      const auto linked = static_cast<Conversion>(SpecialUse::Of(handle->index()).role);
      if (plain || conversion != 0 || linked == Conversion::kFormat) {
        return {handle->value(), linked};
      }
    } else {
      SpecialLookup lookup(iso);
      const ConversionMethod found =
          FindTextMethod(iso, lookup, TypeOf(iso, v), conversion, plain);
      const Guard guard = Guard::Shape(callsite::ShapeOf(v));
      if (found.method) {
        lookup.Link(site, guard, found.method,
                    {FrameKind::kConvert, static_cast<uint8_t>(found.conversion)});
      } else {
        lookup.Link(site, guard, iso->interpreter().handles().Native(&kTextLeaf));
      }
      return found;
    }
  }
  return IsScriptInstance(v) ? TextMethod(iso, v, conversion, plain) : ConversionMethod{};
}

Value FormatValueSlow(Isolate* iso, CallSite& site, Value v, uint32_t conversion, Value spec) {
  if (spec && !HasKind(spec, ObjectKind::kStr)) [[unlikely]] {  // in a tree that a script made
    return RaiseF(iso, ExceptionId::kSystemError,
                  "Format specifier must be a string, not %.200s", TypeName(iso, spec));
  }
  const bool plain = !spec || spec.As<Str>()->byte_length == 0;
  const ConversionMethod script = LinkedTextMethod(iso, site, v, conversion, plain);
  if (script.method) {
    const auto role = static_cast<uint8_t>(script.conversion);
    if (script.conversion == Conversion::kFormat) {
      return EnterScript(iso, script.method,
                         {v, plain ? Value::Object(iso->names().empty) : spec},
                         FrameKind::kConvert, Value(), Value(), role);
    }
    return EnterScript(iso, script.method, {v}, FrameKind::kConvert,
                       conversion == 0 ? Value() : spec, Value(), role);
  }
  Str* text = nullptr;
  switch (conversion) {
    case 1:
      text = ToStr(iso, v);
      break;
    case 2:
      text = Repr(iso, v);
      break;
    case 3:
      text = Ascii(iso, v);
      break;
    default:
      return Value::Object(Format(iso, v, spec ? spec.As<Str>() : iso->names().empty));
  }
  if (text == nullptr || !spec) return Value::Object(text);
  return Value::Object(Format(iso, Value::Object(text), spec.As<Str>()));
}

}  // namespace krait
