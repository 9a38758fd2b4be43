// Frames: the activation of a script function.
//
// Frames stand on a control stack of their own, registers on the register stack; a callee's register
// window begins at its arguments in the caller's window, so calls copy nothing. A generator owns its
// frame and registers on the heap (generator.h) and is resumed in place. Both stacks are scanned
// conservatively, so stale words in them are harmless.
#ifndef KRAIT_RUNTIME_INTERPRETER_FRAME_H_
#define KRAIT_RUNTIME_INTERPRETER_FRAME_H_

#include <cstdint>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/bytecode/code.h"

namespace krait {

class Isolate;
struct Dict;
struct FrameObject;
struct Function;
struct Generator;
struct Tuple;

// What happens when a frame ends: how its result becomes the result of the instruction that entered
// it, and which exceptions do. Declared once; the continuations stand in handlers/returns.inc.
//
//   V(Kind)              `first`, `second`: Frame::kept; `role`, `operand`: Frame's
#define KRAIT_FRAME_KINDS(V)                                                                       \
  V(Script)    /* into result_register of the caller's window */                                   \
  V(Construct) /* __init__: the caller gets first instead; anything but None is a TypeError */     \
  V(ForIter)   /* a generator resumed by ForIter: yields into result_register, returns to its jump */ \
  V(Send)      /* a generator resumed by Send: what it yields or returns is Send's result */       \
  V(Entry)     /* leaves the interpreter loop: C++ called */                                       \
  V(Discard)   /* the instruction has no result: __setitem__, __delattr__, __set__ ... */          \
  V(Operator)  /* candidate `role` of first <op> second; NotImplemented: the next candidate. The    \
                  result is stored, or tested when a comparison is fused with a jump */            \
  V(Bool)      /* __bool__: must be a bool, which the instruction tests */                         \
  V(Length)    /* __len__ in place of __bool__: must be a length, which the instruction tests */   \
  V(Contains)  /* __contains__: the truth of the result */                                         \
  V(Iterator)  /* __iter__: the result must have __next__ */                                       \
  V(Next)      /* __next__ of a `for`; StopIteration ends the loop */                              \
  V(Enter)     /* __enter__: first is the bound __exit__ */                                        \
  V(Attribute) /* reads attribute second of first; AttributeError: __getattr__ unless role is 1 */ \
  V(Len)       /* __len__ for len(): must be a length, which is the result */                      \
  V(New)       /* __new__ of a called class `first`; then __init__ of what it made, given the       \
                  arguments at `operand` (ArgumentsAt) */                                          \
  V(Resume)    /* a generator resumed by next() or send(): what it yields is the call's result;     \
                  its end is StopIteration, or `first` */                                          \
  V(NextOr)    /* __next__ of next(it, first): StopIteration makes it `first` */                   \
  V(Convert)   /* the result passes the Conversion `role`, with the format spec `first` */         \
  V(AsyncIterator) /* __aiter__: the result must have __anext__ */                                 \
  V(Await)     /* __await__: the result must be an iterator. `first`: of what __anext__ gave */    \
  V(AsyncNext) /* __anext__: the iterator that awaits the result is the instruction's */           \
  V(AsyncSend) /* an async generator resumed by Send through asend() `first` */                    \
  V(Close)     /* a generator that close() threw GeneratorExit into: must end by it, or return */  \
  V(SendNext)  /* __next__ of what Send sends None to: StopIteration has Send's result */          \
  V(Name)      /* __getitem__ or __delitem__ of a namespace mapping: KeyError goes on to what is \
                  outside of it. `operand`: the register of LoadClassCell's cell */               \
  V(Raise)     /* a called class (`first`) of an exception that is raised; see linkers/raise_linker.cc */ \
  V(Pair)      /* split() of the exception group `first`: a tuple of two */                        \
  V(CollectFrom) /* __iter__ of what is collected into list `second`: then Collect */              \
  V(Collect)   /* __next__, or a generator: each item goes to list `second` until iterator `first` \
                  is exhausted; `operand`: see Collection */

enum class FrameKind : uint8_t {
#define KRAIT_FRAME_KIND(Kind) k##Kind,
  KRAIT_FRAME_KINDS(KRAIT_FRAME_KIND)
#undef KRAIT_FRAME_KIND
};

const char* FrameKindName(FrameKind kind);

// Frame::operand of kind kNew: the arguments of the call, as the instruction found them.
struct ArgumentsAt {
  uint32_t offset;  // registers behind the result's; 0: in a tuple and a dict (CallEx)
  uint32_t count;

  uint32_t Encode() const { return offset | count << 8; }
  static ArgumentsAt Of(uint32_t operand) { return {operand & 0xFF, operand >> 8}; }
};

// Frame::operand of kind kCollect: how many targets an unpacking instruction has.
struct Collection {
  uint32_t before = 0;  // kMax at most
  uint32_t after = 0;   // UnpackEx: behind the starred one
  static constexpr uint32_t kMax = 0xFFFF;

  uint32_t Encode() const { return before | after << 16; }
  static Collection Of(uint32_t operand) { return {operand & 0xFFFF, operand >> 16}; }
};

struct Frame {
  Value* registers;
  const Word* pc;        // of the instruction being executed, as far as it was saved
  Code* code;
  Function* function;
  Frame* caller;         // null at the outermost; crosses C++ calls
  Value ns;              // namespace mapping of class bodies, modules and exec; else Empty
  Value kept[2];         // by kind: what its continuation needs; only kScript and kEntry have none
  Generator* generator;  // that owns this frame, or null
  FrameObject* object;   // what script holds of the frame, or null
  Value* limit;          // first register that a callee entered from C++ may use
  Value saved_handled;   // generators: the handled exception of whoever resumed
  uint32_t result_register;
  FrameKind kind;
  uint8_t role;            // by kind
  uint16_t handler_depth;  // except blocks entered and not left
  uint32_t operand;        // by kind

  uint32_t offset() const { return static_cast<uint32_t>(pc - code->body->words.data()); }
};

// Kind kFrame: the frame as script sees it. While `live` is set it reads the running frame; when the
// frame ends, what is needed is copied here.
struct FrameObject : HeapObject {
  Frame* live;
  Code* code;
  Function* function;
  FrameObject* back;  // filled when the frame ends, or on request
  Value locals;       // f_locals once asked for, or the namespace
  Tuple* registers;   // an ended frame's variables, from which `locals` is made
  uint32_t last_offset;
};

// The script object of a frame, made on first request.
FrameObject* FrameObjectFor(Isolate* iso, Frame* frame);
// A frame object for a frame that has ended, for tracebacks.
FrameObject* FrameObjectForEnded(Isolate* iso, Code* code, Function* function, uint32_t offset);
// Called when a frame with an object ends.
void DetachFrameObject(Isolate* iso, Frame* frame);
// locals(): the namespace mapping, or a fresh dict of the bound local variables.
Value FrameLocals(Isolate* iso, Frame* frame);

}  // namespace krait

#endif  // KRAIT_RUNTIME_INTERPRETER_FRAME_H_
