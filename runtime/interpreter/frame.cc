// Frame objects: what script sees of an activation.
#include "runtime/interpreter/frame.h"

#include <algorithm>
#include <string>

#include "gc/marker.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/current_frame.h"
#include "runtime/interpreter/generator.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

// Registers that have names: locals, cells, free variables.
uint32_t NamedRegisters(const Code* code) {
  return code->first_free_register + static_cast<uint32_t>(code->freevars->size);
}

// A dict of the bound variables.
Value LocalsOf(Isolate* iso, const Code* code, const Value* registers) {
  Dict* dict = Dict::New(iso);
  auto add = [&](Value name, Value v, bool is_cell) {
    // Before its MakeCell a captured parameter is still plain.
    if (is_cell && HasKind(v, ObjectKind::kCell)) v = v.As<Cell>()->value;
    if (v) dict->Set(iso, name.As<Str>(), v);
  };
  const auto& cells = code->body->cell_registers;
  for (uint32_t i = 0; i < code->nlocals; ++i) {
    const bool is_cell = std::find(cells.begin(), cells.end(), i) != cells.end();
    add(code->varnames->items[i], registers[i], is_cell);
  }
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] >= code->nlocals) add(code->cellvars->items[i], registers[cells[i]], true);
  }
  for (int64_t i = 0; i < code->freevars->size; ++i) {
    add(code->freevars->items[i], registers[code->first_free_register + i], true);
  }
  return Value::Object(dict);
}

}  // namespace

const char* FrameKindName(FrameKind kind) {
  static constexpr const char* kNames[] = {
#define KRAIT_FRAME_KIND(Kind) #Kind,
      KRAIT_FRAME_KINDS(KRAIT_FRAME_KIND)
#undef KRAIT_FRAME_KIND
  };
  return kNames[static_cast<int>(kind)];
}

FrameObject* FrameObjectForEnded(Isolate* iso, Code* code, Function* function, uint32_t offset) {
  auto* object = NewInstance<FrameObject>(iso, iso->type(ObjectKind::kFrame));
  object->code = code;
  object->function = function;
  object->last_offset = offset;
  return object;
}

FrameObject* FrameObjectFor(Isolate* iso, Frame* frame) {
  if (frame->object != nullptr) return frame->object;
  FrameObject* object = FrameObjectForEnded(iso, frame->code, frame->function, frame->offset());
  object->live = frame;
  object->locals = frame->ns;
  frame->object = object;
  if (frame->generator != nullptr) iso->Barrier(frame->generator);
  return object;
}

void DetachFrameObject(Isolate* iso, Frame* frame) {
  FrameObject* object = frame->object;
  // The frame may end by an exception; a failure here must not take its place.
  const Value under_way = iso->pending();
  object->last_offset = frame->offset();
  if (!frame->ns) {
    const uint32_t count = NamedRegisters(frame->code);
    Tuple* registers = Tuple::From(iso, {frame->registers, count});
    if (registers != nullptr) {
      object->registers = registers;
      iso->Barrier(object);
    }
  }
  if (Frame* caller = CallerOf(frame)) object->back = FrameObjectFor(iso, caller);
  iso->set_pending(under_way);
  object->live = nullptr;
  iso->Barrier(object);
  frame->object = nullptr;
}

Value FrameLocals(Isolate* iso, Frame* frame) {
  if (frame->ns) return frame->ns;
  if ((frame->code->flags & kCodeOptimized) == 0) return Value::Object(frame->function->globals);
  return LocalsOf(iso, frame->code, frame->registers);
}

namespace {

FrameObject* Self(Value v) { return v.As<FrameObject>(); }

uint32_t OffsetOf(const FrameObject* f) {
  return f->live != nullptr ? f->live->offset() : f->last_offset;
}

Value GetBack(Isolate* iso, Value self) {
  FrameObject* f = Self(self);
  if (f->live == nullptr) {
    return f->back != nullptr ? Value::Object(f->back) : Value::None();
  }
  Frame* caller = CallerOf(f->live);
  return caller != nullptr ? Value::Object(FrameObjectFor(iso, caller)) : Value::None();
}
Value GetCode(Isolate*, Value self) { return Value::Object(Self(self)->code); }
Value GetGlobals(Isolate*, Value self) { return Value::Object(Self(self)->function->globals); }
Value GetBuiltins(Isolate*, Value self) { return Value::Object(Self(self)->function->builtins); }
Value GetLocals(Isolate* iso, Value self) {
  FrameObject* f = Self(self);
  if (f->live != nullptr) return FrameLocals(iso, f->live);
  if (!f->locals) {
    f->locals = f->registers != nullptr ? LocalsOf(iso, f->code, f->registers->items)
                                        : Value::Object(Dict::New(iso));
    iso->Barrier(f);
  }
  return f->locals;
}
Value GetLineno(Isolate*, Value self) {
  const int32_t line = PositionAt(Self(self)->code, OffsetOf(Self(self))).line;
  return line > 0 ? Value::Int(line) : Value::None();
}
Value GetLasti(Isolate*, Value self) { return Value::Int(int64_t{OffsetOf(Self(self))} * 4); }
Value GetTrace(Isolate*, Value) { return Value::None(); }
bool SetTrace(Isolate*, Value, Value) { return true; }
Value GetTrue(Isolate*, Value) { return Value::True(); }
Value GetFalse(Isolate*, Value) { return Value::False(); }

Value Clear(Isolate* iso, Value* a, size_t) {
  FrameObject* f = Self(a[0]);
  if (f->live != nullptr) {
    Generator* generator = f->live->generator;
    if (generator == nullptr || generator->state == GeneratorState::kRunning) {
      return Raise(iso, ExceptionId::kRuntimeError, "cannot clear an executing frame");
    }
    if (!GeneratorClose(iso, generator)) return Value();
  }
  f->locals = Value();
  f->registers = nullptr;
  return Value::None();
}
Value ReprMethod(Isolate* iso, Value* a, size_t) {
  char address[32];
  snprintf(address, sizeof(address), "%p", static_cast<void*>(a[0].AsHeap()));
  const FrameObject* f = Self(a[0]);
  const std::string text = std::string("<frame at ") + address + ", file '" +
                           std::string(f->code->filename->view()) + "', line " +
                           std::to_string(PositionAt(f->code, OffsetOf(f)).line) + ", code " +
                           std::string(f->code->name->view()) + ">";
  return Value::Object(Str::New(iso, text));
}

constexpr NativeMethod kMethods[] = {
    {"clear", Clear, "($self, /)"},
    {"__repr__", ReprMethod, "($self, /)"},
};
constexpr NativeProperty kProperties[] = {
    {"f_back", GetBack},       {"f_code", GetCode},       {"f_globals", GetGlobals},
    {"f_builtins", GetBuiltins}, {"f_locals", GetLocals}, {"f_lineno", GetLineno},
    {"f_lasti", GetLasti},     {"f_trace", GetTrace, SetTrace}, {"f_trace_lines", GetTrue, SetTrace},
    {"f_trace_opcodes", GetFalse, SetTrace},
};

}  // namespace

const TypeSpec kFrameTypeSpec = {
    .name = "frame",
    .kind = ObjectKind::kFrame,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kNotCallable | kImmutable,
};

void TraceFrame(HeapObject* object, gc::Marker& marker) {
  auto* f = static_cast<FrameObject*>(object);
  marker.Visit(f->code);
  marker.Visit(f->function);
  marker.Visit(f->back);
  marker.Visit(f->locals);
  marker.Visit(f->registers);
  // A live frame is scanned by the interpreter, or traced by its generator.
  if (f->live != nullptr && f->live->generator != nullptr) marker.Visit(f->live->generator);
}

}  // namespace krait
