// Traceback objects.
#include "runtime/object/traceback.h"

#include "gc/marker.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/list.h"
#include "runtime/interpreter/frame.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline Traceback* Self(Value v) { return v.As<Traceback>(); }

Value NewTraceback(Isolate* iso, Value* args, size_t) {
  Traceback* next = nullptr;
  if (HasKind(args[1], ObjectKind::kTraceback)) {
    next = Self(args[1]);
  } else if (!args[1].IsNone()) {
    return RaiseF(iso, ExceptionId::kTypeError, "expected traceback object or None, got '%s'",
                  TypeName(iso, args[1]));
  }
  if (!HasKind(args[2], ObjectKind::kFrame)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "TracebackType() argument 'tb_frame' must be frame, not %s",
                  TypeName(iso, args[2]));
  }
  int64_t lasti, line;
  KRAIT_CHECK_OK(IndexToInt64(iso, args[3], &lasti));
  KRAIT_CHECK_OK(IndexToInt64(iso, args[4], &line));
  return Value::Object(Traceback::New(iso, next, args[2], args[2].As<FrameObject>()->code,
                                      static_cast<uint32_t>(lasti / 4),
                                      static_cast<int32_t>(line)));
}

Value Dir(Isolate* iso, Value*, size_t) {
  KRAIT_TRY(List*, names, List::New(iso));
  for (const char* name : {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"}) {
    KRAIT_CHECK_OK(names->Append(iso, Value::Object(Str::Intern(iso, name))));
  }
  return Value::Object(names);
}

Value GetNext(Isolate*, Value self) {
  return Self(self)->next == nullptr ? Value::None() : Value::Object(Self(self)->next);
}
bool SetNext(Isolate* iso, Value self, Value v) {
  if (!v) return RaiseTypeError(iso, "can't delete tb_next attribute");
  if (!v.IsNone() && !HasKind(v, ObjectKind::kTraceback)) {
    return RaiseF(iso, ExceptionId::kTypeError, "expected traceback object, got '%s'",
                  TypeName(iso, v));
  }
  Traceback* next = v.IsNone() ? nullptr : Self(v);
  for (const Traceback* t = next; t != nullptr; t = t->next) {
    if (t == Self(self)) return RaiseValueError(iso, "traceback loop detected");
  }
  Self(self)->next = next;
  iso->Barrier(self.AsHeap());
  return true;
}
Value GetFrame(Isolate*, Value self) {
  return Self(self)->frame ? Self(self)->frame : Value::None();
}
Value GetLine(Isolate*, Value self) { return Value::Int(TracebackLine(Self(self))); }
// In bytes, as f_lasti.
Value GetLastInstruction(Isolate*, Value self) { return Value::Int(int64_t{Self(self)->offset} * 4); }

constexpr NativeMethod kMethods[] = {
    {"__new__", NewTraceback, "($cls, tb_next, tb_frame, tb_lasti, tb_lineno)", kConstructor},
    {"__dir__", Dir, "($self, /)"},
};
constexpr NativeProperty kProperties[] = {
    {"tb_next", GetNext, SetNext},
    {"tb_frame", GetFrame, nullptr, nullptr, kMember},
    {"tb_lineno", GetLine},
    {"tb_lasti", GetLastInstruction, nullptr, nullptr, kMember},
};

}  // namespace

const TypeSpec kTracebackTypeSpec = {
    .name = "traceback",
    .kind = ObjectKind::kTraceback,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kNoWeakReferences,
    .doc = "Create a new traceback object.",
};

void TraceTraceback(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<Traceback*>(object);
  marker.Visit(self->next);
  marker.Visit(self->code);
  marker.Visit(self->frame);
}

Traceback* Traceback::New(Isolate* iso, Traceback* next, Value frame, Code* code, uint32_t offset,
                          int32_t line) {
  constexpr auto kKind = static_cast<uint8_t>(ObjectKind::kTraceback);
  auto* self = iso->heap().New<Traceback>(kKind, kKind);
  self->next = next;
  self->frame = frame;
  self->code = code;
  self->offset = offset;
  self->line = line;
  return self;
}

void AddTraceback(Isolate* iso, Value exception, Value frame, Code* code, uint32_t offset) {
  if (!IsException(exception)) return;
  auto* e = exception.As<Exception>();
  e->traceback = Traceback::New(iso, e->traceback, frame, code, offset);
  iso->Barrier(e);
}

int32_t TracebackLine(const Traceback* tb) {
  if (tb->line != 0) return tb->line;
  if (tb->code == nullptr) return 0;
  const int32_t line = PositionAt(tb->code, tb->offset).line;
  return line != 0 ? line : static_cast<int32_t>(tb->code->first_line);
}

}  // namespace krait
