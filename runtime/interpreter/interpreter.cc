#include "runtime/interpreter/interpreter.h"

#include <sys/mman.h>

#include "gc/marker.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/current_frame.h"
#include "runtime/interpreter/dispatch.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"

namespace krait {

namespace {

// Address space, not memory: pages are committed as they are touched.
constexpr size_t kRegisterBytes = size_t{64} << 20;
// Words behind the limit that arguments may be written to before the callee's window is checked.
constexpr size_t kRegisterSlack = 16;
constexpr size_t kFrameBytes = size_t{32} << 20;

void* Reserve(size_t bytes) {
  void* p = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                 -1, 0);
  return p == MAP_FAILED ? nullptr : p;
}

}  // namespace

Interpreter::Interpreter(Isolate* iso) : iso_(iso) {
  registers_ = static_cast<Value*>(Reserve(kRegisterBytes));
  frames_ = static_cast<Frame*>(Reserve(kFrameBytes));
  // Without address space there is no stack, and every call is a RecursionError.
  register_limit_ = registers_ != nullptr ? registers_ + kRegisterBytes / sizeof(Value) - kRegisterSlack : nullptr;
  frame_limit_ = frames_ != nullptr ? frames_ + kFrameBytes / sizeof(Frame) : nullptr;
  frame_top_ = frames_;
}

Interpreter::~Interpreter() {
  if (registers_ != nullptr) munmap(registers_, kRegisterBytes);
  if (frames_ != nullptr) munmap(frames_, kFrameBytes);
}

void Interpreter::ScanStacks(gc::Marker& marker) {
  // Field by field: what a frame of this kind does not use is left over from another one.
  for (const Frame* f = frames_; f < frame_top_; ++f) {
    for (const void* word : {static_cast<const void*>(f->code), static_cast<const void*>(f->function),
                             static_cast<const void*>(f->object)}) {
      marker.VisitConservativeWord(reinterpret_cast<uintptr_t>(word));
    }
    marker.VisitConservativeWord(f->ns.bits());
    if (f->kind == FrameKind::kScript || f->kind == FrameKind::kEntry) continue;
    marker.VisitConservativeRange(f->kept, f->kept + 2);
  }
  marker.VisitConservativeRange(&async_hooks, &async_hooks + 1);
  marker.VisitConservativeRange(self_hosted, self_hosted + kMaxSelfHosted);
  marker.VisitConservativeWord(reinterpret_cast<uintptr_t>(self_hosted_globals));
  const Value* top = FreeRegisters();
  for (const Frame* f = frames_; f < frame_top_; ++f) {
    if (f->limit > top) top = f->limit;
  }
  marker.VisitConservativeRange(registers_, top);
  // Running generators write their registers without barriers.
  for (const Frame* f = current_; f != nullptr; f = f->caller) {
    if (f->generator == nullptr) continue;
    marker.VisitConservativeWord(reinterpret_cast<uintptr_t>(f->generator));
    marker.VisitConservativeRange(f->registers, f->registers + f->code->register_count);
    marker.VisitConservativeRange(f->kept, f->kept + 2);
  }
}

namespace {

// C++ recursion under a script call: guards the native stack.
bool EnterNative(Isolate* iso) { return iso->CheckStack(""); }

}  // namespace

Value Interpreter::Call(Function* function, const Value* args, size_t count,
                        Tuple* keyword_names) {
  if (!EnterNative(iso_)) return Value();
  Value* window = FreeRegisters();
  Code* code = function->code;
  if (window + count + code->register_count > register_limit_) {
    return RaiseRecursionError(iso_, "");
  }
  if (!BindArguments(iso_, function, args, static_cast<uint32_t>(count), keyword_names, window)) {
    return Value();
  }
  if (!Dispatch::EnterFrame(*this, current_, function, window, 0, FrameKind::kEntry)) {
    return Value();
  }
  return Dispatch::Run(*this, frame_top_ - 1, false);
}

Value Interpreter::CallClassBody(Function* function, Value ns) {
  return RunWithNamespace(function, ns);
}

Value Interpreter::RunWithNamespace(Function* function, Value ns) {
  if (!EnterNative(iso_)) return Value();
  Value* window = FreeRegisters();
  Code* code = function->code;
  if (window + code->register_count > register_limit_) return RaiseRecursionError(iso_, "");
  for (uint32_t i = 0; i < code->first_free_register; ++i) window[i] = Value();
  if (!Dispatch::EnterFrame(*this, current_, function, window, 0, FrameKind::kEntry)) {
    return Value();
  }
  Frame* frame = frame_top_ - 1;
  frame->ns = ns;
  return Dispatch::Run(*this, frame, false);
}

Value Interpreter::Execute(Code* code, Dict* globals, Value ns) {
  globals->EnterCellMode(iso_);
  Function* function = Function::New(iso_, code, globals);
  if (function == nullptr) return Value();
  return RunWithNamespace(function, ns);
}

// --- current_frame.h ---

namespace {

Frame* VisibleFrom(Frame* frame) {
  while (frame != nullptr && frame->code->body->hidden) frame = frame->caller;
  return frame;
}

}  // namespace

Frame* CurrentFrame(Isolate* iso) { return VisibleFrom(iso->interpreter().current()); }

Frame* CallerOf(const Frame* frame) { return VisibleFrom(frame->caller); }

Frame* CallerFrame(Isolate* iso, int depth) {
  Frame* frame = CurrentFrame(iso);
  for (; frame != nullptr && depth > 0; --depth) frame = CallerOf(frame);
  return frame;
}

Dict* CurrentGlobals(Isolate* iso) {
  Frame* frame = CurrentFrame(iso);
  return frame != nullptr ? frame->function->globals : nullptr;
}

bool SuperArguments(Isolate* iso, Value* type, Value* self) {
  Frame* frame = CurrentFrame(iso);
  if (frame == nullptr) {
    return Raise(iso, ExceptionId::kRuntimeError, "super(): no current frame");
  }
  const Code* code = frame->code;
  if (code->argcount == 0) {
    return Raise(iso, ExceptionId::kRuntimeError, "super(): no arguments");
  }
  Value first = frame->registers[0];
  for (uint16_t cell : code->body->cell_registers) {
    if (cell == 0 && first) first = first.As<Cell>()->value;
  }
  if (!first) return Raise(iso, ExceptionId::kRuntimeError, "super(): arg[0] deleted");
  if (code->class_cell_register < 0) {
    return Raise(iso, ExceptionId::kRuntimeError, "super(): __class__ cell not found");
  }
  const Value cell = frame->registers[code->class_cell_register];
  if (!cell || !cell.As<Cell>()->value) {
    return Raise(iso, ExceptionId::kRuntimeError, "super(): empty __class__ cell");
  }
  *type = cell.As<Cell>()->value;
  *self = first;
  return true;
}

}  // namespace krait
