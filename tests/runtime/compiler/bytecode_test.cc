// The compiler's work as text: source of a function f to the bytecode of f and what is nested in
// it.
//
// docs/bytecode.md tells how to read it. Where the compiler changes on purpose these texts change
// with it; read them.
#include <memory>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "runtime/bytecode/code.h"
#include "runtime/bytecode/disassembler.h"
#include "runtime/frontend/compiler/compiler.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/value_array.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

std::string WithoutTrailingSpaces(std::string_view text) {
  std::string result = "\n";
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const size_t last = line.find_last_not_of(' ');
    if (last != std::string_view::npos) result += std::string(line.substr(0, last + 1)) + "\n";
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return result;
}

class CompilerTest : public testing::Test {
 protected:
  CompilerTest() : isolate_(Isolate::Create()), scope_(isolate_->heap()) {}

  std::string BytecodeOf(std::string_view source) {
    Isolate* iso = isolate_.get();
    const Code* module = Compile(iso, source, Str::NewAscii(iso, "test"), CompileMode::kExec);
    if (module == nullptr) return "does not compile";
    for (int64_t i = 0; i < module->constants->capacity; ++i) {
      const Value constant = module->constants->slots[i];
      if (!HasKind(constant, ObjectKind::kCode)) continue;
      return WithoutTrailingSpaces(Disassemble(iso, constant.As<Code>()));
    }
    return "no function";
  }

 private:
  std::unique_ptr<Isolate> isolate_;
  gc::StackScope scope_;
};

TEST_F(CompilerTest, ConstantsFold) {
  EXPECT_EQ(BytecodeOf(R"(def f():
    return 2 + 3 * 4, -(1 << 10), 'a' * 3, (1, 'b')[1], not 0)"),
            R"(
code f  line 1  registers 5
    2     0  LoadConst        r0, k1  ; 14
          1  LoadConst        r1, k2  ; -1024
          2  LoadConst        r2, k3  ; 'aaa'
          3  LoadConst        r3, k4  ; 'b'
          4  LoadConst        r4, k5  ; True
          5  BuildTuple       r0, r0, 5
          6  Return           r0
)");
}

TEST_F(CompilerTest, ConstantsThatRaiseStay) {
  EXPECT_EQ(BytecodeOf(R"(def f():
    return 1 / 0, 'a' + 1)"),
            R"(
code f  line 1  registers 3
    2     0  LoadConst        r1, k1  ; 1
          1  LoadConst        r2, k2  ; 0
          2  Truediv          r0, r1, r2  ; site 0
          4  LoadConst        r2, k3  ; 'a'
          5  AddImm           r1, r2, 1  ; site 1
          7  BuildTuple       r0, r0, 2
          8  Return           r0
)");
}

TEST_F(CompilerTest, ConditionsBecomeJumps) {
  EXPECT_EQ(BytecodeOf(R"(def f(a, b, c):
    if a and (b or not c):
        return 1
    return 2)"),
            R"(
code f  line 1  registers 4  locals a b c
    2     0  JumpIfFalse      r0, -> 11  ; site 0
          3  JumpIfTrue       r1, -> 9  ; site 1
          6  JumpIfTrue       r2, -> 11  ; site 2
          9  LoadConst        r3, k1  ; 1
    3    10  Return           r3
         11  LoadConst        r3, k2  ; 2
    4    12  Return           r3
)");
}

TEST_F(CompilerTest, ValuesOfAndOr) {
  EXPECT_EQ(BytecodeOf(R"(def f(a, b):
    return a and b or 1)"),
            R"(
code f  line 1  registers 3  locals a b
    2     0  Move             r2, r0
          1  JumpIfFalse      r2, -> 5  ; site 0
          4  Move             r2, r1
          5  JumpIfTrue       r2, -> 9  ; site 1
          8  LoadConst        r2, k1  ; 1
          9  Return           r2
)");
}

TEST_F(CompilerTest, ChainedComparison) {
  EXPECT_EQ(BytecodeOf(R"(def f(a, b, c):
    return a < b < c)"),
            R"(
code f  line 1  registers 4  locals a b c
    2     0  Lt               r3, r0, r1  ; site 0
          2  JumpIfFalse      r3, -> 7  ; site 1
          5  Lt               r3, r1, r2  ; site 2
          7  Return           r3
)");
}

TEST_F(CompilerTest, LoopWithElse) {
  EXPECT_EQ(BytecodeOf(R"(def f(xs):
    for x in xs:
        if x: break
        if not x: continue
        x()
    else:
        return 0
    return x)"),
            R"(
code f  line 1  registers 4  locals xs x
    2     0  GetIter          r2, r0  ; site 0
          2  ForIter          r1, r2, -> 16  ; site 1
    3     5  JumpIfTrue       r1, -> 18  ; site 2
    4     8  JumpIfFalse      r1, -> 2  ; site 3
    5    11  Move             r3, r1
         12  Call             r3, 0  ; site 4
    2    14  LoopBack         -> 2
         16  LoadConst        r2, k1  ; 0
    7    17  Return           r2
    8    18  Return           r1
)");
}

TEST_F(CompilerTest, ReturnThroughFinally) {
  EXPECT_EQ(BytecodeOf(R"(def f(g):
    try:
        return g()
    finally:
        g(1))"),
            R"(
code f  line 1  registers 5  locals g
    3     0  Move             r1, r0
          1  Call             r1, 0  ; site 0
    5     3  Move             r2, r0
          4  LoadConst        r3, k1  ; 1
          5  Call             r2, 1  ; site 1
    3     7  Return           r1
    0     8  PushHandled      r1
    5     9  Move             r3, r0
         10  LoadConst        r4, k1  ; 1
         11  Call             r3, 1  ; site 2
         13  Reraise          r1
    0    14  PopHandled       r1
         15  Reraise          r3
  handler [0, 3) -> 8 r1
  handler [9, 14) -> 14 r3
)");
}

TEST_F(CompilerTest, HandlerUnbindsItsName) {
  EXPECT_EQ(BytecodeOf(R"(def f(g):
    try:
        g()
    except E as e:
        g(e))"),
            R"(
code f  line 1  registers 6  locals g e
    3     0  Move             r2, r0
          1  Call             r2, 0  ; site 0
          3  Jump             -> 26
    0     5  PushHandled      r2
    4     6  LoadGlobal       r4  ; site 1 E
          8  MatchException   r5, r2, r4
          9  JumpIfFalse      r5, -> 23  ; site 2
         12  Move             r1, r2
    5    13  Move             r4, r0
         14  Move             r5, r1
         15  Call             r4, 1  ; site 3
    0    17  PopHandled       r2
         18  Clear            r1
         19  Jump             -> 26
         21  Clear            r1
         22  Reraise          r4
         23  Reraise          r2
         24  PopHandled       r2
         25  Reraise          r4
         26  LoadConst        r2, k0  ; None
         27  Return           r2
  handler [0, 3) -> 5 r2
  handler [6, 13) -> 24 r4
  handler [13, 17) -> 21 r4
  handler [21, 24) -> 24 r4
)");
}

TEST_F(CompilerTest, With) {
  EXPECT_EQ(BytecodeOf(R"(def f(m):
    with m as x:
        x())"),
            R"(
code f  line 1  registers 7  locals m x
    2     0  Move             r2, r0
          1  BeforeWith       r2  ; site 0
          3  Move             r1, r3
    3     4  Move             r3, r1
          5  Call             r3, 0  ; site 1
    2     7  Move             r3, r2
          8  LoadConst        r4, k0  ; None
          9  LoadConst        r5, k0  ; None
         10  LoadConst        r6, k0  ; None
         11  Call             r3, 3  ; site 2
         13  Jump             -> 25
         15  PushHandled      r3
         16  WithExit         r5, r2, r3  ; site 3
         18  JumpIfTrue       r5, -> 24  ; site 4
         21  Reraise          r3
    0    22  PopHandled       r3
         23  Reraise          r5
    2    24  PopHandled       r3
         25  LoadConst        r2, k0  ; None
         26  Return           r2
  handler [3, 7) -> 15 r3
  handler [16, 22) -> 22 r5
)");
}

TEST_F(CompilerTest, Closure) {
  EXPECT_EQ(BytecodeOf(R"(def f(a):
    def g():
        nonlocal a
        a += 1
        return a
    return g)"),
            R"(
code f  line 1  registers 3  locals a g  cells a
    1     0  MakeCell         r0
    2     1  BuildTuple       r2, r0, 1
          2  MakeFunction     r1, r2, 8, k1  ; <code f.<locals>.g>
    6     4  Return           r1
code f.<locals>.g  line 2  registers 2  free a
    2     0  CopyFree         r0, 1
    4     1  LoadCell         r1, r0
          2  InplaceAddImm    r1, r1, 1  ; site 0
          4  StoreCell        r0, r1
    5     5  LoadCell         r1, r0
          6  Return           r1
)");
}

TEST_F(CompilerTest, Comprehension) {
  EXPECT_EQ(BytecodeOf(R"(def f(xs):
    return [x * x for x in xs if x])"),
            R"(
code f  line 1  registers 3  locals xs
    2     0  MakeFunction     r1, r2, 0, k1  ; <code f.<locals>.<listcomp>>
          2  GetIter          r2, r0  ; site 0
          4  Call             r1, 1  ; site 1
          6  Return           r1
code f.<locals>.<listcomp>  line 2  registers 4  locals .0 x
    2     0  BuildList        r2, r2, 0
          1  ForIter          r1, r0, -> 12  ; site 0
          4  JumpIfFalse      r1, -> 1  ; site 1
          7  Mul              r3, r1, r1  ; site 2
          9  ListAppend       r2, r3
         10  LoopBack         -> 1
         12  Return           r2
)");
}

TEST_F(CompilerTest, Unpacking) {
  EXPECT_EQ(BytecodeOf(R"(def f(v):
    a, (b, *c) = v
    return c)"),
            R"(
code f  line 1  registers 9  locals v a b c
    2     0  Move             r4, r0
          1  UnpackSequence   r5, r4, 2  ; site 0
          3  Move             r1, r5
          4  UnpackEx         r7, r6, 1, 0  ; site 1
          7  Move             r2, r7
          8  Move             r3, r8
    3     9  Return           r3
)");
}

TEST_F(CompilerTest, Calls) {
  EXPECT_EQ(BytecodeOf(R"(def f(g, a):
    g(a, k=1)
    g(*a, **a)
    a.m(1))"),
            R"(
code f  line 1  registers 5  locals g a
    2     0  Move             r2, r0
          1  Move             r3, r1
          2  LoadConst        r4, k1  ; 1
          3  CallKw           r2, 2, k2  ; site 0 ('k',)
    3     6  Move             r2, r0
          7  Move             r3, r1
          8  BuildMap         r4, r4, 0  ; site 1
         10  DictMerge        r4, r1, r2  ; site 2
         12  CallEx           r2  ; site 3
    4    14  LoadMethod       r2, r1  ; site 4 m
         16  LoadConst        r4, k1  ; 1
         17  CallMethod       r2, 1  ; site 5
         19  LoadConst        r2, k0  ; None
         20  Return           r2
)");
}

TEST_F(CompilerTest, Augmented) {
  EXPECT_EQ(BytecodeOf(R"(def f(a, i):
    a.x += 1
    a[i] -= i)"),
            R"(
code f  line 1  registers 3  locals a i
    2     0  GetAttr          r2, r0  ; site 0 x
          2  InplaceAddImm    r2, r2, 1  ; site 1
          4  SetAttr          r0, r2  ; site 2 x
    3     6  GetItem          r2, r0, r1  ; site 3
          8  InplaceSub       r2, r2, r1  ; site 4
         10  SetItem          r0, r1, r2  ; site 5
         12  LoadConst        r2, k0  ; None
         13  Return           r2
)");
}

TEST_F(CompilerTest, Match) {
  EXPECT_EQ(BytecodeOf(R"(def f(v):
    match v:
        case 1 | 2: return 'small'
        case [x, *_] if x: return x
        case {'k': y}: return y
        case str(): return 's')"),
            R"(
code f  line 1  registers 9  locals v x y
    2     0  Move             r3, r0
    3     1  JumpIfEqImm      r3, 1, 0, -> 6  ; site 0
          4  Jump             -> 9
          6  JumpIfEqImm      r3, 2, 0, -> 11  ; site 1
          9  LoadConst        r4, k1  ; 'small'
         10  Return           r4
    4    11  MatchSequence    r4, r3  ; site 2
         13  JumpIfFalse      r4, -> 29  ; site 3
         16  GetLen           r4, r3  ; site 4
         18  JumpIfGeImm      r4, 1, 0, -> 29  ; site 5
         21  LoadConst        r6, k2  ; 0
         22  GetItem          r5, r3, r6  ; site 6
         24  Move             r1, r5
         25  JumpIfFalse      r1, -> 29  ; site 7
         28  Return           r1
    5    29  MatchMapping     r4, r3  ; site 8
         31  JumpIfFalse      r4, -> 49  ; site 9
         34  GetLen           r4, r3  ; site 10
         36  JumpIfGeImm      r4, 1, 0, -> 49  ; site 11
         39  LoadConst        r6, k3  ; 'k'
         40  BuildTuple       r5, r6, 1
         41  MatchKeys        r7, r3, r5  ; site 12
         43  JumpIfNone       r7, -> 49
         45  UnpackSequence   r8, r7, 1  ; site 13
         47  Move             r2, r8
         48  Return           r2
    6    49  LoadGlobal       r4  ; site 14 str
         51  LoadConst        r5, k4  ; ()
         52  MatchClass       r4, r3, r4, 0  ; site 15
         55  JumpIfNone       r4, -> 61
         57  UnpackSequence   r6, r4, 0  ; site 16
         59  LoadConst        r4, k5  ; 's'
         60  Return           r4
         61  LoadConst        r3, k0  ; None
         62  Return           r3
)");
}

TEST_F(CompilerTest, Generator) {
  EXPECT_EQ(BytecodeOf(R"(def f(xs):
    x = yield 1
    yield from xs
    return x)"),
            R"(
code f  line 1  registers 4  locals xs x
    1     0  ReturnGenerator
    2     1  LoadConst        r2, k1  ; 1
          2  Yield            r2, r2, 0
          3  Move             r1, r2
    3     4  GetYieldFromIter r3, r0  ; site 0
          6  LoadConst        r2, k0  ; None
          7  Send             r3, r2, -> 13  ; site 1
         10  Yield            r2, r3, 1
         11  LoopBack         -> 7
    4    13  Return           r1
)");
}

TEST_F(CompilerTest, Deleting) {
  EXPECT_EQ(BytecodeOf(R"(def f(a, i):
    del a.x, a[i], a)"),
            R"(
code f  line 1  registers 3  locals a i
    2     0  DelAttr          r0  ; site 0 x
          2  DelItem          r0, r1  ; site 1
          4  DeleteLocal      r0
          5  LoadConst        r2, k0  ; None
          6  Return           r2
)");
}

}  // namespace
}  // namespace krait
