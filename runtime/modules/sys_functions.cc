// The functions of sys.
#include <string>

#include "gc/heap.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/current_frame.h"
#include "runtime/interpreter/frame.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/isolate.h"
#include "runtime/modules/sys_module.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/operations.h"
#include "runtime/object/traceback.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

Value NoneIfEmpty(Value v) { return v ? v : Value::None(); }

bool WriteTo(Isolate* iso, const char* stream_name, std::string_view text) {
  const Value stream = iso->sys_attribute(stream_name);
  if (!stream || stream.IsNone()) return true;
  KRAIT_TRY(Str*, s, Str::NewLossy(iso, text));
  return static_cast<bool>(CallMethod(iso, stream, iso->names().write, {Value::Object(s)}));
}

// --- exceptions ---

Value ExcInfo(Isolate* iso, Value*, size_t) {
  const Value e = iso->handled();
  if (!e || e.IsNone()) {
    return Value::Object(Tuple::Of(iso, {Value::None(), Value::None(), Value::None()}));
  }
  Traceback* tb = e.As<Exception>()->traceback;
  return Value::Object(Tuple::Of(iso, {Value::Object(TypeOf(iso, e)), e,
                                       tb != nullptr ? Value::Object(tb) : Value::None()}));
}
Value CurrentException(Isolate* iso, Value*, size_t) { return NoneIfEmpty(iso->handled()); }

Value Exit(Isolate* iso, Value* a, size_t) {
  // exit(None) is exit(): no argument.
  return RaiseWith(iso, ExceptionId::kSystemExit, a[0] && !a[0].IsNone() ? a[0] : Value());
}

Value ExceptHook(Isolate* iso, Value* a, size_t) {
  if (!IsException(a[1])) return Value::None();
  if (HasKind(a[2], ObjectKind::kTraceback)) {
    a[1].As<Exception>()->traceback = a[2].As<Traceback>();
    iso->Barrier(a[1].AsHeap());
  }
  return WriteTo(iso, "stderr", FormatException(iso, a[1])) ? Value::None() : Value();
}

Value DisplayHook(Isolate* iso, Value* a, size_t) {
  if (a[0].IsNone()) return Value::None();
  Dict* builtins = iso->builtins();
  KRAIT_CHECK_OK(builtins->Set(iso, iso->names().underscore, Value::None()));
  KRAIT_TRY(Str*, text, Repr(iso, a[0]));
  KRAIT_CHECK_OK(WriteTo(iso, "stdout", text->view()));
  KRAIT_CHECK_OK(WriteTo(iso, "stdout", "\n"));
  KRAIT_CHECK_OK(builtins->Set(iso, iso->names().underscore, a[0]));
  return Value::None();
}

Value UnraisableHook(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(Value, object, GetAttr(iso, a[0], "object"));
  KRAIT_TRY(Value, message, GetAttr(iso, a[0], "err_msg"));
  KRAIT_TRY(Value, exception, GetAttr(iso, a[0], "exc_value"));
  std::string text = HasKind(message, ObjectKind::kStr) ? std::string(message.As<Str>()->view())
                                                       : std::string("Exception ignored in");
  if (!object.IsNone()) {
    Str* where = Repr(iso, object);
    if (where == nullptr) TakePending(iso);
    text += ": " + std::string(where != nullptr ? where->view() : "<object repr() failed>");
  }
  text += "\n";
  if (IsException(exception)) text += FormatException(iso, exception);
  return WriteTo(iso, "stderr", text) ? Value::None() : Value();
}

Value BreakpointHook(Isolate*, Value*, size_t) { return Value::None(); }

// --- frames and limits ---

Value GetFrame(Isolate* iso, Value* a, size_t) {
  int64_t depth = 0;
  if (a[0]) KRAIT_CHECK_OK(IndexToInt64(iso, a[0], &depth));
  Frame* frame = CallerFrame(iso, static_cast<int>(depth < 0 ? 0 : depth));
  if (frame == nullptr) return RaiseValueError(iso, "call stack is not deep enough");
  return Value::Object(FrameObjectFor(iso, frame));
}
Value GetRecursionLimit(Isolate* iso, Value*, size_t) { return Value::Int(iso->recursion_limit()); }
Value SetRecursionLimit(Isolate* iso, Value* a, size_t) {
  int64_t limit;
  KRAIT_CHECK_OK(IndexToInt64(iso, a[0], &limit));
  if (limit < 1) return RaiseValueError(iso, "recursion limit must be greater or equal than 1");
  iso->set_recursion_limit(static_cast<int>(limit < INT32_MAX ? limit : INT32_MAX));
  return Value::None();
}
Value GetIntDigits(Isolate* iso, Value*, size_t) { return Value::Int(iso->int_max_str_digits()); }
Value SetIntDigits(Isolate* iso, Value* a, size_t) {
  int64_t digits;
  KRAIT_CHECK_OK(IndexToInt64(iso, a[0], &digits));
  if (digits != 0 && digits < 640) {
    return RaiseValueError(iso, "maxdigits must be 0 or larger than 640");
  }
  iso->set_int_max_str_digits(static_cast<int>(digits));
  return Value::None();
}

// --- objects ---

Value Intern(Isolate* iso, Value* a, size_t) {
  if (!IsExact(a[0], ObjectKind::kStr)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  HasKind(a[0], ObjectKind::kStr) ? "can't intern %.400s"
                                                  : "intern() argument must be str, not %.400s",
                  TypeName(iso, a[0]));
  }
  return Value::Object(Str::Intern(iso, a[0].As<Str>()));
}
Value GetSizeOf(Isolate* iso, Value* a, size_t) {
  bool found;
  const Value size = CallSpecial(iso, a[0], Special::kSizeof, {}, &found);
  if (size || iso->HasPending()) {
    if (!size && a[1] && ClearPendingIf(iso, ExceptionId::kTypeError)) return a[1];
    return size;
  }
  if (a[1]) return a[1];
  return a[0].IsHeap() ? Value::Int(static_cast<int64_t>(gc::Heap::AllocationSize(a[0].AsHeap())))
                       : Value::Int(8);
}
// There are no reference counts; what programs expect of a fresh object.
Value GetRefCount(Isolate*, Value*, size_t) { return Value::Int(2); }
Value GetAllocatedBlocks(Isolate* iso, Value*, size_t) {
  return Value::Int(static_cast<int64_t>(iso->heap().used_bytes() / 64));
}

// --- async generators ---

Value GetAsyncHooks(Isolate* iso, Value*, size_t) {
  const Interpreter::AsyncHooks& hooks = iso->interpreter().async_hooks;
  return Value::Object(
      Tuple::Of(iso, {NoneIfEmpty(hooks.first_iteration), NoneIfEmpty(hooks.finalizer)}));
}
Value SetAsyncHooks(Isolate* iso, Value* a, size_t) {
  for (int i = 0; i < 2; ++i) {
    if (a[i] && !a[i].IsNone() && !IsCallable(iso, a[i])) {
      return RaiseF(iso, ExceptionId::kTypeError, "callable %s expected, got %.50s",
                    i == 0 ? "firstiter" : "finalizer", TypeName(iso, a[i]));
    }
  }
  Interpreter::AsyncHooks& hooks = iso->interpreter().async_hooks;
  if (a[0]) hooks.first_iteration = a[0];
  if (a[1]) hooks.finalizer = a[1];
  return Value::None();
}

// --- constants in the shape of functions ---

Value Utf8(Isolate* iso, Value*, size_t) { return Value::Object(Str::Intern(iso, "utf-8")); }
Value SurrogateEscape(Isolate* iso, Value*, size_t) {
  return Value::Object(Str::Intern(iso, "surrogateescape"));
}
Value False(Isolate*, Value*, size_t) { return Value::False(); }
Value None(Isolate*, Value*, size_t) { return Value::None(); }
Value SwitchInterval(Isolate*, Value*, size_t) { return Value::Double(0.005); }

constexpr NativeMethod kFunctions[] = {
    {"exc_info", ExcInfo, "()"},
    {"exception", CurrentException, "()"},
    {"exit", Exit, "(status=None, /)"},
    {"excepthook", ExceptHook, "(exctype, value, traceback, /)"},
    {"displayhook", DisplayHook, "(object, /)"},
    {"unraisablehook", UnraisableHook, "(unraisable, /)"},
    {"breakpointhook", BreakpointHook, "(*args, **kws)"},
    {"_getframe", GetFrame, "(depth=0, /)"},
    {"getrecursionlimit", GetRecursionLimit, "()"},
    {"setrecursionlimit", SetRecursionLimit, "(limit, /)"},
    {"get_int_max_str_digits", GetIntDigits, "()"},
    {"set_int_max_str_digits", SetIntDigits, "(maxdigits)"},
    {"intern", Intern, "(string, /)"},
    {"getsizeof", GetSizeOf, "(object, default=None)"},
    {"getrefcount", GetRefCount, "(object, /)"},
    {"getallocatedblocks", GetAllocatedBlocks, "()"},
    {"getdefaultencoding", Utf8, "()"},
    {"getfilesystemencoding", Utf8, "()"},
    {"getfilesystemencodeerrors", SurrogateEscape, "()"},
    {"is_finalizing", False, "()"},
    {"gettrace", None, "()"},
    {"settrace", None, "(function, /)"},
    {"getprofile", None, "()"},
    {"setprofile", None, "(function, /)"},
    {"getswitchinterval", SwitchInterval, "()"},
    {"setswitchinterval", None, "(interval, /)"},
    {"audit", None, "(event, /, *args)"},
    {"addaudithook", None, "(hook)"},
    {"get_asyncgen_hooks", GetAsyncHooks, "()"},
    {"set_asyncgen_hooks", SetAsyncHooks, "(firstiter=None, finalizer=None)"},
    {"get_coroutine_origin_tracking_depth", [](Isolate*, Value*, size_t) { return Value::Int(0); },
     "()"},
    {"set_coroutine_origin_tracking_depth", None, "(depth)"},
    {"_clear_type_cache", None, "()"},
};

}  // namespace

const std::span<const NativeMethod> kSysFunctions = kFunctions;

}  // namespace krait
