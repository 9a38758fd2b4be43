// The dispatch loop. Each handler decodes its operands, tries the fast path in place and leaves the
// rest to a function of slow_paths.h. Handlers stand by family in handlers/*.inc; this file has the
// frame transitions they share.
//
// Locals of the loop: `pc` is the instruction's word (behind a WIDE prefix), `regs` the window of
// `frame`, `a` `b` `c` the operands. `frame->pc` is saved (SAVE) before anything that can raise, call
// or collect; `interp.current_` is always `frame`.
#include "runtime/interpreter/dispatch.h"

#include <algorithm>
#include <cmath>

#include "callsite/call_site.h"
#include "callsite/property_cell.h"
#include "runtime/bytecode/code.h"
#include "runtime/bytecode/opcodes.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/iterators.h"
#include "runtime/collection/list-inl.h"
#include "runtime/collection/slice.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/code_sites.h"
#include "runtime/interpreter/generator.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/linkers/operator_leaves.h"
#include "runtime/interpreter/generator_types.h"
#include "runtime/linkers/conversion.h"
#include "runtime/linkers/forwarding.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/isolate.h"
#include "runtime/number/arithmetic.h"
#include "runtime/number/int.h"
#include "runtime/object/call_native.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/native_signature.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/traceback.h"
#include "runtime/object/type.h"
#include "runtime/object/type_call.h"

namespace krait {

using callsite::CallSite;

namespace {

constexpr uint8_t kLengths[] = {
#define KRAIT_LENGTH(Name, format, ...) sizeof(format) - 3,
    KRAIT_OPCODES(KRAIT_LENGTH) KRAIT_QUICKENED_OPCODES(KRAIT_LENGTH)
#undef KRAIT_LENGTH
};

inline bool IsKind(Value v, ObjectKind kind) {
  return v.IsHeap() && v.AsHeap()->kind == static_cast<uint8_t>(kind);
}
// The n-th word behind the header of a heap object (callsite::SlotIndex >= 0).
inline Value& SlotWord(HeapObject* object, int32_t index) {
  return reinterpret_cast<Value*>(object)[index + 1];
}

// MakeInstance and InitializeInstance with arguments that stand at `window`, which may be behind all
// frames. (A computed goto would leave a KeptRegisters of the loop behind.)
Value MakeFrom(Interpreter& interp, Isolate* iso, Type* type, const Value* window, uint32_t count,
               Tuple* keyword_names) {
  const Interpreter::KeptRegisters kept(interp, const_cast<Value*>(window) + count);
  return MakeInstance(iso, type, window, count, keyword_names);
}
Value InitializeFrom(Interpreter& interp, Isolate* iso, Value instance, const Value* window,
                     uint32_t count, Tuple* keyword_names) {
  const Interpreter::KeptRegisters kept(interp, const_cast<Value*>(window) + count);
  return InitializeInstance(iso, instance, window, count, keyword_names);
}

// Of the __call__ of a built-in class.
NativeFn InLoopVariant(Value special) {
  const auto* native = CastTo<NativeFunction>(special, ObjectKind::kWrapperDescriptor);
  return native != nullptr ? native->method->in_loop : nullptr;
}

// enumerate, zip, map, filter
inline bool HasInnerIterator(Value v) {
  static_assert(static_cast<int>(ObjectKind::kFilter) - static_cast<int>(ObjectKind::kEnumerate) == 3);
  const ShapeId shape = v.AsHeap()->shape;
  return shape - static_cast<ShapeId>(ObjectKind::kEnumerate) <=
         static_cast<ShapeId>(ObjectKind::kFilter) - static_cast<ShapeId>(ObjectKind::kEnumerate);
}

inline bool IsIteratorOfBuiltIn(Value v) {
  return v.IsHeap() && v.AsHeap()->shape < ShapeId{256} &&
         !IsExact(v, ObjectKind::kGenerator) && !HasInnerIterator(v);
}

// Could the next item of one of these come from script? Settles the commonest cases; see EnterNextItem.
inline bool MayRunScript(Value v) {
  if (IsExact(v, ObjectKind::kEnumerate)) return !IsIteratorOfBuiltIn(v.As<Enumerate>()->iterator);
  if (!IsExact(v, ObjectKind::kZip)) return true;
  const auto iterators = v.As<Zip>()->iterators->view();
  return !std::all_of(iterators.begin(), iterators.end(), IsIteratorOfBuiltIn);
}

// Does an instruction about a name in a namespace have a result?
bool HasResult(Op op) { return op == Op::kLoadName || op == Op::kLoadClassCell; }

// Puts the arguments of a CallEx behind the frame's registers, leaving room for a receiver in front of
// them. They stay alive by the tuple and the dictionary, which nobody else changes.
bool SpreadArguments(Isolate* iso, const Frame* frame, const Value* operands, Value** window,
                     uint32_t* count, Tuple** keyword_names) {
  const Tuple* arguments = operands[1].As<Tuple>();
  Dict* keywords = operands[2] ? operands[2].As<Dict>() : nullptr;
  *keyword_names = nullptr;
  if (keywords != nullptr && keywords->size != 0) {
    *keyword_names = KeywordNamesOf(iso, keywords);
    if (*keyword_names == nullptr) return false;
  }
  Value* out = *window = frame->limit + 1;
  out = std::copy(arguments->items, arguments->items + arguments->size, out);
  if (*keyword_names != nullptr) {
    int64_t position = 0;
    Value key;
    while (keywords->NextEntry(&position, &key, out)) ++out;
  }
  *count = static_cast<uint32_t>(out - *window);
  return true;
}

}  // namespace

bool Dispatch::EnterFrame(Interpreter& interp, Frame* caller, Function* function, Value* window,
                          uint32_t result_register, FrameKind kind) {
  Code* code = function->code;
  Frame* f = interp.frame_top_;
  if (f >= interp.frame_limit_ || window + code->register_count > interp.register_limit_ ||
      interp.depth_ >= interp.iso_->recursion_limit()) [[unlikely]] {
    RaiseRecursionError(interp.iso_, "");
    return false;
  }
  interp.frame_top_ = f + 1;
  ++interp.depth_;
  f->registers = window;
  f->pc = code->body->words.data();
  f->code = code;
  f->function = function;
  f->caller = caller;
  f->ns = Value();
  f->generator = nullptr;
  f->object = nullptr;
  f->limit = window + code->register_count;
  f->result_register = result_register;
  f->kind = kind;
  f->handler_depth = 0;
  return true;
}

#define R(x) regs[x]
#define SAVE() frame->pc = pc
#define SITE() sites[pc[1]]
// The function that a site whose handle is of kind CallNative is linked to.
#define NATIVE_OF(site) Value::FromBits((site).cached_word).As<NativeFunction>()->method->fn
// The site's generic opcode.
#define SITE_OP() frame->code->body->descriptors[pc[1]].op
#define NAME() frame->code->body->descriptors[pc[1]].name
#define CONSTANTS() frame->code->constants->slots
#define NEXT(n)                 \
  do {                          \
    pc += (n);                  \
    goto* kLabels[*pc & 0xFF];  \
  } while (0)
// A conditional jump; backward ones are loops and poll.
#define JUMP_BY(length, offset)                              \
  do {                                                       \
    const int32_t by_ = static_cast<int32_t>(offset);        \
    if (by_ < 0 && iso->interrupt_ != 0) [[unlikely]] {      \
      SAVE();                                                \
      if (!iso->Poll()) goto error;                          \
    }                                                        \
    NEXT((length) + by_);                                    \
  } while (0)
#define REDISPATCH(op) goto* kWideLabels[static_cast<int>(op)]
#define OP(Name)             \
  L_##Name : {               \
    const Word w = *pc;      \
    a = w >> 8 & 0xFF;       \
    b = w >> 16 & 0xFF;      \
    c = w >> 24;             \
  }                          \
  W_##Name:
// The last operand is a signed immediate; 8 bits, or 16 behind WIDE.
#define OP_IMM(Name)                                            \
  L_##Name : {                                                  \
    const Word w = *pc;                                         \
    a = w >> 8 & 0xFF;                                          \
    b = w >> 16 & 0xFF;                                         \
    c = static_cast<uint32_t>(static_cast<int32_t>(w) >> 24);   \
  }                                                             \
  W_##Name:
// B is the signed immediate.
#define OP_IMM_B(Name)                                                    \
  L_##Name : {                                                            \
    const Word w = *pc;                                                   \
    a = w >> 8 & 0xFF;                                                    \
    b = static_cast<uint32_t>(static_cast<int8_t>(w >> 16 & 0xFF));       \
    c = w >> 24;                                                          \
  }                                                                       \
  W_##Name:
#define IMMEDIATE(x) static_cast<int16_t>(x)
// A failure may be a wish for a script call (ScriptCall): `failed` finds out. Where that cannot be,
// handlers go to `error`.
#define TRY_SET(target, expression)         \
  do {                                      \
    const Value result_ = (expression);     \
    if (!result_) [[unlikely]] goto failed; \
    target = result_;                       \
  } while (0)
#define TRY_OK(expression)                           \
  do {                                               \
    if (!(expression)) [[unlikely]] goto failed;     \
  } while (0)
// The quickened opcode's guard failed: go on with the site's generic opcode, which links again.
#define MISS(Generic)                                                                \
  do {                                                                               \
    *const_cast<Word*>(pc) =                                                         \
        (*pc & ~Word{0xFF}) | static_cast<Word>(SITE_OP()); \
    REDISPATCH(SITE_OP());                            \
  } while (0)
// Makes `f` the running frame.
#define SWITCH_TO(f)                                                    \
  do {                                                                  \
    frame = (f);                                                        \
    interp.current_ = frame;                                            \
    regs = frame->registers;                                            \
    pc = frame->pc;                                                     \
    sites = SitesOf(frame->code)->sites();                              \
  } while (0)

Value Dispatch::Run(Interpreter& interp, Frame* entry, bool throwing) {
  static const void* const kLabels[] = {
#define KRAIT_LABEL(Name, ...) &&L_##Name,
      KRAIT_OPCODES(KRAIT_LABEL) KRAIT_QUICKENED_OPCODES(KRAIT_LABEL)
#undef KRAIT_LABEL
  };
  static const void* const kWideLabels[] = {
#define KRAIT_LABEL(Name, ...) &&W_##Name,
      KRAIT_OPCODES(KRAIT_LABEL) KRAIT_QUICKENED_OPCODES(KRAIT_LABEL)
#undef KRAIT_LABEL
  };
  Isolate* const iso = interp.iso_;
  Frame* frame;
  Value* regs;
  const Word* pc;
  CallSite* sites;
  uint32_t a = 0, b = 0, c = 0;
  Function* callee;   // enter_function: the function,
  Value* window;      // its arguments,
  uint32_t arg_count;  // their number,
  Tuple* keyword_names;
  FrameKind entry_kind;
  uint8_t entry_role = 0;  // Frame::role and kept, when the kind is not kScript
  uint32_t entry_operand = 0;
  Value entry_first, entry_second;
  Value entry_ns;  // Frame::ns, or Empty
  Value returned;  // finish_frame, test_value: what is to be made the instruction's result
  int truth;       // test_known: what the instruction tests

  SWITCH_TO(entry);
  if (throwing) goto error;
  goto* kLabels[*pc & 0xFF];

#include "runtime/interpreter/handlers/moves.inc"
#include "runtime/interpreter/handlers/attributes.inc"
#include "runtime/interpreter/handlers/items.inc"
#include "runtime/interpreter/handlers/arithmetic.inc"
#include "runtime/interpreter/handlers/comparisons.inc"
#include "runtime/interpreter/handlers/iteration.inc"
#include "runtime/interpreter/handlers/building.inc"
#include "runtime/interpreter/handlers/calls.inc"
#include "runtime/interpreter/handlers/exceptions.inc"
#include "runtime/interpreter/handlers/generators.inc"
#include "runtime/interpreter/handlers/statements.inc"
#include "runtime/interpreter/handlers/specials.inc"
#include "runtime/interpreter/handlers/returns.inc"

  // A slow path failed: it wants a script function called, or raised.
failed: {
  ScriptCall& call = interp.wanted;
  if (call.function == nullptr) {
    if (call.generator == nullptr) goto error;
    Generator* resumed = call.generator;
    call.generator = nullptr;
    if (call.throwing) {
      call.throwing = false;
      resumed->frame.kept[0] = resumed->frame.kept[1] = Value();
      BeginThrow(iso, resumed, call.arguments[0], call.kind, a);
      SWITCH_TO(interp.current_);
      goto error;
    }
    if (!ResumeFrame(interp, resumed, call.arguments[0], frame, call.kind, a)) goto error;
    resumed->frame.kept[0] = call.kept[0];
    resumed->frame.kept[1] = call.kept[1];
    resumed->frame.operand = call.operand;
    SWITCH_TO(&resumed->frame);
    goto* kLabels[*pc & 0xFF];
  }
  window = frame->limit;
  callee = call.function;
  call.function = nullptr;
  for (uint32_t i = 0; i < call.count; ++i) window[i] = call.arguments[i];
  arg_count = call.count;
  keyword_names = nullptr;
  entry_kind = call.kind;
  entry_role = call.role;
  entry_operand = call.operand;
  entry_first = call.kept[0];
  entry_second = call.kept[1];
  entry_ns = call.ns;
  call.ns = Value();
  goto enter_function;
}

  // A script function is called: `callee` with `arg_count` arguments at `window`, result to a.
enter_function: {
  Code* code = callee->code;
  // A generator's window is on the heap: its callees' windows start where the resumer's frame ends.
  if (frame->generator != nullptr) {
    Value* moved = frame->limit;
    if (moved + arg_count + code->register_count > interp.register_limit_) {
      RaiseRecursionError(iso, "");
      goto error;
    }
    for (uint32_t i = 0; i < arg_count; ++i) moved[i] = window[i];
    window = moved;
  }
  const uint32_t plain = code->argcount;
  if (keyword_names == nullptr && arg_count == plain &&
      (code->flags & (kCodeVarArgs | kCodeVarKeywords)) == 0 && code->kwonlyargcount == 0)
      [[likely]] {
    if (!EnterFrame(interp, frame, callee, window, a, entry_kind)) goto error;
    for (uint32_t i = plain; i < code->first_free_register; ++i) window[i] = Value();
  } else {
    if (window + arg_count + code->register_count > interp.register_limit_) {
      RaiseRecursionError(iso, "");
      goto error;
    }
    if (!BindArguments(iso, callee, window, arg_count, keyword_names, window)) goto error;
    if (!EnterFrame(interp, frame, callee, window, a, entry_kind)) goto error;
  }
  Frame* entered = interp.frame_top_ - 1;
  if (entry_kind != FrameKind::kScript) {
    entered->role = entry_role;
    entered->operand = entry_operand;
    entered->kept[0] = entry_first;
    entered->kept[1] = entry_second;
    entry_first = entry_second = Value();  // the collector scans these locals
  }
  if (entry_ns) [[unlikely]] {
    entered->ns = entry_ns;
    entry_ns = Value();
  }
  SWITCH_TO(entered);
  if (iso->interrupt_ != 0) [[unlikely]] {
    if (!iso->Poll()) goto error;
  }
  goto* kLabels[*pc & 0xFF];
}

  // An exception is pending at frame->pc: note the frame in the traceback, then unwind.
error:
  entry_ns = Value();  // of a frame that could not be entered
  if (!frame->code->body->hidden) [[likely]] {
    AddTraceback(iso, iso->pending(), Value::Object(FrameObjectFor(iso, frame)), frame->code,
                 frame->offset());
  }
unwind: {
  const ExceptionTableEntry* handler = FindHandler(frame->code, frame->offset());
  if (handler != nullptr) {
    regs = frame->registers;
    regs[handler->exception_register] = TakePending(iso);
    pc = frame->code->body->words.data() + handler->handler;
    goto* kLabels[*pc & 0xFF];
  }
  const Frame* ended = frame;
  Frame* caller = frame->caller;
  if (frame->generator != nullptr) ConvertEscapingStop(iso, frame->generator);
  LeaveFrame(interp, frame);
  if (ended->kind == FrameKind::kEntry) return Value();
  SWITCH_TO(caller);
  switch (ended->kind) {
    case FrameKind::kNext:
      if (!ClearPendingIf(iso, ExceptionId::kStopIteration)) goto error;
      NEXT(3 + static_cast<int32_t>(pc[2]));
    case FrameKind::kAttribute:
      a = ended->result_register;
      TRY_SET(R(a), AttributeFailed(iso, ended->kept[0], ended->kept[1].As<Str>(), ended->role));
      NEXT(kLengths[*pc & 0xFF]);
    case FrameKind::kNextOr:
      if (!ClearPendingIf(iso, ExceptionId::kStopIteration)) goto error;
      R(ended->result_register) = ended->kept[0];
      NEXT(kLengths[*pc & 0xFF]);
    case FrameKind::kAwait:
      if (ended->kept[0]) RaiseInvalidAsyncNext(iso, ended->kept[0]);
      goto error;
    case FrameKind::kClose:
      if (!ClearPendingIf(iso, ExceptionId::kGeneratorExit) &&
          !ClearPendingIf(iso, ExceptionId::kStopIteration)) {
        goto error;
      }
      R(ended->result_register) = Value::None();
      NEXT(kLengths[*pc & 0xFF]);
    case FrameKind::kAsyncSend:
      EndAsyncSend(iso, ended->kept[0], SendResult::kRaised, &returned);
      goto error;
    case FrameKind::kName:
      a = ended->result_register;
      if (!ClearPendingIf(iso, ExceptionId::kKeyError)) goto error;
      returned = OutsideNamespace(iso, SITE_OP(), frame, NAME(), ended->operand);
      if (!returned) goto failed;
      if (HasResult(SITE_OP())) R(a) = returned;
      NEXT(kLengths[*pc & 0xFF]);
    case FrameKind::kSendNext:
      if (!PendingIs(iso, ExceptionId::kStopIteration)) goto error;
      R(ended->result_register) = StopIterationValue(TakePending(iso));
      NEXT(3 + static_cast<int32_t>(pc[2]));
    case FrameKind::kCollect:
      a = ended->result_register;
      entry_operand = ended->operand;
      entry_second = ended->kept[1];
      if (!ClearPendingIf(iso, ExceptionId::kStopIteration)) goto error;
      goto collected;
    default:
      goto error;
  }
}
}

void Dispatch::LeaveFrame(Interpreter& interp, Frame* frame) {
  if (frame->object != nullptr) [[unlikely]] DetachFrameObject(interp.iso_, frame);
  --interp.depth_;
  interp.current_ = frame->caller;
  if (frame->generator == nullptr) {
    interp.frame_top_ = frame;
    return;
  }
  Generator* generator = frame->generator;
  generator->state = GeneratorState::kFinished;
  generator->on_stack = false;
  generator->handled = Value();
  generator->flags &= static_cast<uint8_t>(~HeapObject::kHasFinalizer);  // nothing left to close
  interp.iso_->set_handled(frame->saved_handled);
}

bool Dispatch::ResumeFrame(Interpreter& interp, Generator* generator, Value value, Frame* caller,
                           FrameKind kind, uint32_t result_register) {
  Isolate* iso = interp.iso_;
  if (interp.depth_ >= iso->recursion_limit()) [[unlikely]] {
    RaiseRecursionError(iso, "");
    return false;
  }
  ++interp.depth_;
  Frame* f = &generator->frame;
  f->caller = caller;
  f->kind = kind;
  f->result_register = result_register;
  f->limit = interp.FreeRegisters();
  f->saved_handled = iso->handled();
  if (!generator->handled.IsEmpty()) iso->set_handled(generator->handled);
  if (generator->state == GeneratorState::kSuspended) {
    f->registers[generator->yield_register] = value;
    ++f->pc;  // behind the Yield
  }
  generator->state = GeneratorState::kRunning;
  generator->on_stack = true;
  iso->Barrier(generator);  // for what stands in its frame
  interp.current_ = f;
  return true;
}

bool Dispatch::ResumeThrowing(Interpreter& interp, Generator* generator, Frame* caller,
                              FrameKind kind, uint32_t result_register) {
  const bool suspended = generator->state == GeneratorState::kSuspended;
  if (suspended) {
    generator->state = GeneratorState::kCreated;
  } else {
    --generator->frame.pc;
  }
  if (ResumeFrame(interp, generator, Value::None(), caller, kind, result_register)) return true;
  if (suspended) {
    generator->state = GeneratorState::kSuspended;
  } else {
    ++generator->frame.pc;
  }
  return false;
}

void Dispatch::SuspendFrame(Interpreter& interp, Frame* frame) {
  Isolate* iso = interp.iso_;
  Generator* generator = frame->generator;
  generator->state = GeneratorState::kSuspended;
  generator->on_stack = false;
  generator->handled = frame->handler_depth > 0 ? iso->handled() : Value();
  iso->set_handled(frame->saved_handled);
  frame->saved_handled = Value();
  interp.current_ = frame->caller;
  frame->caller = nullptr;
  --interp.depth_;
  iso->Barrier(generator);
}

}  // namespace krait
