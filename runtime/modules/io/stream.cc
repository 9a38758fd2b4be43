#include "runtime/modules/io/stream.h"

#include <errno.h>

#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_state.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/exception.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

struct StreamState : ModuleState {
  static constexpr char kKey = 0;
  Type* unsupported = nullptr;
  void Trace(gc::Marker& marker) override { marker.Visit(unsupported); }
};

}  // namespace

Type* UnsupportedOperationType(Isolate* iso) {
  StreamState& state = StateOf<StreamState>(iso);
  if (state.unsupported != nullptr) return state.unsupported;
  Tuple* bases = Tuple::Of(iso, {Value::Object(iso->exception_type(ExceptionId::kOSError)),
                                 Value::Object(iso->exception_type(ExceptionId::kValueError))});
  KRAIT_TRY(Dict*, ns, Dict::New(iso));
  ns->Set(iso, iso->names().dunder_module, Value::Object(Str::Intern(iso, "io")));
  const Value name = Value::Object(Str::Intern(iso, "UnsupportedOperation"));
  KRAIT_TRY(Value, type,
            Call(iso, Value::Object(iso->type(ObjectKind::kType)),
                 {name, Value::Object(bases), Value::Object(ns)}));
  StateOf<StreamState>(iso).unsupported = type.As<Type>();
  return type.As<Type>();
}

Failure RaiseUnsupported(Isolate* iso, std::string_view message) {
  KRAIT_TRY(Type*, type, UnsupportedOperationType(iso));
  KRAIT_TRY(Str*, text, Str::New(iso, message));
  KRAIT_TRY(Value, exception, Call(iso, Value::Object(type), {Value::Object(text)}));
  return RaiseValue(iso, exception);
}

Failure RaiseClosed(Isolate* iso, std::string_view message) {
  return RaiseValueError(iso, message);
}

Failure RaiseBlocking(Isolate* iso, std::string_view message, int64_t written) {
  KRAIT_TRY(Str*, text, Str::New(iso, message));
  const Value type = Value::Object(iso->exception_type(ExceptionId::kBlockingIOError));
  KRAIT_TRY(Value, exception,
            Call(iso, type, {Value::Int(EAGAIN), Value::Object(text), Value::Int(written)}));
  return RaiseValue(iso, exception);
}

bool StreamClosed(Isolate* iso, Value stream, bool* closed) {
  KRAIT_TRY(Value, v, GetAttr(iso, stream, "closed"));
  return Truth(iso, v, closed);
}

bool CheckStreamOpen(Isolate* iso, Value stream) {
  bool closed;
  if (!StreamClosed(iso, stream, &closed)) return false;
  return !closed || RaiseClosed(iso);
}

bool StreamTruth(Isolate* iso, Value stream, const char* method, bool* result) {
  KRAIT_TRY(Value, v, CallMethod(iso, stream, method, {}));
  return Truth(iso, v, result);
}

bool CheckStreamCan(Isolate* iso, Value stream, const char* method, const char* message) {
  KRAIT_TRY(Value, v, CallMethod(iso, stream, method, {}));
  return v.IsTrue() || RaiseUnsupported(iso, message);
}

bool SizeArgument(Isolate* iso, Value v, int64_t fallback, int64_t* size) {
  *size = fallback;
  if (!v || v.IsNone()) return true;
  if (!IsIntLike(v) && !LookupSpecial(iso, v, Special::kIndex)) {
    return RaiseF(iso, ExceptionId::kTypeError, "argument should be integer or None, not '%.200s'",
                  TypeName(iso, v));
  }
  return IndexToInt64(iso, v, size);
}

Failure ChainPending(Isolate* iso, Value earlier) {
  if (!earlier) return Failure{};
  if (!iso->HasPending()) return RestorePending(iso, earlier);
  Value last = TakePending(iso);
  Exception* later = last.As<Exception>();
  if (last != earlier && !later->context) {
    later->context = earlier;
    iso->Barrier(later);
  }
  return RestorePending(iso, last);
}

void CloseWhenUnreachable(Isolate* iso, HeapObject* stream) {
  // A subclass with a __del__ of its own is registered already.
  if (stream->HasFlag(HeapObject::kHasFinalizer)) return;
  stream->flags |= HeapObject::kHasFinalizer;
  iso->heap().AddFinalizable(stream);
}

void CloseInFinalizer(Isolate* iso, Value stream) {
  bool closed;
  if (!StreamClosed(iso, stream, &closed)) {
    TakePending(iso);
    return;
  }
  if (closed) return;
  // CPython tells nobody either, unless in its development mode.
  if (!CallMethod(iso, stream, iso->names().close, {})) TakePending(iso);
}

}  // namespace krait
