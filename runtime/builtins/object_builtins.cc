#include "runtime/builtins/object_builtins.h"

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/interpreter/attribute_reading.h"
#include "runtime/interpreter/current_frame.h"
#include "runtime/interpreter/frame.h"
#include "runtime/interpreter/self_hosted.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/attribute.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

Value AsciiFunction(Isolate* iso, Value* args, size_t) {
  return Value::Object(Ascii(iso, args[0]));
}

Value ReprFunction(Isolate* iso, Value* args, size_t) { return Value::Object(Repr(iso, args[0])); }

Value CallableFunction(Isolate* iso, Value* args, size_t) {
  return Value::Bool(IsCallable(iso, args[0]));
}

Value FormatFunction(Isolate* iso, Value* args, size_t) {
  Str* spec = iso->names().empty;
  if (args[1]) {
    if (!IsStr(args[1])) {
      return RaiseF(iso, ExceptionId::kTypeError, "format() argument 2 must be str, not %.50s",
                    args[1].IsNone() ? "None" : TypeName(iso, args[1]));
    }
    spec = args[1].As<Str>();
  }
  return Value::Object(Format(iso, args[0], spec));
}

Value HashFunction(Isolate* iso, Value* args, size_t) {
  int64_t hash;
  if (!Hash(iso, args[0], &hash)) return Value();
  return IntFromInt64(iso, hash);
}

// An object's address; an immediate is its own identity, so its bits serve.
Value IdFunction(Isolate* iso, Value* args, size_t) { return IntFromUint64(iso, args[0].bits()); }

Value IsInstanceFunction(Isolate* iso, Value* args, size_t) {
  bool result;
  if (!IsInstance(iso, args[0], args[1], &result)) return Value();
  return Value::Bool(result);
}

Value IsSubclassFunction(Isolate* iso, Value* args, size_t) {
  bool result;
  if (!IsSubclass(iso, args[0], args[1], &result)) return Value();
  return Value::Bool(result);
}

Value GetAttrFunction(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Str*, name, AttributeName(iso, args[1]));
  if (!args[2]) return GetAttr(iso, args[0], name);
  Value result;
  if (!LookupAttr(iso, args[0], name, &result)) return Value();
  return result ? result : args[2];
}

Value HasAttrFunction(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Str*, name, AttributeName(iso, args[1]));
  Value result;
  if (!LookupAttr(iso, args[0], name, &result)) return Value();
  return Value::Bool(!result.IsEmpty());
}

Value GetAttrInLoop(Isolate* iso, Value* args, size_t count) {
  if (!IsExact(args[1], ObjectKind::kStr)) return GetAttrFunction(iso, args, count);
  Str* name = Str::Intern(iso, args[1].As<Str>());
  if (!args[2]) return ReadAttribute(iso, args[0], name);
  Value v;
  switch (ReadingOf(iso, args[0], name, &v)) {
    case Reading::kFound:
      return v;
    case Reading::kAbsent:
      return args[2];
    case Reading::kScript:
      return EnterSelfHosted(iso, SelfHosted::kGetAttrOr, {args[0], Value::Object(name), args[2]});
    default:
      return GetAttrFunction(iso, args, count);
  }
}

Value HasAttrInLoop(Isolate* iso, Value* args, size_t count) {
  if (!IsExact(args[1], ObjectKind::kStr)) return HasAttrFunction(iso, args, count);
  Str* name = Str::Intern(iso, args[1].As<Str>());
  Value v;
  switch (ReadingOf(iso, args[0], name, &v)) {
    case Reading::kFound:
    case Reading::kMethod:
      return Value::True();
    case Reading::kAbsent:
      return Value::False();
    case Reading::kScript:
      return EnterSelfHosted(iso, SelfHosted::kHasAttr, {args[0], Value::Object(name)});
    default:
      return HasAttrFunction(iso, args, count);
  }
}

Value SetAttrFunction(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Str*, name, AttributeName(iso, args[1]));
  return SetAttr(iso, args[0], name, args[2]) ? Value::None() : Value();
}

Value DelAttrFunction(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Str*, name, AttributeName(iso, args[1]));
  return DelAttr(iso, args[0], name) ? Value::None() : Value();
}

Value GlobalsFunction(Isolate* iso, Value*, size_t) {
  Dict* globals = CurrentGlobals(iso);
  return globals == nullptr ? Value::None() : Value::Object(globals);
}

Value CurrentLocals(Isolate* iso) {
  Frame* frame = CurrentFrame(iso);
  if (frame == nullptr) {
    return Raise(iso, ExceptionId::kSystemError, "frame does not exist");
  }
  return FrameLocals(iso, frame);
}

Value LocalsFunction(Isolate* iso, Value*, size_t) { return CurrentLocals(iso); }

Value VarsFunction(Isolate* iso, Value* args, size_t) {
  if (!args[0]) return CurrentLocals(iso);
  Value dict;
  if (!LookupAttr(iso, args[0], iso->names().dunder_dict, &dict)) return Value();
  if (!dict) return RaiseTypeError(iso, "vars() argument must have __dict__ attribute");
  return dict;
}

// The names, sorted.
Value SortedNames(Isolate* iso, Value names) {
  KRAIT_TRY(List*, list, ListFromIterable(iso, names));
  const Value result = Value::Object(list);
  KRAIT_TRY(Value, done, CallMethod(iso, result, iso->names().sort, {}));
  return result;
}

Value DirFunction(Isolate* iso, Value* args, size_t) {
  if (!args[0]) {
    KRAIT_TRY(Value, locals, CurrentLocals(iso));
    KRAIT_TRY(Value, keys, CallMethod(iso, locals, iso->names().keys, {}));
    return SortedNames(iso, keys);
  }
  bool found;
  const Value names = CallSpecial(iso, args[0], Special::kDir, {}, &found);
  if (!names) {
    if (!found && !iso->HasPending()) return RaiseTypeError(iso, "object does not provide __dir__");
    return Value();
  }
  return SortedNames(iso, names);
}

constexpr NativeMethod kFunctions[] = {
    {"ascii", AsciiFunction, "($module, obj, /)", kForwards,
     "Return an ASCII-only representation of an object."},
    {"callable", CallableFunction, "($module, obj, /)", kNoCallback,
     "Return whether the object is callable (i.e., some kind of function)."},
    {"delattr", DelAttrFunction, "($module, obj, name, /)", kForwards,
     "Delete the named attribute from the given object."},
    {"dir", DirFunction, "($module, object=<unrepresentable>, /)", 0,
     "Return a sorted list of names: of the current scope, or of the object's attributes."},
    {"format", FormatFunction, "($module, value, format_spec='', /)", kForwards,
     "Return value.__format__(format_spec)."},
    {"getattr", GetAttrFunction, "($module, object, name, default=<unrepresentable>, /)", kForwards,
     "Return the named attribute of the object, or the default when there is none.", GetAttrInLoop},
    {"globals", GlobalsFunction, "($module, /)", kNoCallback,
     "Return the dictionary containing the current scope's global variables."},
    {"hasattr", HasAttrFunction, "($module, obj, name, /)", 0,
     "Return whether the object has an attribute with the given name.", HasAttrInLoop},
    {"hash", HashFunction, "($module, obj, /)", kForwards, "Return the hash value for the given object."},
    {"id", IdFunction, "($module, obj, /)", kNoCallback, "Return the identity of an object."},
    {"isinstance", IsInstanceFunction, "($module, obj, class_or_tuple, /)", kForwards,
     "Return whether an object is an instance of a class or of a subclass thereof."},
    {"issubclass", IsSubclassFunction, "($module, cls, class_or_tuple, /)", kForwards,
     "Return whether 'cls' is derived from another class or is the same class."},
    {"locals", LocalsFunction, "($module, /)", kNoCallback,
     "Return a dictionary containing the current scope's local variables."},
    {"repr", ReprFunction, "($module, obj, /)", kForwards,
     "Return the canonical string representation of the object."},
    {"setattr", SetAttrFunction, "($module, obj, name, value, /)", kForwards,
     "Set the named attribute on the given object to the specified value."},
    {"vars", VarsFunction, "($module, object=<unrepresentable>, /)", 0,
     "Return the __dict__ of the object, or the current scope's local variables."},
};

}  // namespace

const std::span<const NativeMethod> kObjectBuiltins = kFunctions;

}  // namespace krait
