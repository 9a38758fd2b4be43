// The instruction set, declared once: enum, names, operand formats, lengths, dispatch table and
// disassembler are made from this table.
//
// An instruction is one 32-bit word [op:8 | A:8 | B:8 | C:8] (op in the low byte) and, by its
// format, extra words. A WIDE prefix word [WIDE | A' | B' | C'] supplies bits 8..15 of the next
// instruction's A, B and C. Jump offsets are in words, relative to the end of the instruction.
//
// Format: one letter each for A, B, C, then one per extra word:
//   d destination register   r source register   b first of consecutive registers
//   i unsigned immediate     s signed immediate (8 bits; 16 with WIDE)      - unused
//   k (in B and C together, "k-"): constant index B | C << 8 (| B' << 16 | C' << 24 with WIDE)
//   S call-site index   J jump offset (signed)   K constant index   I unsigned immediate
//
// Every dynamic operation has a call site (S); instructions without one have a fixed meaning. An
// instruction does its effects last: re-executing it from its start is always possible.
//
//   V(Name, format)           what the compiler emits
//   Q(Name, format, Generic)  quickened: the cached dispatch of the site's first entry. Same format;
//                             rewritten in place over Generic, and back when its guard fails.
//
// Semantics; r[X] is the register, and what fails raises:
//
//  Moves
//   Move            r[A] = r[B]
//   LoadConst       r[A] = constants[k]
//   CheckBound      r[A] is Empty: UnboundLocalError for the local of that register
//   DeleteLocal     CheckBound, then r[A] = Empty
//   Clear           r[A] = Empty, no check (end of `except ... as x` is DeleteLocal-free)
//   MakeCell        r[A] = Cell holding r[A] (which may be Empty)
//   CopyFree        r[A..] = the function's closure cells, B of them
//   LoadCell        r[A] = value of cell r[B]; NameError/UnboundLocalError when Empty
//   StoreCell       cell r[A] = r[B]
//   DeleteCell      cell r[A] emptied; error as LoadCell when Empty
//   LoadClassCell   r[A] = frame's namespace[name of the cell] if there, else as LoadCell (B cell)
//  Names (the site's descriptor has the name)
//   LoadGlobal StoreGlobal DeleteGlobal    module globals, then builtins
//   LoadName StoreName DeleteName          frame's namespace first (class bodies, exec, modules with
//                                          separate locals); StoreName A, DeleteName -
//   SetupAnnotations                       namespace["__annotations__"] = {} unless there
//   LoadLocals      r[A] = the frame's namespace mapping
//  Attributes and items
//   GetAttr  r[A] = r[B].name     SetAttr  r[A].name = r[B]     DelAttr  del r[A].name
//   LoadMethod      r[A], r[A+1] = function, self when r[B].name is a plain method; else value, Empty
//   GetItem r[A] = r[B][r[C]]    SetItem r[A][r[B]] = r[C]    DelItem del r[A][r[B]]
//   GetItemImm r[A] = r[B][C] with C a signed immediate
//  Operators: A dest, B left, C right; ...Imm: C is a signed immediate int
//  Jumps. JumpIf... may go backward (the bottom of a `while`) and then polls like LoopBack.
//   Jump            unconditional forward
//   LoopBack        unconditional backward; polls the interrupt word
//   JumpIfTrue/False      on truth of r[A]
//   JumpIfNone/NotNone    on identity with None
//   JumpIf<Cmp>[Imm]      r[A] <cmp> r[B] (or immediate B) has the truth value C (0 or 1)
//  Iteration
//   GetIter         r[A] = iter(r[B])
//   ForIter         r[A] = next(r[B]), or jump when exhausted (r[A] untouched)
//   UnpackSequence  r[A..A+C-1] = *r[B]
//   UnpackEx        C before, I after: r[A..] = before items, list, after items
//  Building: A dest, B first register, C count
//   BuildMap        2*C registers: key, value, ...
//   BuildConstKeyMap  C values from B; keys are the constant tuple K
//   BuildString     concatenates C str
//   BuildSlice      C is 2 or 3
//   ListAppend r[A].append(r[B]); SetAdd; MapAdd r[A][r[B]] = r[C]
//   ListExtend r[A].extend(r[B]); SetUpdate; DictUpdate (for {**b})
//   DictMerge       like DictUpdate for call keywords: duplicates are a TypeError that names the
//                   callable r[C]
//   ListToTuple     r[A] = tuple(r[B])
//   FormatValue     r[A] = format of r[B]; C bits 0..1: 0 none 1 str 2 repr 3 ascii; bit 2: spec is
//                   r[B+1]
//  Calls: result in r[A]
//   Call            callable r[A], B arguments from r[A+1]
//   CallKw          like Call; the last arguments have the names in constant tuple K
//   CallMethod      callable r[A], self r[A+1] or Empty, B arguments (self not counted) from r[A+2]
//   CallMethodKw    likewise with names
//   CallEx          callable r[A], positional arguments r[A+1], keyword dict r[A+2] or Empty. The
//                   arguments are a tuple; or any value, when it is the only `*value` of the call
//                   (TypeError "f() argument after * must be an iterable, not int")
//   Return          from the function
//   MakeFunction    r[A] = function of code constant K; C bits: 1 defaults tuple, 2 kwdefaults dict,
//                   4 annotations (tuple of name, value, ...), 8 closure tuple of cells; present ones
//                   stand in consecutive registers from B in this order
//   LoadBuildClass  r[A] = builtins.__build_class__
//   LoadAssertionError  r[A] = AssertionError
//  Imports
//   ImportName      r[A] = __import__(name, level r[B], fromlist r[B+1])
//   ImportFrom      r[A] = r[B].name, or the submodule
//   ImportStar      all public names of module r[A] into the namespace
//  Exceptions: the exception table sends a pending exception to its handler with r[reg] = exception
//   PushHandled     r[A+1] = the exception handled so far; r[A] becomes the handled one
//   PopHandled      the handled exception is r[A+1] again
//   MatchException  r[A] = does exception r[B] match class or tuple r[C]
//   MatchGroup      exception group split for except*: r[A] = matching part or None, r[A+1] = rest or
//                   None, from r[B] (None: both None) by classes r[C]
//   JoinGroup       r[A] = what to re-raise (or None) after except*: r[B] original, r[C] list of
//                   what the clauses raised, and last the part that no clause matched (or None)
//   Raise           r[A]     RaiseFrom  r[A] from r[B]     RaiseCurrent  bare raise
//   Reraise         r[A] goes on as it was: no new traceback entry, no new context
//  With
//   BeforeWith      r[A] manager: r[A] = bound __exit__, r[A+1] = result of __enter__
//   BeforeAsyncWith likewise with __aexit__/__aenter__
//   WithExit        r[A] = r[B](type, exception, traceback) of exception r[C]
//  Generators
//   ReturnGenerator creates the generator/coroutine of this frame and returns it to the caller. Comes
//                   after CopyFree and MakeCell, before everything else
//   Yield           yields r[A]; the value sent in comes into r[A]. C = 1: delegating, receiver r[B];
//                   then a LoopBack to the Send follows, and what the receiver returns when an
//                   exception is thrown into it goes to r[A], and on to where that Send jumps
//   GetYieldFromIter r[A] = iterator for `yield from r[B]`
//   GetAwaitable    r[A] = awaitable iterator of r[B]; C: 0 await, 1 __aenter__, 2 __aexit__
//   Send            sends r[B] to receiver r[A]; yielded: r[B] = value, fall through; returned:
//                   r[B] = result, jump
//   GetAiter GetAnext   r[A] from r[B]
//   EndAsyncFor     r[A] is StopAsyncIteration: swallow; otherwise re-raise
//   AsyncGenWrap    r[A] = wrapped yield value of r[B]
//  Match
//   MatchSequence MatchMapping   r[A] = bool of r[B]'s pattern kind
//   MatchKeys       r[A] = tuple of r[B][k] for k in tuple r[C], or None
//   MatchClass      r[A] = tuple of attributes, or None: subject r[B], class r[C], names tuple
//                   r[C+1]; I positional patterns
//   GetLen          r[A] = len(r[B])
//  Interactive
//   PrintExpr       sys.displayhook(r[A])
#ifndef KRAIT_RUNTIME_BYTECODE_OPCODES_H_
#define KRAIT_RUNTIME_BYTECODE_OPCODES_H_

#include <cstdint>

#define KRAIT_BINARY_OPERATORS(V) \
  V(Add) V(Sub) V(Mul) V(Matmul) V(Truediv) V(Floordiv) V(Mod) V(Pow) V(Lshift) V(Rshift) V(And) \
      V(Or) V(Xor)
#define KRAIT_COMPARISONS(V) V(Lt) V(Le) V(Eq) V(Ne) V(Gt) V(Ge)

#define KRAIT_OPCODES(V)    \
  V(Nop, "---") V(Wide, "iii")                                                          \
  V(Move, "dr-") V(LoadConst, "dk-") V(CheckBound, "r--") V(DeleteLocal, "r--")         \
  V(Clear, "d--") V(MakeCell, "d--") V(CopyFree, "bi-") V(LoadCell, "dr-")              \
  V(StoreCell, "rr-") V(DeleteCell, "r--") V(LoadClassCell, "dr-S")                      \
  V(LoadGlobal, "d--S") V(StoreGlobal, "r--S") V(DeleteGlobal, "---S")                  \
  V(LoadName, "d--S") V(StoreName, "r--S") V(DeleteName, "---S")                        \
  V(SetupAnnotations, "---S") V(LoadLocals, "d--")                                       \
  V(GetAttr, "dr-S") V(SetAttr, "rr-S") V(DelAttr, "r--S") V(LoadMethod, "br-S")        \
  V(GetItem, "drrS") V(SetItem, "rrrS") V(DelItem, "rr-S") V(GetItemImm, "drsS")        \
  V(Add, "drrS") V(Sub, "drrS") V(Mul, "drrS") V(Matmul, "drrS") V(Truediv, "drrS")     \
  V(Floordiv, "drrS") V(Mod, "drrS") V(Pow, "drrS") V(Lshift, "drrS")                   \
  V(Rshift, "drrS") V(And, "drrS") V(Or, "drrS") V(Xor, "drrS")                         \
  V(AddImm, "drsS") V(SubImm, "drsS") V(MulImm, "drsS") V(FloordivImm, "drsS")          \
  V(ModImm, "drsS") V(LshiftImm, "drsS") V(RshiftImm, "drsS") V(AndImm, "drsS")         \
  V(InplaceAdd, "drrS") V(InplaceSub, "drrS") V(InplaceMul, "drrS")                     \
  V(InplaceMatmul, "drrS") V(InplaceTruediv, "drrS") V(InplaceFloordiv, "drrS")         \
  V(InplaceMod, "drrS") V(InplacePow, "drrS") V(InplaceLshift, "drrS")                  \
  V(InplaceRshift, "drrS") V(InplaceAnd, "drrS") V(InplaceOr, "drrS")                   \
  V(InplaceXor, "drrS")                                                                 \
  V(InplaceAddImm, "drsS") V(InplaceSubImm, "drsS") V(InplaceMulImm, "drsS")            \
  V(InplaceFloordivImm, "drsS") V(InplaceModImm, "drsS") V(InplaceLshiftImm, "drsS")    \
  V(InplaceRshiftImm, "drsS") V(InplaceAndImm, "drsS")                                  \
  V(Neg, "dr-S") V(Pos, "dr-S") V(Invert, "dr-S") V(Not, "dr-S")                        \
  V(Lt, "drrS") V(Le, "drrS") V(Eq, "drrS") V(Ne, "drrS") V(Gt, "drrS") V(Ge, "drrS")   \
  V(Is, "drr") V(IsNot, "drr") V(In, "drrS") V(NotIn, "drrS")                           \
  V(Jump, "---J") V(LoopBack, "---J") V(JumpIfTrue, "r--SJ") V(JumpIfFalse, "r--SJ")    \
  V(JumpIfNone, "r--J") V(JumpIfNotNone, "r--J")                                        \
  V(JumpIfLt, "rriSJ") V(JumpIfLe, "rriSJ") V(JumpIfEq, "rriSJ") V(JumpIfNe, "rriSJ")   \
  V(JumpIfGt, "rriSJ") V(JumpIfGe, "rriSJ")                                             \
  V(JumpIfLtImm, "rsiSJ") V(JumpIfLeImm, "rsiSJ") V(JumpIfEqImm, "rsiSJ")               \
  V(JumpIfNeImm, "rsiSJ") V(JumpIfGtImm, "rsiSJ") V(JumpIfGeImm, "rsiSJ")               \
  V(GetIter, "dr-S") V(ForIter, "dr-SJ") V(UnpackSequence, "briS") V(UnpackEx, "briSI")  \
  V(BuildTuple, "dbi") V(BuildList, "dbi") V(BuildSet, "dbiS") V(BuildMap, "dbiS")        \
  V(BuildConstKeyMap, "dbiK") V(BuildString, "dbi") V(BuildSlice, "dbi")                \
  V(ListAppend, "rr-") V(SetAdd, "rr-S") V(MapAdd, "rrrS") V(ListExtend, "rr-S")          \
  V(SetUpdate, "rr-S") V(DictUpdate, "rr-S") V(DictMerge, "rrrS")                        \
  V(ListToTuple, "dr-")                                                                 \
  V(FormatValue, "driS")                                                                \
  V(Call, "bi-S") V(CallKw, "bi-SK") V(CallMethod, "bi-S") V(CallMethodKw, "bi-SK")     \
  V(CallEx, "b--S") V(Return, "r--") V(MakeFunction, "dbiK") V(LoadBuildClass, "d--S")   \
  V(LoadAssertionError, "d--")                                                          \
  V(ImportName, "db-S") V(ImportFrom, "dr-S") V(ImportStar, "r--S")                      \
  V(PushHandled, "b--") V(PopHandled, "b--") V(MatchException, "drr")                   \
  V(MatchGroup, "brrS") V(JoinGroup, "drrS") V(Raise, "r--S") V(RaiseFrom, "rr-S")          \
  V(RaiseCurrent, "---") V(Reraise, "r--")                                              \
  V(BeforeWith, "b--S") V(BeforeAsyncWith, "b--S") V(WithExit, "drrS")                  \
  V(ReturnGenerator, "---") V(Yield, "bri") V(GetYieldFromIter, "dr-S")                 \
  V(GetAwaitable, "driS") V(Send, "rb-SJ") V(GetAiter, "dr-S") V(GetAnext, "dr-S")      \
  V(EndAsyncFor, "r--") V(AsyncGenWrap, "dr-")                                          \
  V(MatchSequence, "dr-S") V(MatchMapping, "dr-S") V(MatchKeys, "drrS")                 \
  V(MatchClass, "drbSI") V(GetLen, "dr-S") V(PrintExpr, "r--S")

#include "runtime/bytecode/quickened_opcodes.h"

namespace krait {

enum class Op : uint8_t {
#define KRAIT_OP(Name, ...) k##Name,
  KRAIT_OPCODES(KRAIT_OP) KRAIT_QUICKENED_OPCODES(KRAIT_OP)
#undef KRAIT_OP
      kCount,
};

using Word = uint32_t;

struct OpInfo {
  const char* name;
  const char* format;
  Op generic;  // the opcode itself, or what a quickened one was rewritten from
  int length;  // words, WIDE prefix not counted
};

const OpInfo& InfoOf(Op op);

inline Op OpOf(Word w) { return static_cast<Op>(w & 0xFF); }
constexpr Word MakeWord(Op op, unsigned a = 0, unsigned b = 0, unsigned c = 0) {
  return static_cast<Word>(op) | (a & 0xFF) << 8 | (b & 0xFF) << 16 | (c & 0xFF) << 24;
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_BYTECODE_OPCODES_H_
