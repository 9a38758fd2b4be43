// _operator: the operators as functions.
#include "runtime/collection/items.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/operator/getters.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/buffer.h"

namespace krait {

namespace {

template <BinaryOperator op>
Value BinaryFunction(Isolate* iso, Value* args, size_t) {
  return Binary(iso, op, args[0], args[1]);
}

template <BinaryOperator op>
Value InplaceFunction(Isolate* iso, Value* args, size_t) {
  return Inplace(iso, op, args[0], args[1]);
}

template <UnaryOperator op>
Value UnaryFunction(Isolate* iso, Value* args, size_t) {
  return Unary(iso, op, args[0]);
}

template <CompareOp op>
Value CompareFunction(Isolate* iso, Value* args, size_t) {
  return Compare(iso, op, args[0], args[1]);
}

Value AbsFunction(Isolate* iso, Value* args, size_t) { return Absolute(iso, args[0]); }
Value IndexFunction(Isolate* iso, Value* args, size_t) { return Index(iso, args[0]); }

template <bool wanted>
Value TruthFunction(Isolate* iso, Value* args, size_t) {
  bool truth;
  if (!Truth(iso, args[0], &truth)) return Value();
  return Value::Bool(truth == wanted);
}

template <bool wanted>
Value IdentityFunction(Isolate*, Value* args, size_t) {
  return Value::Bool(Identical(args[0], args[1]) == wanted);
}

Value ContainsFunction(Isolate* iso, Value* args, size_t) {
  bool contains;
  if (!Contains(iso, args[0], args[1], &contains)) return Value();
  return Value::Bool(contains);
}

Value CountOf(Isolate* iso, Value* args, size_t) {
  int64_t count = 0;
  const bool ok = ForEachItem(iso, args[0], [&](Value item) {
    bool equal;
    if (!EqualItems(iso, item, args[1], &equal)) return Visit::kFail;
    count += equal;
    return Visit::kContinue;
  });
  return ok ? Value::Int(count) : Value();
}

Value IndexOf(Isolate* iso, Value* args, size_t) {
  int64_t index = 0;
  bool equal = false;
  const bool ok = ForEachItem(iso, args[0], [&](Value item) {
    if (!EqualItems(iso, item, args[1], &equal)) return Visit::kFail;
    if (equal) return Visit::kStop;
    ++index;
    return Visit::kContinue;
  });
  if (!ok) return Value();
  if (!equal) return RaiseValueError(iso, "sequence.index(x): x not in sequence");
  return Value::Int(index);
}

Value GetItemFunction(Isolate* iso, Value* args, size_t) {
  return GetItem(iso, args[0], args[1]);
}

Value SetItemFunction(Isolate* iso, Value* args, size_t) {
  return SetItem(iso, args[0], args[1], args[2]) ? Value::None() : Value();
}

Value DelItemFunction(Isolate* iso, Value* args, size_t) {
  return DelItem(iso, args[0], args[1]) ? Value::None() : Value();
}

bool CheckSequence(Isolate* iso, Value v) {
  if (LookupSpecial(iso, v, Special::kGetitem)) return true;
  return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object can't be concatenated",
                TypeName(iso, v));
}

Value Concat(Isolate* iso, Value* args, size_t) {
  if (!CheckSequence(iso, args[0])) return Value();
  return Binary(iso, BinaryOperator::kAdd, args[0], args[1]);
}

Value InplaceConcat(Isolate* iso, Value* args, size_t) {
  if (!CheckSequence(iso, args[0])) return Value();
  return Inplace(iso, BinaryOperator::kAdd, args[0], args[1]);
}

Value LengthHintFunction(Isolate* iso, Value* args, size_t) {
  int64_t fallback = 0, hint;
  if (args[1]) {
    if (!IsIntLike(args[1])) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "'%.200s' object cannot be interpreted as an integer",
                    TypeName(iso, args[1]));
    }
    KRAIT_CHECK_OK(IndexToInt64(iso, args[1], &fallback));
  }
  if (!LengthHint(iso, args[0], fallback, &hint)) return Value();
  return IntFromInt64(iso, hint);
}

Value CallFunction(Isolate* iso, Value* args, size_t) {
  return CallWithDict(iso, args[0], args[1].As<Tuple>()->view(), args[2].As<Dict>());
}

// Looks at all bytes of `b`, whatever the contents, so that timing tells nothing of them.
bool SameBytes(std::string_view a, std::string_view b) {
  volatile unsigned char difference = a.size() == b.size() ? 0 : 1;
  const std::string_view left = a.size() == b.size() ? a : b;
  for (size_t i = 0; i < b.size(); ++i) {
    difference = static_cast<unsigned char>(difference | (left[i] ^ b[i]));
  }
  return difference == 0;
}

Value CompareDigest(Isolate* iso, Value* args, size_t) {
  const Str* a = CastTo<Str>(args[0], ObjectKind::kStr);
  const Str* b = CastTo<Str>(args[1], ObjectKind::kStr);
  if (a != nullptr && b != nullptr) {
    if (!a->IsAscii() || !b->IsAscii()) {
      return RaiseTypeError(
          iso, "comparing strings with non-ASCII characters is not supported");
    }
    return Value::Bool(SameBytes(a->view(), b->view()));
  }
  if (!HasBuffer(args[0]) || !HasBuffer(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "unsupported operand types(s) or combination of types: '%.100s' and '%.100s'",
                  TypeName(iso, args[0]), TypeName(iso, args[1]));
  }
  const ScopedBuffer left(iso, args[0]);
  if (!left.ok()) return Value();
  const ScopedBuffer right(iso, args[1]);
  if (!right.ok()) return Value();
  return Value::Bool(SameBytes(left.view(), right.view()));
}

#define KRAIT_OPERATOR(name, op, text)                                                    \
  {name, BinaryFunction<BinaryOperator::op>, "(a, b, /)", 0, "Same as a " text " b."}, {  \
    "i" name, InplaceFunction<BinaryOperator::op>, "(a, b, /)", 0, "Same as a " text "= b." \
  }
#define KRAIT_COMPARISON(name, op, text) \
  {name, CompareFunction<CompareOp::op>, "(a, b, /)", 0, "Same as a " text " b."}

constexpr NativeMethod kFunctions[] = {
    KRAIT_OPERATOR("add", kAdd, "+"),
    KRAIT_OPERATOR("sub", kSub, "-"),
    KRAIT_OPERATOR("mul", kMul, "*"),
    KRAIT_OPERATOR("matmul", kMatmul, "@"),
    KRAIT_OPERATOR("truediv", kTruediv, "/"),
    KRAIT_OPERATOR("floordiv", kFloordiv, "//"),
    KRAIT_OPERATOR("mod", kMod, "%"),
    KRAIT_OPERATOR("pow", kPow, "**"),
    KRAIT_OPERATOR("lshift", kLshift, "<<"),
    KRAIT_OPERATOR("rshift", kRshift, ">>"),
    {"and_", BinaryFunction<BinaryOperator::kAnd>, "(a, b, /)", 0, "Same as a & b."},
    {"or_", BinaryFunction<BinaryOperator::kOr>, "(a, b, /)", 0, "Same as a | b."},
    {"xor", BinaryFunction<BinaryOperator::kXor>, "(a, b, /)", 0, "Same as a ^ b."},
    {"iand", InplaceFunction<BinaryOperator::kAnd>, "(a, b, /)", 0, "Same as a &= b."},
    {"ior", InplaceFunction<BinaryOperator::kOr>, "(a, b, /)", 0, "Same as a |= b."},
    {"ixor", InplaceFunction<BinaryOperator::kXor>, "(a, b, /)", 0, "Same as a ^= b."},
    KRAIT_COMPARISON("lt", kLt, "<"),
    KRAIT_COMPARISON("le", kLe, "<="),
    KRAIT_COMPARISON("eq", kEq, "=="),
    KRAIT_COMPARISON("ne", kNe, "!="),
    KRAIT_COMPARISON("gt", kGt, ">"),
    KRAIT_COMPARISON("ge", kGe, ">="),
    {"neg", UnaryFunction<UnaryOperator::kNeg>, "(a, /)", 0, "Same as -a."},
    {"pos", UnaryFunction<UnaryOperator::kPos>, "(a, /)", 0, "Same as +a."},
    {"inv", UnaryFunction<UnaryOperator::kInvert>, "(a, /)", 0, "Same as ~a."},
    {"invert", UnaryFunction<UnaryOperator::kInvert>, "(a, /)", 0, "Same as ~a."},
    {"abs", AbsFunction, "(a, /)", 0, "Same as abs(a)."},
    {"index", IndexFunction, "(a, /)", 0, "Same as a.__index__()"},
    {"truth", TruthFunction<true>, "(a, /)", 0, "Return True if a is true, False otherwise."},
    {"not_", TruthFunction<false>, "(a, /)", 0, "Same as not a."},
    {"is_", IdentityFunction<true>, "(a, b, /)", 0, "Same as a is b."},
    {"is_not", IdentityFunction<false>, "(a, b, /)", 0, "Same as a is not b."},
    {"contains", ContainsFunction, "(a, b, /)", 0, "Same as b in a (note reversed operands)."},
    {"countOf", CountOf, "(a, b, /)", 0,
     "Return the number of items in a which are, or which equal, b."},
    {"indexOf", IndexOf, "(a, b, /)", 0, "Return the first index of b in a."},
    {"getitem", GetItemFunction, "(a, b, /)", 0, "Same as a[b]."},
    {"setitem", SetItemFunction, "(a, b, c, /)", 0, "Same as a[b] = c."},
    {"delitem", DelItemFunction, "(a, b, /)", 0, "Same as del a[b]."},
    {"concat", Concat, "(a, b, /)", 0, "Same as a + b, for a and b sequences."},
    {"iconcat", InplaceConcat, "(a, b, /)", 0, "Same as a += b, for a and b sequences."},
    {"length_hint", LengthHintFunction, "(obj, default=0, /)", 0,
     "Return an estimate of the number of items in obj."},
    {"call", CallFunction, "(obj, /, *args, **kwargs)", 0, "Same as obj(*args, **kwargs)."},
    {"_compare_digest", CompareDigest, "(a, b, /)", 0,
     "Return 'a == b', in a time that does not depend on the contents."},
};

#undef KRAIT_OPERATOR
#undef KRAIT_COMPARISON

bool Init(Isolate* iso, Module* module) {
  for (const TypeSpec* spec : {&kAttrGetterSpec, &kItemGetterSpec, &kMethodCallerSpec}) {
    if (AddModuleType(iso, module, spec) == nullptr) return false;
  }
  return true;
}

}  // namespace

const ModuleSpec kOperatorModule = {
    .name = "_operator",
    .doc = "Operator interface: functions that correspond to the operators of the language.",
    .functions = kFunctions,
    .init = Init,
};

}  // namespace krait
