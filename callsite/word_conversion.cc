#include "callsite/word_conversion.h"

#include <bit>
#include <cmath>
#include <string>

#include "callsite/invocation_context.h"
#include "gc/value.h"

namespace krait::callsite {

namespace {

using enum Representation;

const char* KindOf(Value value) {
  if (value.IsInt()) return "an int";
  if (value.IsDouble()) return "a float";
  if (value.IsBool()) return "a bool";
  if (value.IsNone()) return "None";
  return value.IsHeap() ? "an object" : "a singleton";
}

bool Refused(InvocationContext& context, Value value, Representation to) {
  // A runtime's conversion may have failed with an error of its own.
  if (context.failed != 0) return false;
  return context.Fail(absl::InvalidArgumentError(std::string(KindOf(value)) + " was given where " +
                                                 RepresentationName(to) + " is expected"));
}

bool Box(InvocationContext& context, Representation from, uint64_t word, uint64_t* result) {
  switch (from) {
    case kInt64: {
      const auto i = static_cast<int64_t>(word);
      Value boxed;
      if (Value::FitsInt(i)) {
        boxed = Value::Int(i);
      } else if (context.conversions() != nullptr) {
        boxed = context.conversions()->BoxInt(i);
      }
      if (boxed.IsEmpty()) {
        if (context.failed != 0) return false;
        return context.Fail(absl::OutOfRangeError(std::to_string(i) + " is too large for a value"));
      }
      *result = boxed.bits();
      return true;
    }
    case kDouble:
      *result = Value::ForeignDouble(std::bit_cast<double>(word)).bits();
      return true;
    default:
      *result = Value::Bool(word != 0).bits();
      return true;
  }
}

bool UnboxInt(InvocationContext& context, Value value, bool explicitly, uint64_t* result) {
  int64_t i = 0;
  if (value.IsInt()) {
    i = value.AsInt();
  } else if (explicitly && value.IsDouble()) {
    i = TruncateDouble(value.AsDouble());
  } else if (explicitly && (value.IsBool() || value.IsNone())) {
    i = value.IsTrue() ? 1 : 0;
  } else if (!value.IsHeap() || context.conversions() == nullptr ||
             !context.conversions()->UnboxInt(value, &i)) {
    return Refused(context, value, kInt64);
  }
  *result = static_cast<uint64_t>(i);
  return true;
}

bool UnboxDouble(InvocationContext& context, Value value, bool explicitly, uint64_t* result) {
  double d = 0;
  if (value.IsDouble()) {
    d = value.AsDouble();
  } else if (value.IsInt()) {
    d = static_cast<double>(value.AsInt());
  } else if (explicitly && (value.IsBool() || value.IsNone())) {
    d = value.IsTrue() ? 1 : 0;
  } else if (!value.IsHeap() || context.conversions() == nullptr ||
             !context.conversions()->UnboxDouble(value, &d)) {
    return Refused(context, value, kDouble);
  }
  *result = std::bit_cast<uint64_t>(d);
  return true;
}

bool UnboxBool(InvocationContext& context, Value value, bool explicitly, uint64_t* result) {
  if (value.IsBool()) {
    *result = value.IsTrue() ? 1 : 0;
  } else if (explicitly && value.IsInt()) {
    *result = value.AsInt() != 0 ? 1 : 0;
  } else if (explicitly && value.IsDouble()) {
    *result = value.AsDouble() != 0 ? 1 : 0;
  } else if (explicitly && value.IsNone()) {
    *result = 0;
  } else {
    return Refused(context, value, kBool);
  }
  return true;
}

// Between int64, double and bool.
uint64_t ConvertNumber(Representation from, Representation to, uint64_t word) {
  if (from == kDouble) {
    const auto d = std::bit_cast<double>(word);
    return to == kBool ? (d != 0 ? 1 : 0) : static_cast<uint64_t>(TruncateDouble(d));
  }
  if (to == kDouble)
    return std::bit_cast<uint64_t>(static_cast<double>(static_cast<int64_t>(word)));
  return to == kBool ? (word != 0 ? 1 : 0) : word;
}

}  // namespace

uint64_t ZeroWord(Representation representation) {
  return representation == kValue ? Value::None().bits() : 0;
}

int64_t TruncateDouble(double d) {
  constexpr double kLimit = 9223372036854775808.0;
  if (std::isnan(d)) return 0;
  if (d >= kLimit) return INT64_MAX;
  if (d < -kLimit) return INT64_MIN;
  return static_cast<int64_t>(d);
}

bool ConvertWord(InvocationContext& context, Representation from, Representation to,
                 bool explicitly, uint64_t word, uint64_t* result) {
  if (from == to) {
    *result = word;
    return true;
  }
  if (to == kValue) return Box(context, from, word, result);
  if (from != kValue) {
    *result = ConvertNumber(from, to, word);
    return true;
  }
  const Value value = Value::FromBits(word);
  switch (to) {
    case kInt64:
      return UnboxInt(context, value, explicitly, result);
    case kDouble:
      return UnboxDouble(context, value, explicitly, result);
    default:
      return UnboxBool(context, value, explicitly, result);
  }
}

}  // namespace krait::callsite
